/// A round's paths after ranking, on their way to the trainer.
public struct RankedRound: Sendable, Hashable {
    /// What was decided about the round.
    public var plan: RoundPlan
    /// The paths to train, best first.
    public var kept: [ScoredPath]
    /// The paths that are not trained, best first.
    public var rejected: [ScoredPath]
    /// What the filter remembers after the round's scores; nil for a filter without a memory.
    public var memory: FilterMemory?
}
