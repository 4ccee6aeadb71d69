import ScenarioKeys
public import Supernet

/// How likely a path is drawn from the pool, over the planned rounds.
public struct ScenarioEpsilon: Hashable, Sendable {
    /// How epsilon develops after the warm-up.
    public let schedule: EpsilonSchedule.Shape
    /// The largest epsilon, in [0, 1].
    public let maximum: Double
    /// The share of the planned rounds in which epsilon is 0.
    public let warmup: Double

    init(_ section: ScenarioSection) throws(ScenarioError) {
        schedule = try section.choice("schedule", .linear, "how epsilon develops after the warm-up")
        maximum = try section.number(
            "maximum", 0.8, in: .from(0, to: 1), "largest probability that a path is drawn from the pool")
        warmup = try section.number(
            "warmup", 0.1, in: .from(0, to: 1), "share of the planned rounds in which epsilon stays 0")
    }

    /// Epsilon over the rounds of a training; it stays 0 as long as nothing is scored, since the pool is then empty.
    public func schedule(over rounds: ScenarioRounds) -> EpsilonSchedule {
        EpsilonSchedule(
            shape: schedule, maximum: maximum,
            warmupRounds: max(rounds.unscored, Int((warmup * Double(rounds.planned)).rounded(.up))),
            plannedRounds: rounds.planned)
    }
}
