/// How the filter remembers scores.
public struct FilterMemorySettings: Sendable, Hashable {
    /// The share of the model in what ranks paths, in [0, 1]; the rest is the path's own last score.
    public var weight: Double
    /// What older rounds count by when a new one is added, in (0, 1].
    public var retention: Double
    /// The ridge's penalty on the squared effects, one of `penalties`, in units of one score.
    public var penalty: Double

    /// The penalties that there may be: rounding hides smaller ones beside the sums of many scores.
    public static let penalties = 1e-3...1e6

    /// Sets how the filter remembers.
    ///
    /// - Precondition: The numbers lie in their ranges.
    public init(weight: Double, retention: Double, penalty: Double) {
        precondition((0...1).contains(weight) && retention > 0 && retention <= 1)
        precondition(Self.penalties.contains(penalty))
        self.weight = weight
        self.retention = retention
        self.penalty = penalty
    }
}
