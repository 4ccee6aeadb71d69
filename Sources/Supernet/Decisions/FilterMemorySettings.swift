/// How the filter remembers scores.
public struct FilterMemorySettings: Sendable, Hashable {
    /// The share of the model in what ranks paths, in [0, 1]; the rest is the path's own last score.
    public var weight: Double
    /// What older rounds count by when a new one is added, in (0, 1].
    public var retention: Double
    /// The ridge's penalty on the squared effects, above 0, in units of one score.
    public var penalty: Double

    /// Sets how the filter remembers.
    ///
    /// - Precondition: The numbers lie in their ranges.
    public init(weight: Double, retention: Double, penalty: Double) {
        precondition((0...1).contains(weight) && retention > 0 && retention <= 1 && penalty > 0)
        self.weight = weight
        self.retention = retention
        self.penalty = penalty
    }
}
