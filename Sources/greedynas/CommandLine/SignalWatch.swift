import Dispatch
import Runs

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What SIGINT and SIGTERM do while something is computed.
enum SignalWatch {
    /// Does work that can be asked to end: the first signal asks, the second one ends the process at once.
    static func stopping<Result: Sendable>(
        _ work: (StopRequest) async throws -> Result
    ) async throws -> Result {
        let stop = StopRequest()
        let sources = [SIGINT, SIGTERM].map { number in
            // The source is told of the signal; the process itself must not die of it.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
            source.setEventHandler {
                guard stop.signal == nil else { _exit(128 + number) }
                StandardStreams.hint("ending at the next place from which the run can go on")
                stop.request(number)
            }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        }
        return try await work(stop)
    }
}
