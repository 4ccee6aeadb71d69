#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The most memory that this process has occupied so far.
package enum PeakMemory {
    /// The largest resident set in MiB, as the system counts it; 0 where it does not tell.
    package static var mebibytes: Double {
        var usage = rusage()
        #if canImport(Glibc)
        let status = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
        let status = getrusage(RUSAGE_SELF, &usage)
        #endif
        guard status == 0 else { return 0 }
        // Linux counts in KiB, Darwin in bytes.
        #if os(Linux)
        return Double(usage.ru_maxrss) / 1024
        #else
        return Double(usage.ru_maxrss) / 1_048_576
        #endif
    }
}
