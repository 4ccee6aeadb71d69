import Architecture
import Documents
import NetworkFiles
import Planning
import RunSupport
import ScenarioKeys
import Scenarios
import Testing

struct NetworkDescriptionTests {
    @Test(arguments: PublishedNetwork.all)
    func tellsCountsOfPublishedNetworks(network: PublishedNetwork) throws {
        let description = try NetworkDescription(GivenNetwork(network))
        #expect(description.json["macs"] == .integer(network.blueprint.macs))
        #expect(description.json["params"] == .integer(network.blueprint.params))
        #expect(description.json["name"] == .string(network.name))
        guard case .array(let blocks)? = description.json["blocks"] else {
            Issue.record("no blocks")
            return
        }
        let macs = blocks.reduce(0) { sum, block in
            if case .integer(let macs)? = block["macs"] { sum + macs } else { sum }
        }
        #expect(macs == network.blueprint.macs)
        #expect(description.text.contains("\(network.blueprint.macs) MACs"))
        #expect(description.json["flops"] == .integer(2 * network.blueprint.macs))
        #expect(description.text.contains("\(2 * network.blueprint.macs) FLOPs"))
    }

    /// The published figure, and by how much the count differs from it.
    @Test
    func printedFiguresStandBesideTheCounts() throws {
        let network = try #require(PublishedNetwork.named("GreedyNAS-A"))
        #expect(
            try NetworkDescription(GivenNetwork(network)).text.hasSuffix(
                "GreedyNAS-A as published: 366M MACs (counted: +1.09 %), 6.5M params (counted: +0.05 %), top-1 77.10 %, "
                    + "top-5 93.30 %"))
    }

    @Test
    func tellsThePathItWasGiven() throws {
        let space = try ScenarioSpace.searchSpace(named: "quickstart:quickstart:0.5")
        let path = try space.path(from: "0,1,2,3,4,5,6,0")
        let json = try NetworkDescription(GivenNetwork(path, of: space)).json
        #expect(json["choices"] == [0, 1, 2, 3, 4, 5, 6, 0])
        #expect(json["names"] == "k3e1 k5e1 k3e3 k5e3 k3e6 k5e6 id k3e1")
        #expect(json["macs"] == .integer(space.blueprint(of: path).macs))
    }

    @Test
    func spacesHaveShortNames() throws {
        let space = try ScenarioSpace.searchSpace(named: "cifar:13:0.5")
        #expect(space.macro.name == "cifar")
        #expect(space.operations == SearchSpace.operations13)
        #expect(space.width == 0.5)
        #expect(space.activation == .hswish)
        #expect(try ScenarioSpace.searchSpace(named: "imagenet").operations == SearchSpace.operations7)
        // Operations of one's own, as the command line gives them.
        for (list, names) in [("k3e3", ["k3e3"]), ("k3e1,k5e6se,id", ["k3e1", "k5e6se", "id"])] {
            #expect(try ScenarioSpace.searchSpace(named: "cifar:\(list):0.5").operations.map(\.name) == names)
        }
        let macros = "expected one of \"imagenet\", \"cifar\", \"nas-bench-macro\", \"quickstart\", or an object with "
        let operations = "expected one of \"7\", \"13\", \"nas-bench-macro\", \"quickstart\", or a list of names "
        for (wrong, words) in [
            ("", "macro is \"\"; \(macros)"), ("cifr", "macro is \"cifr\"; \(macros)"),
            ("cifar:8", "operations is \"8\"; \(operations)"), ("cifar:", "operations is \"\"; \(operations)"),
            ("cifar:7:x", "width is \"x\"; expected a number above 0, at most 16"),
            ("cifar:7:0", "width is 0; expected a number above 0, at most 16"),
            ("cifar:7:1:2", "a space has 4 parts; expected MACRO:OPERATIONS:WIDTH at most"),
        ] {
            let found = sentence(of: ScenarioError.self) { try ScenarioSpace.searchSpace(named: wrong) }
            #expect(found.hasPrefix(words), "\(found)")
        }
    }
}
