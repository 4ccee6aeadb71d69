import Dispatch
import Exchange
import Runs
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What signals do while something is computed: each of them asks for the end.
///
/// SIGINT comes from a person, SIGTERM from a system that shuts down or a job scheduler, SIGHUP from a terminal that is
/// closed, and SIGUSR1 from a job scheduler that warns before the time is up.
enum SignalWatch {
    /// The signals that ask, unless the process was started with one ignored, as `nohup` and shells do it.
    private static let asking = [SIGINT, SIGTERM, SIGHUP, SIGUSR1]

    /// Does work that can be asked to end; a person who asks again with SIGINT, or SIGTERM, ends the process at once.
    static func stopping<Result: Sendable>(
        _ work: (StopRequest) async throws -> Result
    ) async throws -> Result {
        let stop = StopRequest()
        return try await asking { number in
            StandardStreams.hint("stopping at the end of the current step, please wait (a second signal stops at once)")
            stop.request(number)
        } during: {
            try await work(stop)
        }
    }

    /// Does work during which a signal is handed on; the second one of a person who is impatient ends the process.
    static func asking<Result: Sendable, Failure: Error>(
        _ ask: @escaping @Sendable (_ signal: Int32) -> Void, during work: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let tally = Mutex(SignalTally())
        let watched = asking.filter { !isIgnored($0) }
        let sources = watched.map { number in
            // The source is told of the signal; the process itself must not die of it.
            _ = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
            source.setEventHandler {
                switch tally.withLock({ $0.count(number) }) {
                case .nothing: break
                case .end: _exit(128 + number)
                case .ask: ask(number)
                }
            }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            for number in watched { _ = signal(number, SIG_DFL) }
        }
        return try await work()
    }

    /// Whether the process was started with a signal ignored.
    private static func isIgnored(_ number: Int32) -> Bool { ignoredAtStart.contains(number) }

    /// Looked at before any of them is taken over.
    private static let ignoredAtStart = Set(
        asking.filter { number in
            // There is no way to look at what is done about a signal but to change it.
            let before = signal(number, SIG_IGN)
            _ = signal(number, before)
            return unsafe unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
        })
}
