/// How far the rounds of a training have come, beyond what its settings say.
public struct CourseProgress: Sendable, Hashable {
    /// Rounds that are over.
    public var roundsDone = 0
    /// The round in which the pool was full for the first time.
    public var fullRound: Int?
    /// Checks in a row that found the pool steady.
    public var steadyChecks = 0
    /// Why training stopped; nil while it continues.
    public var stop: TrainingStop?
    /// The round after which it stopped, the cooldown aside.
    public var stopRound = 0
    /// Rounds of the cooldown.
    public var cooldownRounds = 0

    /// No round yet.
    public init() {}
}
