import Synchronization

/// A request from outside that a run stop soon: it finishes its round, keeps its state and ends.
public final class StopRequest: Sendable {
    private struct State {
        var signal: Int32?
        var handlers: [Int: @Sendable () -> Void] = [:]
        var nextHandler = 0
    }

    private let state = Mutex(State())

    /// No request yet.
    public init() {}

    /// The signal behind the request; nil while there is none.
    public var signal: Int32? { state.withLock { $0.signal } }

    /// Asks the run to end.
    ///
    /// - Parameter signal: The signal's number, which decides the exit code.
    public func request(_ signal: Int32) {
        let handlers = state.withLock { state in
            state.signal = state.signal ?? signal
            defer { state.handlers = [:] }
            return state.handlers.sorted { $0.key < $1.key }.map(\.value)
        }
        for handler in handlers { handler() }
    }

    /// Does work that may be broken off anywhere, since what it has done so far is not needed.
    ///
    /// - Throws: `CancellationError` once a stop is requested; what the work throws.
    package func interrupting<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws
        -> Result
    {
        let task = Task { try await work() }
        let handler = state.withLock { state -> Int? in
            guard state.signal == nil else { return nil }
            state.nextHandler += 1
            state.handlers[state.nextHandler] = { task.cancel() }
            return state.nextHandler
        }
        if handler == nil { task.cancel() }
        defer { if let handler { state.withLock { _ = $0.handlers.removeValue(forKey: handler) } } }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
