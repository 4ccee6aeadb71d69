/// Why the training of a supernet stopped.
public enum TrainingStop: String, Sendable, Hashable {
    /// The candidate pool was steady.
    case steadiness
    /// The planned rounds, or those that a budget pays, were over.
    case budget
    /// Nothing was to be trained.
    case untrained
}
