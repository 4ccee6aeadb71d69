import Architecture
import NeuralNetwork
import Retraining
import RunSupport
import TestSupport
import Testing
@testable import Documents
@testable import Runs
@testable import ScenarioKeys
@testable import Scenarios

/// Runs on pictures that are resized, cropped, recoloured and erased.
struct AugmentedRunTests {
    private let runs = TinyRuns()

    /// The tiny scenario at another side, with all that can be drawn for a picture and a recipe like MnasNet's.
    private func scenario(_ keys: [String: JSONValue] = [:]) throws -> Scenario {
        var tree = try ScenarioTree(root: runs.scenario().resolved)
        let settings = [
            "data.side=24", "data.center_crop=0.9", "data.interpolation=bicubic", "data.crop_area=0.3",
            "data.flip=true",
            "data.color_jitter.brightness=0.4", "data.color_jitter.contrast=0.3", "data.color_jitter.saturation=0.2",
            "retrain.epochs=2", "retrain.batch=16", "retrain.optimizer.rule=rmsprop",
            "retrain.learning_rate.schedule=exponential", "retrain.learning_rate.warmup_epochs=1",
            "retrain.learning_rate.warmup_from=1e-6", "retrain.dropout=0.2", "retrain.drop_path=0.2",
            "retrain.ema_decay=0.99", "retrain.rand_augment.operations=2", "retrain.random_erasing=0.5",
        ]
        for setting in settings { try tree.apply(setting: setting) }
        for (key, value) in keys { try tree.apply(setting: "\(key)=\(value)") }
        return try Scenario(tree, standardName: "tiny", folder: nil)
    }

    @Test func bitsDoNotDependOnTheWorkers() async throws {
        let one = try await runs.run(scenario(), to: "a", until: .retrain, workers: 1)
        #expect(try await runs.run(scenario(), to: "b", until: .retrain, workers: 3).digest == one.digest)
        #expect(one.json["retrain"]?["test_pictures"] == 10)
        // The network is made for the side that it sees.
        #expect(try scenario().searchSpace.macro.side == 24)
    }

    /// Each key of the augmentation changes the weights that it belongs to, and no others.
    @Test(arguments: [
        ("data.color_jitter.contrast", JSONValue(0), true), ("data.crop_area", 0.9, true),
        ("data.interpolation", "bilinear", true), ("retrain.rand_augment.operations", 0, false),
        ("retrain.rand_augment.magnitude", 2, false), ("retrain.random_erasing", 0, false),
    ]) func keysChangeTheirPhase(key: String, value: JSONValue, ofSupernet: Bool) async throws {
        func digest(_ keys: [String: JSONValue], _ name: String, _ last: RunPhase) async throws -> String {
            try await runs.run(scenario(keys), to: name, until: last).digest
        }
        let (found, retrained) = (try await digest([:], "a", .search), try await digest([:], "b", .retrain))
        #expect(try await digest([key: value], "c", .retrain) != retrained)
        #expect((try await digest([key: value], "d", .search) != found) == ofSupernet)
    }

    /// Pictures are a function of their step alone: a retraining that goes on sees those that it would have seen.
    @Test func picturesDoNotDependOnWhatWasAskedForBefore() throws {
        func bits(_ steps: [Int]) throws -> [[[UInt32]]] {
            let phase = try #require(try RunPhases(of: scenario(), until: .retrain, workers: 1).retrain)
            return steps.map { phase.feed.trainingBatch(step: $0).bits(valuesPerPicture: 24 * 24 * 3) }
        }
        let all = try bits(Array(0..<22))
        #expect(try bits([13, 2]) == [all[13], all[2]])
        // The epochs show the same pictures, each time varied in another way.
        #expect(Set(all.joined()).count == 22 * 16)
    }
}
