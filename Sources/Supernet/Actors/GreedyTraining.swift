import Architecture
public import Exchange
public import Layout
import NeuralNetwork
public import Workers

/// The training of a supernet: creates the five actors and the streams between them, and runs them to the end.
///
///     PathSampler --PathBatch(m)--> PathEvaluator x W --ScoredPath--> rejection (Top-k) --k paths--> SupernetTrainer
///       ^     ^ draws (1-e)U(A)+eU(P)     ^ reads weights on loan                                        |   |   |
///       |     |                     ParameterStore <------------------- k steps, each under a lease -----+   |   |
///       |     |                                                                                              |   |
///       |   CandidatePool <--------------------------- survivors with loss, round ---------------------------+   |
///       |     | pi <= alpha: no further round, the sampler finishes its streams, all that is downstream ends     |
///       +--------------------------------------- one credit a round ---------------------------------------------+
///
/// A round is opened by a credit that the trainer returns after its k steps and the pool's admission. So every draw
/// sees the pool, and every score the weights, of the round before, whatever the timing. Every stream has one producer,
/// which finishes it on every exit, and one consumer. Where a round scores nothing, as all those of the baselines `uniform`
/// and `fair` and the first ones of `unscoredRounds`, evaluators and rejection hand all of its paths on.
public struct GreedyTraining<Arenas: Sendable>: Sendable {
    let settings: SupernetSettings
    let model: any SupernetModel<Arenas>
    let candidates: CandidatePool
    let evaluators: Int
    /// Paths that are scored at once on the common set, a few for each thread.
    let pathsAtOnce: Int
    private let initialCost: TrainingCost
    private let firstMemory: FilterMemory?

    /// Prepares a training of any model.
    ///
    /// - Parameters:
    ///   - model: What is scored and trained, at the place where `state` was kept.
    ///   - settings: How to train.
    ///   - evaluators: The number of evaluators, which decides the speed and nothing else.
    ///   - state: The state to resume from; nil for the beginning.
    public init(
        of model: any SupernetModel<Arenas>, settings: SupernetSettings, evaluators: Int,
        state: TrainingState<Arenas>? = nil
    ) {
        // Part by part, each path waits for all others; so one evaluator hands all of them to the threads at once.
        self.init(
            of: model, settings: settings, evaluators: settings.scoringParts > 1 ? 1 : evaluators,
            pathsAtOnce: 4 * evaluators, state: state)
    }

    private init(
        of model: any SupernetModel<Arenas>, settings: SupernetSettings, evaluators: Int, pathsAtOnce: Int,
        state: TrainingState<Arenas>?
    ) {
        self.settings = settings
        self.pathsAtOnce = pathsAtOnce
        self.model = model
        self.evaluators = evaluators
        initialCost = state?.cost ?? TrainingCost()
        candidates = CandidatePool(
            settings: settings, space: model.space, pool: state?.pool, progress: state?.course, memory: state?.memory)
        firstMemory = state?.memory ?? settings.emptyMemory(of: model.space)
    }

    /// Lends what the updates have made so far for as long as the body runs; no update happens meanwhile.
    ///
    /// - Throws: What the body throws; `CancellationError` where the task is cancelled while it waits for an update.
    public func withArenas<Result>(_ body: (Arenas) async throws -> Result) async throws -> Result {
        try await model.withArenas(body)
    }

    /// The candidate pool at present.
    public var pool: PoolState { get async { await candidates.state } }

    /// Trains to the end.
    ///
    /// - Parameters:
    ///   - keeping: Keeps states, and may end the training between two rounds; nil keeps none.
    ///   - report: Called once a round, in order, before the next round's record; it may take its time, since training
    ///     does not wait for it.
    /// - Returns: The supernet, with every member of the pool scored on the common held-out set.
    /// - Throws: `SupernetError` where a number is not finite; `CancellationError` when the task is cancelled or `keeping`
    ///   ended the training before its last round.
    @concurrent
    public func run(
        keeping: RoundKeeping<Arenas>? = nil, report: @escaping @Sendable (RoundRecord) async throws -> Void
    ) async throws -> SupernetResult<Arenas> {
        try await finish(after: try await train(keeping: keeping, report: report))
    }

    /// The scoring of the pool on the common held-out set, after which the supernet is trained.
    ///
    /// - Parameters:
    ///   - cost: What `train` returned.
    ///   - told: Told now and then how many members of the pool are scored.
    /// - Throws: `SupernetError` where a number is not finite; `CancellationError` when the task is cancelled or rounds are
    ///   left; what `told` throws.
    public func finish(
        after cost: TrainingCost, told: (_ done: Int, _ planned: Int) async throws -> Void = { _, _ in }
    ) async throws -> SupernetResult<Arenas> {
        guard await candidates.isOver else { throw CancellationError() }
        var cost = cost
        // A state that was kept after its pool had been scored is at its end.
        if cost.rescoringImages == 0 { cost.rescoringImages = try await rescorePool(told) }
        return SupernetResult(
            state: TrainingState(
                arenas: try await model.finalArenas(), pool: await candidates.state, memory: await candidates.memory,
                course: await candidates.progress, cost: cost))
    }

    /// The rounds alone, without the scoring of the pool that follows them in `run`.
    ///
    /// One task group holds every actor's loop, and the first error ends them all.
    ///
    /// - Parameters:
    ///   - keeping: As in `run`.
    ///   - report: As in `run`.
    /// - Returns: What the rounds cost, those before a kept state included.
    /// - Throws: `SupernetError` where a number is not finite; `CancellationError` when the task is cancelled.
    public func train(
        keeping: RoundKeeping<Arenas>? = nil, report: @escaping @Sendable (RoundRecord) async throws -> Void
    ) async throws -> TrainingCost {
        let (credits, creditSource) = AsyncStream.makeStream(of: Void.self)
        let (rounds, roundSource) = AsyncStream.makeStream(of: RankedRound.self)
        // Bounded by the number of rounds; nobody computes while a record waits to be written.
        let (records, recordSource) = AsyncStream.makeStream(of: RoundReport<Arenas>.self)
        // What scores nothing needs one evaluator to hand the paths on.
        let branches = settings.strategy == .greedy ? evaluators : 1
        let batches = (0..<branches).map { _ in AsyncStream.makeStream(of: PathBatch.self) }
        let sampler = PathSampler(
            mixture: settings.mixture(of: model.space),
            settings: settings, pool: candidates, targets: batches.map(\.continuation))
        let trainer = SupernetTrainer(
            model: model, pool: candidates, settings: settings, cost: initialCost, keeping: keeping)

        return try await withThrowingTaskGroup(of: TrainingCost?.self) { group in
            group.addTask(name: "sampler") {
                await sampler.run(credits: credits)
                return nil
            }
            let scores = (0..<branches).map { _ in AsyncStream.makeStream(of: ScoredPath.self) }
            for share in 0..<branches {
                let evaluator = PathEvaluator(share: share, of: branches, model: model)
                group.addTask(name: "evaluator-\(share)") {
                    try await evaluator.run(batches: batches[share].stream, target: scores[share].continuation)
                    return nil
                }
            }
            group.addTask(name: "rejection") {
                try await reject(scores.map(\.stream), into: roundSource)
                return nil
            }
            group.addTask(name: "trainer") {
                try await trainer.run(rounds: rounds, credits: creditSource, records: recordSource)
            }
            group.addTask(name: "report") {
                do {
                    for await round in records {
                        try await report(round.record)
                        if let keeping, let state = round.state { try await keeping.keep(state) }
                    }
                } catch {
                    // Nothing may be computed that cannot be reported: no further round is opened.
                    creditSource.finish()
                    throw error
                }
                return nil
            }
            // An error is not thrown on at once, which would cancel the others: whoever fails finishes its streams, so
            // every loop drains and ends, and the records of the rounds before are still reported.
            var results: [Result<TrainingCost?, any Error>] = []
            while let result = await group.nextResult() { results.append(result) }
            for result in results { if case .failure(let error) = result { throw error } }
            try Task.checkCancellation()
            return try results.compactMap { try $0.get() }.first ?? initialCost
        }
    }

    /// The rejection: gathers a round's scores from the evaluators in the order of their indices and ranks them.
    ///
    /// A loss that is not finite is found here rather than by an evaluator: so the path that is named is the first of the
    /// round, whoever scored first.
    private func reject(
        _ scores: [AsyncStream<ScoredPath>], into target: AsyncStream<RankedRound>.Continuation
    ) async throws {
        defer { target.finish() }
        var rejection = Rejection(
            keptPaths: settings.keptPaths, score: settings.score, seed: settings.seed, memory: firstMemory)
        var iterators = scores.map { $0.makeAsyncIterator() }
        while let first = await iterators[0].next() {
            var scored = [first]
            for index in 1..<max(1, settings.drawnPaths(of: first.plan)) {
                guard let next = await iterators[index % iterators.count].next() else { return }
                scored.append(next)
            }
            for path in scored where path.plan.isScored {
                try check(path.loss, of: path.path, round: path.round, phase: "scoring")
            }
            target.yield(rejection.rank(scored))
        }
    }

    func check(_ loss: Double, of path: Path, round: Int, phase: String) throws(SupernetError) {
        guard !loss.isFinite else { return }
        // Halves overflow where floats do not.
        let precision = settings.scoringPrecision
        throw .lossNotFinite(
            round: round, path: model.space.names(of: path),
            phase: precision == .float32 ? phase : "\(precision.rawValue) \(phase)")
    }
}

extension GreedyTraining<TrainedArenas> {
    /// Prepares a training of networks from initial weights, or from a state that was kept.
    ///
    /// - Parameters:
    ///   - layout: Where the weights lie.
    ///   - settings: How to train.
    ///   - feed: Where the pictures come from.
    ///   - team: The threads that compute; their number decides the speed and nothing else.
    ///   - state: The state to resume from; its arenas are taken over. Nil for the beginning.
    /// - Precondition: The state is one of the same layout and settings.
    public init(
        layout: SupernetLayout, settings: SupernetSettings, feed: any PictureFeed, team: WorkerTeam,
        state: TrainingState<TrainedArenas>? = nil
    ) {
        let store = ParameterStore(layout: layout, settings: settings, state: state)
        self.init(
            of: SharedWeights(store: store, feed: feed, settings: settings, team: team), settings: settings,
            evaluators: team.width, state: state)
    }

    /// Prepares a training on several ranks, of which this one decides; each of the others makes a `SupernetFollower`.
    ///
    /// One evaluator hands a round's paths to all ranks at once. The bits are those of a training on one rank.
    ///
    /// - Parameters: As above; `ranks`: this rank among the others.
    public init(
        layout: SupernetLayout, settings: SupernetSettings, feed: any PictureFeed, team: WorkerTeam, ranks: Ranks,
        state: TrainingState<TrainedArenas>? = nil
    ) async {
        let store = ParameterStore(layout: layout, settings: settings, state: state)
        await store.share(over: ranks)
        let own = SharedWeights(store: store, feed: feed, settings: settings, team: team, ranks: ranks)
        self.init(
            of: SpreadWeights(own, over: ranks), settings: settings, evaluators: 1,
            pathsAtOnce: 4 * team.width * ranks.count, state: state)
    }

    /// Lets other ranks go on to something else, where there are any: nothing more is trained or scored.
    public func leave() { (model as? SpreadWeights)?.leave() }
}
