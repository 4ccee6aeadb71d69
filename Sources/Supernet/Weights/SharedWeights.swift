import Architecture
import Exchange
import Layout
import NeuralNetwork
import Workers

/// The supernet itself: shared weights in their store, pictures from a feed, and a team that computes.
///
/// The weights are lent for each score and leased for each update, so no weight is ever written while somebody reads it. All
/// of the work is jobs of one team. On several ranks the scores of many paths and the updates are computed by all, each of
/// which holds the same weights and calls the same functions.
struct SharedWeights: SupernetModel {
    let feed: any PictureFeed
    let settings: SupernetSettings
    /// Scores with the weights as they are.
    let scoring: SubnetScoring
    private let store: ParameterStore
    private let sums = SumMemory()

    init(
        store: ParameterStore, feed: any PictureFeed, settings: SupernetSettings, team: WorkerTeam,
        ranks: Ranks? = nil
    ) {
        self.store = store
        self.feed = feed
        self.settings = settings
        scoring = SubnetScoring(
            lender: store, group: settings.scoringGroup, team: team, memory: PassMemory(width: team.width),
            precision: settings.scoringPrecision, ranks: ranks)
    }

    var space: SearchSpace { store.layout.space }
    var trainingPictures: Int { feed.trainingPictures }

    func score(_ path: Path, round: Int) async throws -> PassOutcome {
        try await scoring.score(store.layout.subnet(path), on: feed.scoringBatch(round: round))
    }

    func score(_ paths: [Path], round: Int) async throws -> [PassOutcome] {
        if settings.scoringParts > 1 { return try await scoreTogether(paths, round: round) }
        var outcomes: [PassOutcome] = []
        for path in paths { outcomes.append(try await score(path, round: round)) }
        return outcomes
    }

    /// Scores all paths of a round, on the threads of all ranks.
    func scoreTogether(_ paths: [Path], round: Int) async throws -> [PassOutcome] {
        guard !paths.isEmpty else { return [] }
        let pictures = feed.scoringBatch(round: round)
        guard settings.scoringParts > 1 else { return try await scoring.score(paths, on: pictures) }
        return try await scoring.score(
            paths, on: pictures, inParts: settings.scoringParts, keptPaths: settings.keptPaths)
    }

    func scoreOnCommonSet(_ paths: [Path]) async throws -> [PassOutcome] {
        try await scoring.score(paths, on: feed.commonBatch())
    }

    func update(_ paths: [Path], pass: Int, rate: Double, round: Int) async throws -> PassOutcome {
        try await update(
            paths, on: paths.indices.map { feed.trainingBatch(step: pass + $0) }, rate: rate, round: round)
    }

    /// One update, from the gradients of all paths, each on its own batch.
    ///
    /// - Throws: `SupernetError` where a number is not finite; the weights are then as they were.
    func update(
        _ paths: [Path], on batches: [PictureBatch], rate: Double, round: Int
    ) async throws -> PassOutcome {
        let step = TrainingStep(
            subnets: paths.map(store.layout.subnet), batches: batches, settings: settings, rate: Float(rate))
        let (team, memory, sums) = (scoring.team, scoring.memory, sums)
        do {
            return try await store.withLease { arenas in
                if let ranks = scoring.ranks {
                    return try await step.run(arenas, team: team, memory: memory, sums: sums, over: ranks)
                }
                return try await team.run { crew in try step.run(arenas, crew: crew, memory: memory, sums: sums) }
            }
        } catch let failure as TrainingStep.Failure {
            throw failure.error(path: space.names(of: paths[failure.subnet]), round: round)
        }
    }

    func withArenas<Result>(_ body: (TrainedArenas) async throws -> Result) async throws -> Result {
        try await store.withTrainedArenas(body)
    }

    func copyOfArenas() async throws -> TrainedArenas { try await store.withTrainedArenas { $0.copy() } }

    func finalArenas() async throws -> TrainedArenas { try await store.retire() }
}
