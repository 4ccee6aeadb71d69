public import Architecture

/// Keeps the best paths found so far, and decides by how many of them are new when training stops.
///
/// Receives: a round's ranked paths from the trainer, requests of the sampler. Sends: nothing. Owns: `PoolState` and
/// `TrainingCourse`, which decide.
public actor CandidatePool {
    private let settings: SupernetSettings
    private var pool: PoolState
    private var course: TrainingCourse
    /// What the filter remembered after the last round; nil for a filter without a memory.
    private(set) var memory: FilterMemory?

    /// An empty pool before the first round, or the pool of a state that was kept.
    ///
    /// - Parameters:
    ///   - settings: How to train.
    ///   - space: The search space: a pool never waits for more paths than there are.
    ///   - pool: The pool of the state; nil for an empty one.
    ///   - progress: How far the state's rounds had come; nil for the beginning.
    ///   - memory: What the filter remembered then; nil for the beginning, and for a filter without a memory.
    public init(
        settings: SupernetSettings, space: SearchSpace, pool: PoolState? = nil, progress: CourseProgress? = nil,
        memory: FilterMemory? = nil
    ) {
        self.settings = settings
        self.pool =
            pool
            ?? PoolState(capacity: settings.poolCapacity(in: space), score: settings.score, seed: settings.seed)
        self.memory = memory
        course = TrainingCourse(settings: settings, progress: progress)
    }

    /// What the sampler needs to draw the next round, or nil when training is over.
    func openRound() -> (plan: RoundPlan, members: [Path])? {
        course.next.map { ($0, pool.members.map(\.path)) }
    }

    /// Adds the paths of a trained round, and returns a summary of the pool.
    func close(_ ranked: RankedRound) -> PoolSummary {
        let round = ranked.plan.round
        let before = Set(pool.members.map(\.path))
        let newcomers = ranked.kept.count { !before.contains($0.path) }
        memory = ranked.memory
        if ranked.plan.isScored {
            let all = settings.admission == .all
            pool.admit(
                all ? ranked.kept + ranked.rejected : ranked.kept, others: all ? [] : ranked.rejected, memory: memory)
        }
        let fresh = pool.freshShare(round: round, span: settings.steadinessRounds)
        course.finish(round: round, poolIsFull: pool.isFull, freshShare: fresh)
        // Members need not be in the order of their losses.
        let losses = pool.members.map(\.loss).sorted()
        return PoolSummary(
            size: losses.count, bestLoss: losses.first,
            medianLoss: losses.isEmpty ? nil : losses[losses.count / 2], freshShare: fresh,
            newcomersShare: Double(newcomers) / Double(max(1, ranked.kept.count)),
            recordsAlone: min(1, Double(settings.steadinessRounds) / Double(round)))
    }

    /// Gives every member the score that it got on the common held-out set.
    func rescore(_ scores: [(loss: Double, accuracy: Double)]) {
        pool.rescore(scores, round: course.progress.roundsDone)
    }

    /// The pool at present.
    public var state: PoolState { pool }

    /// How far the rounds have come.
    var progress: CourseProgress { course.progress }

    /// Whether there is no further round.
    var isOver: Bool { course.next == nil }
}
