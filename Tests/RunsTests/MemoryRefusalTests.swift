import Architecture
import Foundation
import Testing
@testable import Documents
@testable import RunFiles
@testable import RunSupport
@testable import Runs
@testable import Scenarios

/// Whoever embeds the engine is told what does not fit into the memory, as the commands' users are.
struct MemoryRefusalTests {
    private let runs = TinyRuns()

    /// The sentence of the refusal; the scenario's pictures are nowhere, so that one that came later would name them.
    private func sentence(_ begin: () throws -> Void) -> String {
        do {
            try begin()
            return "accepted"
        } catch {
            return error is Refusal ? "\(error)" : "another error: \(error)"
        }
    }

    @Test func runThatDoesNotFitIsRefusedBeforePicturesAreRead() throws {
        let scenario = try Scenario(.enormousScenario)
        let sentence = sentence { _ = try Run(scenario, output: runs.path("a"), workers: 1024, isQuiet: true) }
        #expect(sentence.contains(" needs about ") && sentence.contains(" of memory and "), "\(sentence)")
        #expect(!FolderContents.exists(runs.path("a")))
    }

    @Test func runThatDoesNotFitAnyMoreIsNotResumed() throws {
        try runs.write(Data(JSONValue.enormousScenario.text(indented: true).utf8), to: "a/scenario.json")
        let sentence = sentence {
            _ = try Run(resuming: runs.path("a"), data: nil, workers: 1024, isQuiet: true)
        }
        #expect(sentence.contains(" needs about "), "\(sentence)")
    }

    @Test func searchThatDoesNotFitIsRefusedBeforeAnythingIsRead() throws {
        try runs.write(Data(JSONValue.enormousScenario.text(indented: true).utf8), to: "a/scenario.json")
        let sentence = sentence {
            _ = try SearchRun(
                runs.path("a"), output: runs.path("b"), settings: [], seed: nil, data: nil, workers: 1024, isQuiet: true
            )
        }
        #expect(sentence.hasPrefix("the phase search needs about "), "\(sentence)")
        #expect(!FolderContents.exists(runs.path("b")))
    }

    @Test func retrainingThatDoesNotFitIsRefusedBeforePicturesAreRead() throws {
        let scenario = try Scenario(.enormousScenario)
        let space = scenario.searchSpace
        let network = space.blueprint(of: Path(choices: space.layers.map { $0.choices[0] }))
        let sentence = sentence {
            _ = try RetrainRun(
                .other(network), by: scenario, output: runs.path("a"), workers: 1024, isQuiet: true)
        }
        #expect(sentence.hasPrefix("the phase retrain needs about "), "\(sentence)")
        #expect(!FolderContents.exists(runs.path("a")))
        // A retraining needs pictures and nothing of a supernet: with another batch only those are missing.
        let small = try Scenario(
            .enormousScenario.setting("retrain", to: ["batch": 8]).setting("space", to: ["width": 0.1]))
        let other = small.searchSpace.blueprint(of: Path(choices: small.searchSpace.layers.map { $0.choices[0] }))
        let missing = self.sentence {
            _ = try RetrainRun(.other(other), by: small, output: runs.path("a"), workers: 1, isQuiet: true)
        }
        #expect(missing.contains("/nowhere/cifar10"), "\(missing)")
    }
}
