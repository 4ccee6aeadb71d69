/// The candidate pool in numbers, after a round.
public struct PoolSummary: Sendable, Hashable {
    /// The number of members.
    public var size: Int
    /// The lowest loss at which a member was last scored.
    public var bestLoss: Double?
    /// The loss of the member in the middle.
    public var medianLoss: Double?
    /// pi: the share of members that were admitted during the last t rounds.
    public var freshShare: Double
    /// The share of the round's kept paths that were no members before it.
    public var newcomersShare: Double
    /// t / r: the pi that records among independent scores alone would give.
    public var recordsAlone: Double
}
