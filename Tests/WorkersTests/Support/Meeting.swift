import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A place where threads wait until all have come.
final class Meeting: Sendable {
    private let expected: Int
    private let present = Atomic<Int>(0)

    init(of expected: Int) { self.expected = expected }

    /// Returns when as many threads as are expected have called it.
    func attend() {
        present.add(1, ordering: .sequentiallyConsistent)
        while present.load(ordering: .sequentiallyConsistent) < expected { sched_yield() }
    }
}
