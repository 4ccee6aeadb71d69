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
        schedule = try section.choice("schedule", .linear, "how epsilon goes on after the warm-up")
        maximum = try section.number(
            "maximum", 0.8, in: .from(0, to: 1), "largest probability that a path is drawn from the pool")
        warmup = try section.number(
            "warmup", 0.1, in: .from(0, to: 1), "share of the planned rounds in which epsilon stays 0")
    }

    /// Epsilon over so many planned rounds.
    public func schedule(plannedRounds: Int) -> EpsilonSchedule {
        EpsilonSchedule(
            shape: schedule, maximum: maximum, warmupRounds: Int((warmup * Double(plannedRounds)).rounded(.up)),
            plannedRounds: plannedRounds)
    }
}
