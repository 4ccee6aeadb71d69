/// Reports the end of the thread whose data it is.
final class ThreadsEnd: Sendable {
    private let continuation: AsyncStream<Void>.Continuation

    init(_ continuation: AsyncStream<Void>.Continuation) { self.continuation = continuation }

    func report() { continuation.yield() }
}
