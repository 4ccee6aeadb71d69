/// The share of sampled paths that come from the candidate pool, over the rounds (epsilon in the paper).
public struct EpsilonSchedule: Sendable, Hashable {
    /// How epsilon moves after the warm-up.
    public enum Shape: String, Sendable, Hashable, CaseIterable {
        /// Linearly from 0 at the warm-up's end to the maximum at the last planned round.
        case linear
        /// At the maximum at once.
        case constant
    }

    /// How epsilon moves after the warm-up.
    public var shape: Shape
    /// The largest epsilon, in [0, 1].
    public var maximum: Double
    /// Rounds with epsilon 0 at the beginning.
    public var warmupRounds: Int
    /// The last planned round.
    public var plannedRounds: Int

    /// An epsilon of 0 through the warm-up and of at most `maximum` after it; a linear one reaches it in the last
    /// planned round.
    ///
    /// - Precondition: `maximum` in [0, 1], `warmupRounds` at most `plannedRounds`.
    public init(shape: Shape, maximum: Double, warmupRounds: Int, plannedRounds: Int) {
        precondition((0...1).contains(maximum) && warmupRounds >= 0 && warmupRounds <= plannedRounds)
        self.shape = shape
        self.maximum = maximum
        self.warmupRounds = warmupRounds
        self.plannedRounds = plannedRounds
    }

    /// Epsilon in a round, counted from 1; after the planned rounds it stays at the maximum.
    public func value(round: Int) -> Double {
        guard round > warmupRounds else { return 0 }
        switch shape {
        case .constant: return maximum
        case .linear:
            guard round < plannedRounds else { return maximum }
            return maximum * Double(round - warmupRounds) / Double(plannedRounds - warmupRounds)
        }
    }
}
