/// A door that tasks wait at until it is opened, once.
struct Gate: Sendable {
    private let stream: AsyncStream<Void>
    private let source: AsyncStream<Void>.Continuation

    init() { (stream, source) = AsyncStream.makeStream() }

    func open() { source.finish() }

    /// Returns when the door is open, or the task is cancelled.
    func wait() async { for await _ in stream {} }
}
