/// What latencies depend on, beside the networks.
public struct LatencyConditions: Hashable, Sendable {
    /// The processor's name.
    public var processor: String
    /// Threads that compute a network together.
    public var threads: Int
    /// Pictures that go through a network at once.
    public var batch: Int
    /// Whether the thread was bound to one core.
    public var isPinned: Bool

    /// The conditions that a table was measured under, or that its reader asks for.
    public init(processor: String, threads: Int, batch: Int, isPinned: Bool) {
        self.processor = processor
        self.threads = threads
        self.batch = batch
        self.isPinned = isPinned
    }
}
