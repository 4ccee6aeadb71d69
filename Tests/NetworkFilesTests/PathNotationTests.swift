import Architecture
import Reproducibility
import RunSupport
import Testing
@testable import Documents
@testable import NetworkFiles

/// Paths in the notations of others.
struct PathNotationTests {
    private func imagenet(_ operations: [Architecture.Operation]) throws -> SearchSpace {
        try SearchSpace(
            macro: .imagenet, operations: operations,
            activation: SearchSpace.conventionalActivation(for: operations))
    }

    /// Whatever is written is read back, in spaces with and without squeezes, a fixed block and the identity as a convolution.
    @Test(arguments: PathNotation.allCases) func whatIsWrittenReadsBack(notation: PathNotation) throws {
        let spaces = [
            try imagenet(SearchSpace.operations7), try imagenet(SearchSpace.operations13),
            try SearchSpace(macro: .nasBenchMacro, operations: SearchSpace.operationsNASBenchMacro),
        ]
        var stream = RandomStream(seed: 2, purpose: .planning)
        for space in spaces {
            for _ in 0..<10 {
                let path = space.randomPath(using: &stream)
                #expect(try PathNotation.path(from: notation.text(of: path, in: space), of: space) == path)
            }
        }
    }

    /// GreedyNAS-C begins so in the authors' configuration.
    @Test func authorsRowsAreTheirNetwork() throws {
        let space = try imagenet(SearchSpace.operations13)
        let published = try #require(PublishedNetwork.named("GreedyNAS-C"))
        let path = try #require(space.path(of: published.blueprint))
        let text = PathNotation.hunto.text(of: path, in: space)
        let lines = text.split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(7) == [
                "backbone:", "    # name: [stride, in_channels, out_channels, expand_ratio, op]",
                "    layer0: [2, 3, 32, 1, 'conv3x3']", "    layer1: [1, 32, 16, 1, 'ir_3x3_nse']",
                "    layer2: [2, 16, 32, 3, 'ir_7x7_nse']", "    layer3: [1, 32, 32, 1, 'id']",
                "    layer4: [1, 32, 32, 1, 'id']",
            ])
        #expect(
            lines.suffix(7) == [
                "    layer22: [1, 192, 320, 6, 'ir_7x7_se']", "    layer23: [1, 320, 1280, 1, 'conv1x1']",
                "    layer24: [1, 1280, 1280, 1, 'gavgp']", "head:", "    linear1:", "        dim_in: 1280",
                "        dim_out: 1000",
            ])
        // By itself it is the network, to the last size.
        #expect(try HuntoRows.network(in: text) == published.blueprint)
    }

    /// Rows that stand for several blocks, as the authors write MobileNetV2.
    @Test func rowsAreRepeated() throws {
        let text = """
            backbone:
                # name: [n, stride, in_channels, out_channels, expand_ratio, op]
                conv_stem: [1, 2, 3, 32, 1, 'conv3x3']
                stage0: [1, 1, 32, 16, 1, 'ir_3x3']
                stage1: [3, 2, 16, 24, 6, "ir_5x5"]
                conv_out: [1, 1, 24, 64, 1, 'conv1x1']
                gavg_pool: [1, 64, 64, 1, 'gavgp']
            head:
                linear1:
                    dim_in: 64
                    dim_out: 10
            """
        #expect(
            try HuntoRows.network(in: text).description
                == "3x224x224 relu c3:32/2 k3e1:16 k5e6:24/2 k5e6 k5e6 c1:64 fc:10")
    }

    @Test func othersAreReadAsTheyAreFound() throws {
        let space = try SearchSpace(
            macro: Macro(
                name: "two", side: 8, classes: 2, stemChannels: 8, stemStride: 1, fixedChannels: 8,
                stages: [.init(channels: 8, layers: 2, stride: 1)], headChannels: 8),
            operations: SearchSpace.operations13)
        func path(_ text: String) throws -> [UInt8] { try PathNotation.path(from: text, of: space).choices }
        // Sorted as texts, with the fixed block, with notes, on one line.
        #expect(
            try path(
                "backbone.layer10.0:\n  chosen: identity\nbackbone.layer1.0:\n  chosen: mb_k3e1\n"
                    + "backbone.layer2.0:\n  chosen: mb_k5e6_se\n  meta: null\n") == [10, 12])
        #expect(try path("backbone.layer2.0: {chosen: mb_k3e3}\nbackbone.layer2.1: { chosen: 'mb_k7e6' }") == [0, 5])
        #expect(try path("{\"layer_2\": \"k7e6se\", \"layer_1\": 3}") == [3, 11])
        #expect(try path("{LayerChoice1: [false, true], LayerChoice2: [true, false, false]}") == [1, 0])
        #expect(
            PathNotation.mmrazor.text(of: Path(choices: [10, 12]), in: space) == """
                backbone.layer1.0:
                  chosen: mb_k3e1
                backbone.layer2.0:
                  chosen: mb_k5e6_se
                backbone.layer2.1:
                  chosen: identity
                """)
        #expect(
            PathNotation.nni.text(of: Path(choices: [10, 12]), in: space)
                == "{\n  \"layer_1\": \"k5e6se\",\n  \"layer_2\": \"id\"\n}")
    }

    @Test(arguments: [
        (
            "backbone:\n  a: [1, 8, 8, 3]",
            "line 2 is \"a: [1, 8, 8, 3]\"; expected a row such as layer2: [2, 16, 32, 3, 'ir_7x7_nse']"
        ),
        (
            "backbone:\n  a: [1, x, 8, 3, 'ir_3x3']",
            "line 2 is \"a: [1, x, 8, 3, 'ir_3x3']\"; expected a row such as layer2: [2, 16, 32, 3, 'ir_7x7_nse']"
        ),
        (
            "backbone:\n  a: [1, 8, 8, 3, 'ir_3x5']",
            "line 2 has the operation \"ir_3x5\"; expected one such as ir_3x3, ir_7x7_se, id, conv3x3 or gavgp"
        ),
        ("backbone:\n  a: [1, 8, 8, 3, 'id']", "the path has 1 choice; expected 2, one for each layer"),
        (
            "chosen: mb_k3e3",
            "line 1 is \"chosen: mb_k3e3\"; expected a label such as backbone.layer2.0: with chosen: mb_k3e6 below it"
        ),
        (
            "a.0:\n  chosen: mb_k3e3\na.1:\n  chosen: shuffle_3x3",
            "layer 2 of the path is \"shuffle_3x3\"; expected one of k3e3, id or its number"
        ),
        ("a.0:\n  chosen: mb_k3e3\nnonsense", "line 3 is \"nonsense\"; expected a key and a colon"),
        (
            "{layer_1: 'k3e3', layer_2: null}",
            "layer_2 is null; expected an operation such as \"k3e6\", its number, or a list with one true"
        ),
        (
            "{layer_1: 'k3e3 id'}",
            "layer_1 is \"k3e3 id\"; expected an operation such as \"k3e6\", its number, or a list with one true"
        ),
        (
            "{layer_1: [true, true]}",
            "layer_1 is [true, true]; expected an operation such as \"k3e6\", its number, or a list with one true"
        ),
        ("{layer_1: 9, layer_2: 0}", "the path names the choice 9 for layer 1; expected a number from 0 to 1"),
    ]) func mistakesAreNamed(text: String, sentence expected: String) throws {
        let space = try SearchSpace(
            macro: Macro(
                name: "two", side: 8, classes: 2, stemChannels: 8, stemStride: 1, fixedChannels: nil,
                stages: [.init(channels: 8, layers: 2, stride: 1)], headChannels: 8),
            operations: [.invertedBottleneck(kernel: 3, expansion: 3, squeezeExcitation: false), .identity])
        #expect(sentence { try PathNotation.path(from: text, of: space) } == expected)
        #expect(sentence { try PathNotation.path(from: text, in: "net.yaml", of: space) } == "net.yaml: " + expected)
    }

    @Test func rowsThatMakeNoNetworkAreNamed() {
        for (rows, words) in [
            (
                "  a: [1, 3, 8, 1, 'conv3x3']\n  b: [1, 9, 8, 3, 'ir_3x3']",
                "line 3 takes 9 channels; expected 8, as come from the row before"
            ),
            ("  a: [1, 3, 8, 1, 'conv3x3']", "the head has no dim_out; expected the number of classes"),
            ("  a: [9, 3, 8, 1, 'conv3x3']", "the stride of block 1 is 9; expected a whole number from 1 to 8"),
        ] {
            #expect(sentence { try HuntoRows.network(in: "backbone:\n" + rows) } == words)
        }
    }
}
