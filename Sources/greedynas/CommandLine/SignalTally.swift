#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What signals that came mean together.
struct SignalTally {
    /// What is to be done about a signal.
    enum Answer {
        /// Ask for the end.
        case ask
        /// End the process at once.
        case end
        /// The end has been asked for.
        case nothing
    }

    private var seen: Set<Int32> = []

    /// Takes note of a signal.
    ///
    /// A second SIGINT or SIGTERM is impatience. Others come in pairs: a closed terminal sends SIGHUP twice, and a job
    /// scheduler SIGTERM some time after its warning.
    mutating func count(_ signal: Int32) -> Answer {
        defer { seen.insert(signal) }
        if seen.isEmpty { return .ask }
        return seen.contains(signal) && [SIGINT, SIGTERM].contains(signal) ? .end : .nothing
    }
}
