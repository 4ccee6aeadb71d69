import Architecture
import Foundation
import RunSupport
import TestSupport
import Testing
@testable import Documents
@testable import NetworkFiles

struct GivenNetworkTests {
    private let folder = TemporaryFolder()

    @Test func namesFilesAndNotationsMeanANetwork() throws {
        let published = try #require(PublishedNetwork.named("FairNAS-C"))
        let named = try GivenNetwork("fairnas-c")
        #expect(named.name == "FairNAS-C" && named.blueprint == published.blueprint && named.place == nil)
        let path = folder.path("network.json")
        try Data(NetworkFile(name: "mine", published.blueprint).json.description.utf8)
            .write(to: URL(fileURLWithPath: path))
        let file = try GivenNetwork(path)
        #expect(file.name == "mine" && file.blueprint == published.blueprint)
        let notation = try GivenNetwork("3x8x8 relu c3:4 fc:5")
        #expect(notation.name == nil && notation.blueprint.classes == 5)
        let space = try SearchSpace(macro: .quickstart, operations: SearchSpace.operationsQuickstart)
        let given = try GivenNetwork("0,1,2,3,4,5,6,0", in: space)
        #expect(given.place?.path == Path(choices: [0, 1, 2, 3, 4, 5, 6, 0]))
        #expect(given.place?.space == space && given.name == nil)
    }

    /// What is meant as a network is told from the name of a scenario, be it misspelt.
    @Test func networksAreToldFromScenarios() throws {
        for text in ["FairNAS-C", "fairnas-d", "MobileNet", "3x8x8 relu", folder.path("")] {
            #expect(GivenNetwork.isMeant(by: text), "\(text)")
        }
        for text in ["quickstart", "table-2/cifar10", "mine.json", ""] {
            #expect(!GivenNetwork.isMeant(by: text), "\(text)")
        }
        for (name, text, isNetwork) in [
            ("a.json", "{blocks: 7}", true), ("b.json", "{supernet: {m: 5}}", false), ("c.yaml", "backbone:", true),
        ] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path(name)))
            #expect(GivenNetwork.isMeant(by: folder.path(name)) == isNetwork, "\(name)")
        }
    }

    @Test func whatNobodyKnowsIsAnsweredWithTheNearest() throws {
        let space = try SearchSpace(macro: .quickstart, operations: SearchSpace.operationsQuickstart)
        let ends = (
            alone: "expected one, a file, a notation, or a path with its space",
            space: "expected one, a file, a notation, or a path"
        )
        for (text, words) in [
            ("FairNAS-D", ", the nearest one being FairNAS-A; "),
            ("mnasnet-A2", ", the nearest one being MnasNet-A1; "),
            ("EfficientNet", ", but EfficientNet-B0 is; "),
            ("SCARLET", ", but SCARLET-A, SCARLET-B and SCARLET-C are; "),
        ] {
            #expect(
                sentence { try GivenNetwork(text) } == "\"\(text)\" is not a published network\(words)\(ends.alone)")
            #expect(
                sentence { try GivenNetwork(text, in: space) }
                    == "\"\(text)\" is not a published network\(words)\(ends.space)")
        }
        #expect(sentence { try GivenNetwork("what") } == "\"what\" is not a published network; \(ends.alone)")
        #expect(
            sentence { try GivenNetwork("k3e3 what", in: space) }
                == "the path has 2 choices; expected 8, one for each layer")
        let nowhere = folder.path("")
        #expect(sentence { try GivenNetwork(nowhere) }.contains("architecture.json"))
    }
}
