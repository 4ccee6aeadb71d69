import Architecture
import Foundation
import RunSupport
import TestSupport
import Testing
@testable import Documents
@testable import NetworkFiles

struct NetworkFileTests {
    private let folder = TemporaryFolder()

    private func write(_ text: String, to name: String = "network.json") throws -> String {
        let path = folder.path(name)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// A file by hand: no size that follows from others.
    private static let own = """
        {
          name: 'mine',
          blocks: [
            { kind: 'convolution', input_channels: 3, input_side: 8, output_channels: 4, kernel: 3, activation: 'relu' },
            { kind: 'inverted_bottleneck', output_channels: 6, kernel: 5, expansion: 2, stride: 2, activation: 'swish' },
            { kind: 'identity' },
            { kind: 'convolution', output_channels: 9, kernel: 1, activation: 'none' },
            { kind: 'classifier', output_channels: 5 },
          ],
        }
        """

    @Test(arguments: PublishedNetwork.all) func whatIsWrittenReadsBack(network: PublishedNetwork) throws {
        let file = NetworkFile(name: network.name, network.blueprint)
        let path = try write(file.json.text(indented: true))
        #expect(try NetworkFile(file: path) == file)
        // The same network by its notation alone.
        let short = try write(
            "{notation: '\(network.blueprint.description)', name: '\(network.name)'}", to: "short.json")
        #expect(try NetworkFile(file: short) == file)
    }

    @Test func sizesThatFollowMayBeLeftOut() throws {
        let file = try NetworkFile(file: write(Self.own))
        #expect(file.name == "mine")
        #expect(file.blueprint.description == "3x8x8 relu c3:4 swish k5e2:6/2 id none c1:9 fc:5")
        #expect(file.blueprint.squeezeActivation == .hswish && file.blueprint.gateActivation == .hsigmoid)
    }

    /// Each text in the file's place, with the sentence.
    @Test(arguments: [
        ("kernel: 3", "kernel: 4", "the kernel of block 1 is 4; expected an odd number from 1 to 15"),
        (
            "stride: 2", "stride: 0",
            "the stride of block 2 is 0; expected a whole number from 1 to 8"
        ),
        (
            "expansion: 2", "expansion: 9223372036854775807",
            "the expansion of block 2 is 9223372036854775807; expected a whole number from 1 to 32"
        ),
        (
            "output_channels: 4", "output_channels: -4",
            "the number of output channels of block 1 is -4; expected a whole number from 1 to 8192"
        ),
        ("kernel: 3", "kernel: 3.5", "blocks[1].kernel is 3.5; expected a whole number"),
        ("kernel: 3, ", "", "has no blocks[1].kernel; expected a whole number"),
        ("input_side: 8, ", "", "has no blocks[1].input_side; expected a whole number"),
        (
            "'swish'", "'swash'",
            "blocks[2].activation is \"swash\"; expected one of \"none\", \"relu\", \"relu6\", \"hswish\", \"swish\", \"sigmoid\", "
                + "\"hsigmoid\""
        ),
        (
            "{ kind: 'identity' }", "{ kind: 'pool' }",
            "blocks[3].kind is \"pool\"; expected one of \"convolution\", \"inverted_bottleneck\", \"identity\", \"cell\", \"classifier\""
        ),
        ("stride: 2", "stirde: 2", "blocks[2].stirde is no key here; the nearest one is stride"),
        ("name: 'mine'", "nam: 'mine'", "nam is no key here; the nearest one is name"),
        ("name: 'mine'", "kind: 'front'", "kind is \"front\"; expected \"network\""),
        ("name: 'mine'", "name: ''", "name is \"\"; expected at most 100 characters in one line"),
        ("name: 'mine'", "name: 'a\\nb'", "name is \"a\\nb\"; expected at most 100 characters in one line"),
        ("name: 'mine'", "macs: 7", "macs is 7; expected 13837, as the blocks say"),
        (
            "name: 'mine'", "format: 99",
            "format is 99; expected a whole number from 1 to 2, the newest that this build reads"
        ),
        (
            "kind: 'identity'", "kind: 'identity', input_channels: 7",
            "blocks[3].input_channels is 7; expected 6, as its other sizes and the blocks before it say"
        ),
        (
            "    { kind: 'classifier', output_channels: 5 },", "",
            "block 5 of the network takes nothing; expected the classifier, which ends a network"
        ),
    ]) func mistakesAreNamed(text: String, wrong: String, sentence expected: String) throws {
        let changed = Self.own.replacing(text, with: wrong, maxReplacements: 1)
        #expect(changed != Self.own)
        let path = try write(changed)
        let found = sentence { try NetworkFile(file: path) }
        #expect(found == path + (expected.hasPrefix("has ") ? " " : ": ") + expected)
    }

    @Test func emptyAndMissingBlocksAreNamed() throws {
        let empty = try write("{blocks: []}")
        #expect(sentence { try NetworkFile(file: empty) } == "\(empty): blocks is []; expected at least a classifier")
        let missing = try write("{name: 'mine'}")
        #expect(sentence { try NetworkFile(file: missing) } == "\(missing) has no blocks; expected a list of objects")
        let list = try write("[]")
        #expect(
            sentence { try NetworkFile(file: list) }
                == "\(list) is a list; expected a network, as greedynas describe --json prints one")
        let notation = try write("{notation: '3x8x8 fc:'}")
        #expect(
            sentence { try NetworkFile(file: notation) }
                == "\(notation): word 2 of the network is \"fc:\"; expected a block such as c3:32/2, k5e3se12:40/2, id, "
                + "normal:192 or fc:1000")
    }
}
