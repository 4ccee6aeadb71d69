#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Seconds of processor time used so far, to which other programs on the same cores add nothing.
package enum ProcessorTime {
    /// Those of all threads of this process.
    package static var process: Double { seconds(of: CLOCK_PROCESS_CPUTIME_ID) }

    /// Those of the calling thread.
    package static var thread: Double { seconds(of: CLOCK_THREAD_CPUTIME_ID) }

    private static func seconds(of clock: clockid_t) -> Double {
        var time = timespec()
        guard unsafe clock_gettime(clock, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
