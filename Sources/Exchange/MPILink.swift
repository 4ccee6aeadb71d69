#if MPI
import CMPI

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The way to the other processes that MPI knows.
public struct MPILink: Link {
    public let rank: Int
    public let count: Int

    /// Starts MPI.
    ///
    /// - Returns: Nil where it cannot be called from more than one thread.
    public init?() {
        guard mpi_start() == 0 else { return nil }
        var (rank, count): (Int32, Int32) = (0, 1)
        unsafe MPI_Comm_rank(mpi_world(), &rank)
        unsafe MPI_Comm_size(mpi_world(), &count)
        self.rank = Int(rank)
        self.count = Int(count)
    }

    public func broadcast(_ bytes: UnsafeMutableRawBufferPointer) {
        complete { request in
            unsafe MPI_Ibcast(bytes.baseAddress, Int32(bytes.count), mpi_byte(), 0, mpi_world(), &request)
        }
    }

    public func allToAll(
        _ sent: UnsafeRawBufferPointer, _ sentCounts: [Int], into received: UnsafeMutableRawBufferPointer,
        _ receivedCounts: [Int]
    ) {
        // MPI looks at counts and places until all is done: they stay where they are.
        let table = Self.pieces(sentCounts) + Self.pieces(receivedCounts)
        unsafe table.withUnsafeBufferPointer { table in
            let start = unsafe table.baseAddress
            complete { request in
                unsafe MPI_Ialltoallv(
                    sent.baseAddress, start, start.map { unsafe $0 + count }, mpi_byte(), received.baseAddress,
                    start.map { unsafe $0 + 2 * count }, start.map { unsafe $0 + 3 * count }, mpi_byte(), mpi_world(),
                    &request)
            }
        }
    }

    public func allGather(_ bytes: UnsafeMutableRawBufferPointer, counts: [Int]) {
        unsafe Self.pieces(counts).withUnsafeBufferPointer { table in
            let start = unsafe table.baseAddress
            complete { request in
                unsafe mpi_gather(bytes.baseAddress, start, start.map { unsafe $0 + count }, &request)
            }
        }
    }

    public func leave() { MPI_Finalize() }

    public func abort(code: Int32) -> Never {
        MPI_Abort(mpi_world(), code)
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
    private func complete(_ start: (inout MPI_Request) -> Int32) {
        var request = mpi_no_request()
        _ = start(&request)
        let begin = ContinuousClock().now
        var isPatient = false
        while unsafe mpi_is_done(&request) == 0 {
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
