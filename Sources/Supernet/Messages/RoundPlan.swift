/// What is decided about a round before its paths are drawn.
public struct RoundPlan: Sendable, Hashable {
    /// The round, counted from 1.
    public var round: Int
    /// The share of draws that come from the candidate pool.
    public var epsilon: Double
    /// Whether the paths are scored, and the best kept; otherwise all that are drawn are trained.
    public var isScored: Bool
    /// Whether the learning rate is the planned one or falls to 0.
    public var rateFactor: RateFactor

    /// Decides a round.
    public init(round: Int, epsilon: Double, isScored: Bool = true, rateFactor: RateFactor = .one) {
        self.round = round
        self.epsilon = epsilon
        self.isScored = isScored
        self.rateFactor = rateFactor
    }

    /// How the learning rate of a round's steps relates to the planned one.
    public enum RateFactor: Sendable, Hashable {
        /// The rate as planned.
        case one
        /// From a step on, over so many steps, linearly from the rate of that step to 0.
        case cooldown(fromStep: Int, steps: Int)
    }
}
