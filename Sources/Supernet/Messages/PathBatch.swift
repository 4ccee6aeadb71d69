/// The paths of a round, on their way from the sampler to the evaluators.
public struct PathBatch: Sendable, Hashable {
    /// What was decided about the round.
    public var plan: RoundPlan
    /// The paths, m of a round that scores them, in the order in which they were drawn.
    public var draws: [PathDraw]
}
