#if MPI
import CMPI

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The way to the other processes that MPI knows.
struct MPILink: Link {
    let rank: Int
    let count: Int

    /// Whether this MPI ends the process with a page of text, rather than let it be alone, where `srun` started it without a
    /// process manager.
    static var diesUnmanaged: Bool { mpi_is_open() != 0 }

    /// Starts MPI.
    ///
    /// - Returns: Nil where it cannot be called from more than one thread; it is left then.
    init?() {
        guard mpi_start() == 0 else {
            MPI_Finalize()
            return nil
        }
        rank = Int(mpi_rank())
        count = Int(mpi_size())
    }

    func broadcast(_ bytes: UnsafeMutableRawBufferPointer) {
        unsafe wait(for: mpi_broadcast(bytes.baseAddress, Int32(bytes.count)))
    }

    func allToAll(
        _ sent: UnsafeRawBufferPointer, _ sentCounts: [Int], into received: UnsafeMutableRawBufferPointer,
        _ receivedCounts: [Int]
    ) {
        // MPI looks at counts and places until all is over: they stay where they are.
        let table = Self.pieces(sentCounts) + Self.pieces(receivedCounts)
        unsafe table.withUnsafeBufferPointer { table in
            guard let start = table.baseAddress else { return }
            unsafe wait(
                for: mpi_all_to_all(
                    sent.baseAddress, start, start + count, received.baseAddress, start + 2 * count,
                    start + 3 * count))
        }
    }

    func allGather(_ bytes: UnsafeMutableRawBufferPointer, counts: [Int]) {
        unsafe Self.pieces(counts).withUnsafeBufferPointer { table in
            guard let start = table.baseAddress else { return }
            unsafe wait(for: mpi_all_gather(bytes.baseAddress, start, start + count))
        }
    }

    func leave() { MPI_Finalize() }

    func abort(code: Int32) -> Never {
        mpi_abort(code)
        exit(code)
    }

    /// Counts of bytes, then the places where they begin, as MPI takes them.
    private static func pieces(_ counts: [Int]) -> [Int32] {
        precondition(counts.reduce(0, +) <= Int(Int32.max), "more than 2 GiB are exchanged at once")
        var place: Int32 = 0
        let places = counts.map { count in
            defer { place += Int32(count) }
            return place
        }
        return counts.map { Int32($0) } + places
    }

    /// Waits for what was started, and leaves the core to others where that takes long: MPI itself would keep it busy.
    ///
    /// An error of MPI ends all processes by itself.
    private func wait(for started: mpi_pending) {
        var pending = unsafe started
        let begin = ContinuousClock().now
        var isPatient = false
        while unsafe mpi_is_over(&pending) == 0 {
            if isPatient {
                usleep(200)
            } else {
                sched_yield()
                isPatient = ContinuousClock().now - begin > .milliseconds(20)
            }
        }
    }
}
#endif
