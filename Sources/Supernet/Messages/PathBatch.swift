public import Architecture

/// The paths of a round, on their way from the sampler to the evaluators.
public struct PathBatch: Sendable, Hashable {
    /// What was decided about the round.
    public var plan: RoundPlan
    /// The m paths, in the order in which they were drawn.
    public var draws: [PathDraw]
}

/// A path and where it was drawn from.
public struct PathDraw: Sendable, Hashable {
    /// The path.
    public var path: Path
    /// Whether it was drawn from the candidate pool rather than from the whole space.
    public var isFromPool: Bool

    /// Names a draw.
    public init(path: Path, isFromPool: Bool) {
        self.path = path
        self.isFromPool = isFromPool
    }
}
