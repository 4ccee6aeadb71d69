import Architecture
public import Documents
import NeuralNetwork
import Retraining

/// What came out of a retraining of its own, as the `summary.json` of its folder holds it.
public struct RetrainSummary: Sendable {
    /// The scenario's name, and the seed of the retraining.
    let scenario: String
    let seed: Int
    /// SHA-256 over the network's notation, its weights, averages and statistics, and the counts of the test.
    public let digest: String
    /// What it came to.
    public let retrain: RetrainResult
    let folder: String

    /// The document `summary.json`.
    public var json: JSONValue {
        let blueprint = retrain.trained.network.blueprint
        return [
            "scenario": .string(scenario), "seed": .integer(seed), "digest": .string(digest),
            "architecture": [
                "notation": .string(blueprint.description), "macs": .integer(blueprint.macs),
                "params": .integer(blueprint.params),
            ],
            "retrain": retrain.json, "test_openings": .integer(retrain.testOpenings),
        ]
    }

    /// The summary for people.
    public var text: String {
        (["\(scenario), seed \(seed): a network trained from scratch"] + retrain.lines
            + ["digest \(digest)", "folder \(folder)"]).joined(separator: "\n")
    }
}
