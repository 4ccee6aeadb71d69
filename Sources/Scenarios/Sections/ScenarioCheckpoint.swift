import ScenarioKeys

/// How often a run keeps its state; nothing that comes out depends on it.
public struct ScenarioCheckpoint: Hashable, Sendable {
    /// Minutes after which a state is kept, at the end of a round, generation or step of a retraining.
    public let minutes: Double
    /// Rounds, generations or epochs after which a state is kept; nil for the minutes alone.
    public let rounds: Int?

    init(_ section: ScenarioSection) throws(ScenarioError) {
        minutes = try section.number(
            "minutes", 5, in: .above(0, to: 100_000),
            "minutes between checkpoints, which are written at the end of a round, generation or retraining step")
        rounds = try section.optionalInteger(
            "rounds", in: 1...1_000_000_000, null: "by minutes only",
            "rounds, generations or epochs between checkpoints, in addition")
    }
}
