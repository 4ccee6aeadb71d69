import Architecture
import Datasets
import Documents
import Exchange
import Layout
import NeuralNetwork
import Reproducibility
import Retraining
import RunFiles
import Runs
import Scenarios
import Supernet
import Workers

/// A run with its pictures and trained weights in memory, ready to score.
struct OpenedRun {
    let run: CorrelatedRun
    let supernet: TrainedSupernet
    private let team: WorkerTeam
    private let ranks: Ranks?

    /// Reads pictures and weights; other ranks read the pictures too.
    ///
    /// - Throws: `Refusal`, `ScenarioError` or an error of the pictures' reader.
    init(_ run: CorrelatedRun, team: WorkerTeam, workers: Int? = nil, ranks: Ranks? = nil) async throws {
        self.run = run
        self.team = team
        self.ranks = ranks
        let pictures = try ScenarioPictures(run.scenario, for: .search...(.search), workers: team.width)
        supernet = try TrainedSupernet(
            of: run.folder, phase: SupernetPhase(run.scenario, pictures: pictures))
        ranks?.open(
            run.scenario.resolved(files: pictures.files, latency: nil), for: .search...(.search), workers: workers)
        try await ranks?.checkAllAreReady()
    }

    /// The largest group that is normalised together, as in the scoring of a round.
    var group: Int { supernet.phase.settings.scoringGroup }

    /// All held-out pictures in an order that a seed decides: the first ones are the small set, the others are disjoint.
    func heldOut(seed: UInt64) -> [Int] {
        var order = supernet.phase.pictures.holdOut.heldOut
        var stream = RandomStream(seed: seed, purpose: .scoringGroups, round: 1)
        stream.shuffle(&order)
        return order
    }

    /// Scores paths on pictures by the statistics of each group of these, on all ranks.
    ///
    /// - Parameters:
    ///   - paths: In the order of the results.
    ///   - places: The pictures' places in the training part of the data set.
    /// - Throws: `Failure` where a loss is not finite; `CancellationError` when the task is cancelled.
    func score(_ paths: [Path], on places: [Int]) async throws -> [PassOutcome] {
        try await score(
            paths,
            by: await supernet.scoring(on: places, group: group, team: team, precision: run.precision, ranks: ranks))
    }

    /// Scores paths on the search part likewise.
    func scoreOnCommonSet(_ paths: [Path]) async throws -> [PassOutcome] {
        try await score(
            paths,
            by: await supernet.scoring(count: nil, group: group, team: team, precision: run.precision, ranks: ranks))
    }

    private func score(_ paths: [Path], by scoring: PathScoring) async throws -> [PassOutcome] {
        defer { scoring.leave() }
        // What all blocks leave is worth its memory where it saves a good part of the work; the bits are the same.
        let shares = 2 * SharedPrefixes(paths).blockRuns < paths.count * supernet.phase.space.layers.count
        let outcomes = try await shares ? scoring.scoreSharingPrefixes(paths) : scoring.score(paths)
        try check(paths, outcomes.map(\.loss))
        return outcomes
    }

    /// Scores paths on pictures by statistics pooled over training pictures, as a network is tested, on this rank alone.
    ///
    /// The training pictures are as they are, not augmented; each batch is normalised as in training to find its moments.
    ///
    /// - Returns: The mean losses in the order of the paths, and how many training pictures there were.
    /// - Throws: As `score`.
    func pooledLosses(
        _ paths: [Path], on pictures: PictureBatch, seed: UInt64
    ) async throws -> (losses: [Double], pictures: Int) {
        var order = supernet.phase.pictures.holdOut.training
        var stream = RandomStream(seed: seed, purpose: .scoringGroups, round: 2)
        stream.shuffle(&order)
        let settings = supernet.phase.settings
        let training = supernet.phase.feed.plainBatch(
            Array(order.prefix(CorrelationPlan.pooledBatches * settings.batch)))
        let (layout, weights, team, group) = (supernet.phase.layout, supernet.weights, team, group)
        let memory = PassMemory(width: team.width)
        // Some paths at a time, so that no thread waits for the last group of one.
        let losses = try await withThrowingTaskGroup(of: [(Int, Double)].self) { tasks in
            for share in 0..<team.width {
                tasks.addTask {
                    var losses: [(Int, Double)] = []
                    for index in stride(from: share, to: paths.count, by: team.width) {
                        let inference = NetworkInference(
                            layout.subnet(paths[index]), weights: weights, team: team, memory: memory)
                        let statistics = try await inference.statistics(
                            of: [training], groupsOf: settings.trainingGroup)
                        losses.append(
                            (index, try await inference.classify(pictures, groupsOf: group, by: statistics).loss))
                    }
                    return losses
                }
            }
            var all = [Double](repeating: 0, count: paths.count)
            for try await part in tasks {
                for (index, loss) in part { all[index] = loss }
            }
            return all
        }
        try check(paths, losses)
        return (losses, training.count)
    }

    private func check(_ paths: [Path], _ losses: [Double]) throws(Failure) {
        guard let place = losses.firstIndex(where: { !$0.isFinite }) else { return }
        throw Failure(
            "the loss of path \(supernet.phase.space.names(of: paths[place])) of \(run.folder) is not a finite number; a "
                + "supernet trained at a smaller learning rate usually helps"
                + (run.precision == .float16 ? ", or --precision float32" : ""))
    }
}
