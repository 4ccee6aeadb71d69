import Architecture
public import Documents
import Layout
import Retraining
public import RunFiles
import Scenarios

/// The results of a standalone retraining.
public struct RetrainOutcome: Sendable {
    /// The scenario's name, and the seed of the retraining.
    let scenario: String
    let seed: Int
    /// SHA-256 over the network's notation, its weights, averages and statistics, and the counts of the test.
    public let digest: String
    /// The network's name; nil if it has none.
    let name: String?
    /// Its result.
    public let retrain: RetrainResult
    /// What it began with.
    let from: ScenarioRetrain.Start
    /// The folder's files, as they are at the end.
    let files: [RunSummary.KeptFile]
    let folder: String

    /// What `summary.json` holds.
    public var summary: RunSummary {
        var summary = RunSummary(scenario: scenario, seed: seed, digest: digest)
        summary.architecture = RunSummary.Network(retrain.trained.network.blueprint, name: name)
        summary.retrain = retrain.summary
        summary.testOpenings = retrain.testOpenings
        summary.files = files
        return summary
    }

    /// The document `summary.json`.
    public var json: JSONValue { summary.json }

    /// The results as text.
    public var text: String {
        let beginning = from == .supernet ? "its supernet's weights" : "scratch"
        return
            (["\(scenario), seed \(seed): \(name ?? "a network") trained from \(beginning)"] + retrain.lines
            + ["digest \(digest)", "folder \(folder)"]).joined(separator: "\n")
    }
}
