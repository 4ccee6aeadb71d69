/// What is decided about a round before its paths are drawn.
public struct RoundPlan: Sendable, Hashable {
    /// The round, counted from 1.
    public var round: Int
    /// The share of draws that come from the candidate pool.
    public var epsilon: Double
    /// Whether the learning rate is the planned one or falls to 0.
    public var rateFactor: RateFactor

    /// Decides a round.
    public init(round: Int, epsilon: Double, rateFactor: RateFactor = .one) {
        self.round = round
        self.epsilon = epsilon
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
