/// Numbers that belong to one step of a run.
public struct ScalarEvent: Sendable {
    /// The step: a round, a generation or an epoch.
    public let step: Int
    /// Seconds since the beginning of 1970.
    public let time: Double
    /// The numbers with their tags, `group/name`.
    public let values: [(tag: String, value: Double)]

    /// Gathers numbers; what a step does not have, and what is not finite, is left out.
    public init(step: Int, time: Double, values: [(tag: String, value: Double?)]) {
        self.step = step
        self.time = time
        self.values = values.compactMap { tag, value in
            value.flatMap { $0.isFinite ? (tag: tag, value: $0) : nil }
        }
    }
}
