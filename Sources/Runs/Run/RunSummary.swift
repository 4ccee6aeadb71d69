package import Architecture
public import Documents
import NeuralNetwork
import Reporting
import RunFiles
import Scenarios
public import Supernet

/// What came out of a run, as `summary.json` holds it.
public struct RunSummary: Sendable {
    /// The scenario's name and seed.
    let scenario: String
    let seed: Int
    /// SHA-256 over all results; see the README on what it covers.
    public let digest: String
    /// The trained supernet.
    public let result: SupernetResult<TrainedArenas>
    /// How the pool compares with uniform paths; nil without a pool.
    let standing: PoolStanding?
    /// What the search found; nil where the run ended before it.
    public let search: SearchResult?
    /// What the retraining came to; nil where the run ended before it.
    public let retrain: RetrainResult?
    let settings: SupernetSettings
    /// What the training was allowed to cost; nil for its planned rounds alone.
    let budget: ScenarioBudget?
    package let space: SearchSpace
    let trainingPictures: Int
    /// How long the supernet was trained.
    let time: PhaseTime
    /// The builds that have computed, in their order.
    let builds: [String]
    let folder: String

    /// The document `summary.json`.
    public var json: JSONValue {
        var json: JSONValue = [
            "scenario": .string(scenario), "seed": .integer(seed), "digest": .string(digest),
            "supernet": supernet,
            "pool": [
                "size": .integer(result.pool.members.count),
                "best_loss": result.pool.members.first.map { JSONValue($0.loss) } ?? .null,
                "best_path": result.pool.members.first.map { .string(space.names(of: $0.path)) } ?? .null,
                "standing": standing?.json ?? .null,
            ],
        ]
        if let search {
            json = json.setting("search", to: search.json).setting("architecture", to: search.architectureJSON)
        }
        if let retrain { json = json.setting("retrain", to: retrain.json) }
        if builds.count > 1 { json = json.setting("builds", to: .array(builds.map { .string($0) })) }
        return json.setting("test_openings", to: .integer(retrain?.testOpenings ?? 0))
    }

    private var supernet: JSONValue {
        let cost = result.cost
        let json: JSONValue = [
            "strategy": .string(settings.strategy.rawValue),
            "rounds": .integer(result.rounds),
            "epochs": JSONValue(epochs),
            "stopped_by": .string(result.stoppedBy.rawValue),
            "optimization_images": .integer(cost.optimizationImages),
            "evaluation_images": .integer(cost.evaluationImages),
            "corrected_optimization_images": JSONValue(cost.correctedOptimizationImages.rounded()),
            "mean_macs_trained": cost.meanTrainedMacs.map { JSONValue($0) } ?? .null,
            "rescoring_images": .integer(cost.rescoringImages),
            "evaluations_per_optimization": evaluationsPerOptimization.map { JSONValue($0) } ?? .null,
            "measured_cost_ratio": cost.measuredRatio.map { JSONValue($0) } ?? .null,
            "scoring_seconds": JSONValue(cost.scoringSeconds),
            "training_seconds": JSONValue(cost.trainingSeconds),
            "core_seconds": JSONValue(time.coreSeconds),
            "seconds": JSONValue(time.seconds),
        ]
        guard let budget else { return json }
        return json.setting("budget", to: budget.json)
    }

    private var epochs: Double { Double(result.cost.optimizationImages) / Double(trainingPictures) }

    private var evaluationsPerOptimization: Double? {
        guard result.cost.optimizationImages > 0 else { return nil }
        return Double(result.cost.evaluationImages) / Double(result.cost.optimizationImages)
    }

    /// The summary for people.
    public var text: String {
        let cost = result.cost
        var lines = [
            "\(scenario), seed \(seed): \(settings.strategy.rawValue) supernet, \(result.rounds) rounds in "
                + "\(ProgressDisplay.clock(time.seconds)), stopped by \(result.stoppedBy.rawValue)",
            "#optimization \(cost.optimizationImages) images (\(rounded(epochs)) epochs), #evaluation "
                + "\(cost.evaluationImages), corrected \(Int(cost.correctedOptimizationImages.rounded()))",
        ]
        if let ratio = cost.measuredRatio {
            lines.append("training an image took \(rounded(ratio)) times as long as scoring one")
        }
        if let best = result.pool.members.first {
            lines.append(
                "pool: \(result.pool.members.count) paths, the best with loss \(rounded(best.loss)) and accuracy "
                    + "\(rounded(best.accuracy)) on the search part: \(space.names(of: best.path)) "
                    + "(\(space.blueprint(of: best.path).macs) MACs)")
        }
        if let standing {
            lines.append(
                "\(NumberText.percent(standing.beatingShare)) of the pool beat the median of \(standing.uniformPaths) "
                    + "uniform paths there")
        }
        lines += (search?.lines ?? []) + (retrain?.lines ?? [])
        lines.append("digest \(digest)")
        lines.append("folder \(folder)")
        return lines.joined(separator: "\n")
    }

    private func rounded(_ number: Double) -> String { "\((number * 1000).rounded() / 1000)" }
}
