import Architecture
import Foundation
import Testing
@testable import Documents
@testable import RunFiles
@testable import RunSupport

struct FoundArchitectureTests {
    private let runs = TinyRuns()

    private func architecture(_ space: SearchSpace) -> FoundArchitecture {
        let path = Path(choices: space.layers.map { $0.choices[$0.choices.count / 2] })
        return FoundArchitecture(
            space: space, path: path, provenance: .reference("random", insteadOf: "id", scenario: "x", seed: 1))
    }

    private func read(_ json: JSONValue) throws -> FoundArchitecture {
        try runs.write(Data(json.text(indented: true).utf8), to: "architecture.json")
        return try FoundArchitecture(file: runs.path("architecture.json"))
    }

    /// Outlines, operations, widths, policies, activations and sizes of pictures all come back.
    @Test func spacesOfAllKindsAreReadAsTheyWereWritten() throws {
        var spaces = try Macro.all.map { try SearchSpace(macro: $0, operations: SearchSpace.operations13, width: 0.5) }
        spaces.append(
            try SearchSpace(
                macro: .quickstart, operations: SearchSpace.operationsQuickstart, width: 0.25, identity: .excluded,
                activation: .swish, stemActivation: .hswish, side: 28, channels: 1, classes: 7))
        for space in spaces {
            let found = architecture(space)
            let copy = try read(found.json)
            #expect(copy == found)
            #expect(copy.json == found.json)
        }
    }

    /// A blueprint built from the file's blocks alone, without this space, is the network.
    @Test func notationBuildsTheNetworkElsewhere() throws {
        let space = try SearchSpace(macro: .imagenet, operations: SearchSpace.operations13)
        let found = architecture(space)
        guard case .string(let notation)? = found.json["notation"] else {
            Issue.record("no notation")
            return
        }
        #expect(try Blueprint(notation: notation) == space.blueprint(of: found.path))
        #expect(found.json["blocks"]?.elements.count == 25)
    }

    /// Whatever is changed by hand so that it no longer agrees with the choices is named in one sentence.
    @Test func editedFilesAreRefused() throws {
        let space = try SearchSpace(macro: .quickstart, operations: SearchSpace.operationsQuickstart)
        let json = architecture(space).json
        let blocks = try #require(json["blocks"]?.elements)
        var edited = blocks
        edited[2] = blocks[2].setting("kernel", to: 7)
        let description = try #require(json["space"])
        let wrong: [(JSONValue, String)] = [
            (json.setting("macs", to: 1), "macs is 1; expected"), (json.setting("params", to: 1), "params is 1"),
            (json.setting("blocks", to: .array(edited)), "block 3 is"),
            (json.setting("blocks", to: .array(Array(blocks.dropLast()))), "blocks is"),
            (json.setting("names", to: "k3e1"), "names is"), (json.setting("notation", to: "3x32x32"), "notation is"),
            (json.setting("choices", to: [0, 0, 0, 0, 0, 0, 0, 0]), "expected"),
            (json.setting("choices", to: [0]), "expected"), (json.setting("choices", to: [-1, 0]), "expected"),
            (json.setting("space", to: description.setting("width", to: 0.5)), "space.description is"),
            (json.setting("space", to: description.setting("width", to: 1e300)), "width"),
            (json.setting("space", to: description.setting("operations", to: ["k2e1"])), "space.operations is"),
            (json.setting("space", to: description.setting("gate_activation", to: "relu")), "expected \"hsigmoid\""),
            (json.setting("space", to: description.setting("macro", to: 3)), "space.macro is 3; expected an object"),
            (json.setting("space", to: 3), "space is 3"), (.object([]), "has no space"),
        ]
        for (document, words) in wrong {
            do {
                _ = try read(document)
                Issue.record("accepted; expected a refusal with \"\(words)\"")
            } catch {
                #expect(error is Refusal)
                #expect("\(error)".contains(words), "\(error)")
            }
        }
    }
}
