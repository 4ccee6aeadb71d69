/// Keeps states of a training for later, beside its computing.
public struct RoundKeeping<Arenas: Sendable>: Sendable {
    /// Asked once a round, when it is over; the last one of a training is kept whatever it says.
    public let decide: @Sendable (_ round: Int) -> RoundEnding
    /// Takes a state that is not written to any more, after the record of its round has been reported.
    public let keep: @Sendable (TrainingState<Arenas>) async throws -> Void

    /// Keeps what `decide` asks for, by `keep`.
    public init(
        decide: @escaping @Sendable (_ round: Int) -> RoundEnding,
        keep: @escaping @Sendable (TrainingState<Arenas>) async throws -> Void
    ) {
        self.decide = decide
        self.keep = keep
    }
}
