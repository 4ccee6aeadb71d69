/// What follows a round of a training.
public enum RoundEnding: Sendable {
    /// The next round.
    case next
    /// The next round; the state is kept.
    case keep
    /// No further round; the state is kept.
    case stop
}
