import Architecture
import Datasets
import Documents
import NeuralNetwork
import Reproducibility
import RunFiles
import Runs
import Scenarios
import Supernet
import Workers

/// A run with its pictures and trained weights in memory, ready to score.
struct OpenedRun {
    let run: CorrelatedRun
    let supernet: SupernetPhase
    let weights: FloatBuffer
    /// The SHA-256 of `supernet.weights`.
    let sha256: String
    private let team: WorkerTeam

    /// Reads pictures and weights.
    ///
    /// - Throws: `Refusal`, `ScenarioError` or an error of the pictures' reader.
    init(_ run: CorrelatedRun, team: WorkerTeam) throws {
        self.run = run
        self.team = team
        supernet = try SupernetPhase(reading: run.scenario)
        (weights, sha256) = try WeightsFile.read(
            "\(run.folder)/\(RunFileName.supernetWeights)", layout: supernet.layout)
    }

    /// The largest group that is normalised together, as in the scoring of a round.
    var group: Int { supernet.settings.scoringGroup }

    /// All held-out pictures in an order that a seed decides: the first ones are the small set, the others are disjoint.
    func heldOut(seed: UInt64) -> [Int] {
        let holdOut = supernet.holdOut
        var order =
            run.scenario.data.hasSharedHoldOut ? holdOut.filtering : (holdOut.filtering + holdOut.search).sorted()
        var stream = RandomStream(seed: seed, purpose: .scoringGroups, round: 1)
        stream.shuffle(&order)
        return order
    }

    /// Scores paths on pictures by the statistics of each group of these.
    ///
    /// - Throws: `Failure` where a loss is not finite; `CancellationError` when the task is cancelled.
    func score(_ paths: [Path], on pictures: PictureBatch) async throws -> [PassOutcome] {
        let scoring = PathScoring(
            layout: supernet.layout, weights: weights, pictures: pictures, group: group, team: team)
        // What all blocks leave is worth its memory where it saves a good part of the work; the bits are the same.
        let shares = 2 * SharedPrefixes(paths).blockRuns < paths.count * supernet.space.layers.count
        let outcomes = try await shares ? scoring.scoreSharingPrefixes(paths) : scoring.score(paths)
        try check(paths, outcomes.map(\.loss))
        return outcomes
    }

    /// Scores paths on pictures by statistics pooled over training pictures, as a network is tested.
    ///
    /// The training pictures are as they are, not augmented; each batch is normalised as in training to find its moments.
    ///
    /// - Returns: The mean losses in the order of the paths, and how many training pictures there were.
    /// - Throws: As `score`.
    func pooledLosses(
        _ paths: [Path], on pictures: PictureBatch, seed: UInt64
    ) async throws -> (losses: [Double], pictures: Int) {
        var order = supernet.holdOut.training
        var stream = RandomStream(seed: seed, purpose: .scoringGroups, round: 2)
        stream.shuffle(&order)
        let settings = supernet.settings
        let training = supernet.feed.plainBatch(
            Array(order.prefix(CorrelationPlan.pooledBatches * settings.batch)))
        let (layout, weights, team, group) = (supernet.layout, weights, team, group)
        let memory = PassMemory(width: team.width)
        let losses = try await withThrowingTaskGroup(of: [(Int, Double)].self) { tasks in
            for share in 0..<team.width {
                tasks.addTask {
                    var losses: [(Int, Double)] = []
                    for index in stride(from: share, to: paths.count, by: team.width) {
                        try Task.checkCancellation()
                        let subnet = layout.subnet(paths[index])
                        let loss = try await team.run { crew in
                            var moments = NetworkMoments(of: subnet)
                            for places in training.groups(of: settings.trainingGroup) {
                                moments.merge(
                                    subnet.moments(
                                        training, group: places, weights: weights, crew: crew, memory: memory))
                            }
                            let statistics = NetworkStatistics(moments)
                            return pictures.groups(of: group).reduce(ClassificationOutcome(classes: subnet.classes)) {
                                $0
                                    + subnet.classify(
                                        pictures, places: $1, weights: weights, statistics: statistics, crew: crew,
                                        memory: memory)
                            }.loss
                        }
                        losses.append((index, loss))
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
            "the loss of path \(supernet.space.names(of: paths[place])) of \(run.folder) is not a finite number; a "
                + "supernet trained at a smaller learning rate usually helps")
    }
}
