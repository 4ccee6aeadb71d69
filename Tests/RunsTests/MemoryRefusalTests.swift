import Architecture
import Foundation
import Testing
@testable import Documents
@testable import RunFiles
@testable import RunSupport
@testable import Runs
@testable import Scenarios

/// Whoever embeds the engine is told what does not fit into the memory, as the commands' users are.
///
/// The scenario's pictures are nowhere, so that a sentence that came later would name them.
struct MemoryRefusalTests {
    private let runs = TinyRuns()

    @Test func runThatDoesNotFitIsRefusedBeforePicturesAreRead() throws {
        let scenario = try Scenario(.enormousScenario)
        let found = sentence { _ = try Run(scenario, output: runs.path("a"), workers: 1024, audience: .none) }
        #expect(found.contains(" needs about ") && found.contains(" of memory, but only "), "\(found)")
        #expect(!FolderContents.exists(runs.path("a")))
    }

    @Test func runThatDoesNotFitAnyMoreIsNotResumed() throws {
        try runs.write(Data(JSONValue.enormousScenario.text(indented: true).utf8), to: "a/scenario.json")
        let found = sentence {
            _ = try Run(resuming: runs.path("a"), data: nil, workers: 1024, audience: .none)
        }
        #expect(found.contains(" needs about "), "\(found)")
    }

    @Test func searchThatDoesNotFitIsRefusedBeforeAnythingIsRead() throws {
        try runs.write(Data(JSONValue.enormousScenario.text(indented: true).utf8), to: "a/scenario.json")
        let found = sentence {
            _ = try SearchRun(
                runs.path("a"), output: runs.path("b"), settings: [], seed: nil, data: nil, workers: 1024,
                audience: .none
            )
        }
        #expect(found.hasPrefix("the phase search needs about "), "\(found)")
        #expect(!FolderContents.exists(runs.path("b")))
    }

    @Test func retrainingThatDoesNotFitIsRefusedBeforePicturesAreRead() throws {
        let scenario = try Scenario(.enormousScenario)
        let space = scenario.searchSpace
        let network = space.blueprint(of: Path(choices: space.layers.map { $0.choices[0] }))
        let found = sentence {
            _ = try RetrainRun(
                .other(network), by: scenario, output: runs.path("a"), workers: 1024, audience: .none)
        }
        #expect(found.hasPrefix("the phase retrain needs about "), "\(found)")
        #expect(!FolderContents.exists(runs.path("a")))
        // A retraining needs pictures and nothing of a supernet: with another batch only those are missing.
        let small = try Scenario(
            .enormousScenario.setting("retrain", to: ["batch": 8]).setting("space", to: ["width": 0.1]))
        let other = small.searchSpace.blueprint(of: Path(choices: small.searchSpace.layers.map { $0.choices[0] }))
        let missing = sentence {
            _ = try RetrainRun(.other(other), by: small, output: runs.path("a"), workers: 1, audience: .none)
        }
        #expect(missing.contains("/nowhere/cifar10"), "\(missing)")
    }

    /// Neither from the beginning nor from a checkpoint, and nothing is left of what was copied.
    @Test(arguments: [false, true]) func runThatDoesNotFitAnyMoreIsNotVerified(fromCheckpoint: Bool) throws {
        try runs.write(Data(JSONValue.enormousScenario.text(indented: true).utf8), to: "a/scenario.json")
        let summary = RunSummary(scenario: "enormous", seed: 1, digest: "00ff")
        try runs.write(Data(summary.json.description.utf8), to: "a/summary.json")
        try runs.write(Data(), to: "a/metrics.jsonl")
        try runs.write(Data(), to: "a/checkpoints/checkpoint-000001")
        let found = sentence {
            _ = try Verification(
                of: runs.path("a"), fromCheckpoint: fromCheckpoint, data: nil, workers: 1024, audience: .none)
        }
        #expect(found.hasPrefix("the phase ") && found.contains(" needs about "), "\(found)")
        #expect(!FolderContents.exists(runs.path("a-verify")))
    }
}
