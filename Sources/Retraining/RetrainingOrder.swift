/// What the first rank tells the others to do with the network that all of them train.
enum RetrainingOrder: Codable, Sendable {
    /// Take the state at a step, with what was found in its epoch so far.
    case begin(step: Int, current: [UInt64])
    /// Take the next step.
    case step
    /// No further step is taken.
    case leave
}
