/// Keeps states of a training for later, beside its computing.
public struct RoundKeeping: Sendable {
    /// What follows a round.
    public enum Ending: Sendable {
        /// The next round.
        case next
        /// The next round; the state is kept.
        case keep
        /// No further round; the state is kept.
        case stop
    }

    /// Asked once a round, when it is over; the last one of a training is kept whatever it says.
    public let decide: @Sendable (_ round: Int) -> Ending
    /// Takes a state that is not written to any more, after the record of its round has been reported.
    public let keep: @Sendable (TrainingState) async throws -> Void

    /// Names both.
    public init(
        decide: @escaping @Sendable (_ round: Int) -> Ending,
        keep: @escaping @Sendable (TrainingState) async throws -> Void
    ) {
        self.decide = decide
        self.keep = keep
    }
}
