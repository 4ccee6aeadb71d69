package import Architecture
public import Documents
import NeuralNetwork
import Reporting
public import RunFiles
import Scenarios
public import Supernet

/// The results of a run, in memory.
public struct RunOutcome: Sendable {
    /// The scenario's name and seed.
    let scenario: String
    let seed: Int
    /// SHA-256 over all results; the article CheckpointsAndSameBits says what it covers.
    public let digest: String
    /// The trained supernet.
    public let result: SupernetResult<TrainedArenas>
    /// How the pool compares with uniform paths; nil without a pool.
    let standing: PoolStanding?
    /// What the search found; nil where the run ended before it.
    public let search: SearchResult?
    /// The choice of the network that was retrained; nil where the search's first one was.
    let choice: CandidateChoice?
    /// The result of the retraining; nil if the run ended before it.
    public let retrain: RetrainResult?
    let settings: SupernetSettings
    /// What the training was allowed to cost; nil for its planned rounds alone.
    let budget: ScenarioBudget?
    /// The space whose supernet was trained.
    package let space: SearchSpace
    let trainingPictures: Int
    /// How long the supernet was trained.
    let time: PhaseTime
    /// The builds that have computed, in their order.
    let builds: [String]
    /// The folder's files, as they are at the end.
    let files: [RunSummary.KeptFile]
    let folder: String

    /// What `summary.json` holds.
    public var summary: RunSummary {
        var summary = RunSummary(scenario: scenario, seed: seed, digest: digest)
        var supernet = RunSummary.Supernet(
            result, strategy: settings.strategy, epochs: epochs,
            correctedImages: result.cost.correctedOptimizationImages.rounded())
        supernet.effort = RunSummary.Effort(result.cost, coreSeconds: time.coreSeconds, seconds: time.seconds)
        supernet.budget = budget?.summary
        summary.supernet = supernet
        summary.pool = RunSummary.Pool(result.pool, space: space, standing: standing)
        summary.search = search?.summary
        summary.architecture = search.map {
            RunSummary.Network(choice?.chosen.network ?? $0.winner, space: $0.space)
        }
        summary.retrain = retrain?.summary
        summary.retrain?.candidates = choice?.summary
        summary.builds = builds.count > 1 ? builds : []
        summary.testOpenings = retrain?.testOpenings ?? 0
        summary.files = files
        return summary
    }

    /// The document `summary.json`.
    public var json: JSONValue { summary.json }

    private var epochs: Double { Double(result.cost.optimizationImages) / Double(trainingPictures) }

    /// The results as text.
    public var text: String {
        let cost = result.cost
        let course =
            result.stoppedBy == .untrained
            ? "not trained"
            : "\(result.rounds.counted("round")) in \(NumberText.duration(time.seconds)), stopped by \(result.stoppedBy.rawValue)"
        var lines = [
            "\(scenario), seed \(seed): \(settings.strategy.rawValue) supernet, \(course)",
            "#optimization \(cost.optimizationImages.counted("picture")) (\(NumberText.significant(epochs, digits: 3)) epochs), "
                + "#evaluation \(cost.evaluationImages), corrected \(Int(cost.correctedOptimizationImages.rounded()))",
        ]
        if let ratio = cost.measuredRatio {
            let times = NumberText.significant(ratio, digits: 3)
            lines.append("training on a picture took \(times) times as long as scoring one")
        }
        if let best = result.pool.members.first {
            lines.append(
                "pool: \(result.pool.members.count.counted("path")), the best with loss "
                    + "\(best.loss.decimal(places: 3)) and accuracy \(NumberText.percent(best.accuracy)) on the search part: "
                    + "\(space.names(of: best.path)) (\(space.blueprint(of: best.path).macs) MACs)")
        }
        if let standing {
            lines.append(
                "\(NumberText.percent(standing.beatingShare)) of the pool have a lower loss than the median of "
                    + "\(standing.uniformPaths) uniform paths")
        }
        lines += (search?.lines ?? []) + (choice?.lines ?? []) + (retrain?.lines ?? [])
        lines.append("digest \(digest)")
        lines.append("folder \(folder)")
        return lines.joined(separator: "\n")
    }
}
