package import Exchange
import Foundation

/// Where the ranks of one process leave bytes for each other, in place of MPI.
package final class Board: @unchecked Sendable {
    private let count: Int
    private let condition = NSCondition()
    /// What the ranks show to the others: an address and counts.
    private var shown: [(bytes: UnsafeRawBufferPointer, counts: [Int])?]
    private var arrived = 0
    private var meetings = 0
    /// What the first rank has said and a rank has not heard yet.
    private var letters: [[[UInt8]]]
    /// Counts what goes from rank to rank; nil where nobody asks.
    private let meter: Meter?

    private init(count: Int, meter: Meter?) {
        self.count = count
        self.meter = meter
        shown = .init(repeating: nil, count: count)
        letters = .init(repeating: [], count: count)
    }

    /// Ranks on threads of this process.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - member: What each of them is.
    ///   - meter: Counts what goes from one to another.
    ///   - body: What each of them does, all at the same time.
    /// - Returns: What they return, in their order.
    package static func ranks<Result: Sendable>(
        _ count: Int, member: @escaping @Sendable (_ rank: Int) -> Member = { _ in Member.test },
        meter: Meter? = nil, _ body: @escaping @Sendable (Ranks) async throws -> Result
    ) async throws -> [Result] {
        let board = Board(count: count, meter: meter)
        return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            for rank in 0..<count {
                group.addTask {
                    let ranks = await withCheckedContinuation { continuation in
                        // Introductions block.
                        Thread.detachNewThread {
                            continuation.resume(
                                returning: Ranks(Seat(rank: rank, count: count, board: board), as: member(rank)))
                        }
                    }
                    return (rank, try await body(ranks))
                }
            }
            var results = [Result?](repeating: nil, count: count)
            for try await (rank, result) in group { results[rank] = result }
            return results.compactMap(\.self)
        }
    }

    /// Shows bytes to all, lets each look at those of all, and waits until all have looked.
    private func meet(
        _ rank: Int, _ bytes: UnsafeRawBufferPointer, _ counts: [Int],
        _ look: ([(bytes: UnsafeRawBufferPointer, counts: [Int])]) -> Void
    ) {
        condition.withLock { shown[rank] = (bytes, counts) }
        wait()
        look(shown.compactMap { $0 })
        wait()
    }

    private func wait() {
        condition.lock()
        defer { condition.unlock() }
        let meeting = meetings
        arrived += 1
        if arrived == count {
            arrived = 0
            meetings += 1
            condition.broadcast()
        }
        while meetings == meeting { condition.wait() }
    }

    /// A rank's place at the board.
    private struct Seat: Link {
        let rank: Int
        let count: Int
        let board: Board

        func broadcast(_ bytes: UnsafeMutableRawBufferPointer) {
            board.condition.lock()
            defer { board.condition.unlock() }
            if rank == 0 {
                for other in 1..<count { board.letters[other].append(Array(bytes)) }
                board.condition.broadcast()
                return
            }
            while board.letters[rank].isEmpty { board.condition.wait() }
            let letter = board.letters[rank].removeFirst()
            precondition(letter.count == bytes.count, "a rank expected other bytes than the first one sent")
            bytes.copyBytes(from: letter)
        }

        func allToAll(
            _ sent: UnsafeRawBufferPointer, _ sentCounts: [Int], into received: UnsafeMutableRawBufferPointer,
            _ receivedCounts: [Int]
        ) {
            board.meter?.note(
                rank, out: sentCounts.reduce(-sentCounts[rank], +), in: receivedCounts.reduce(-receivedCounts[rank], +))
            board.meet(rank, sent, sentCounts) { all in
                var place = 0
                for other in 0..<count {
                    let (bytes, counts) = all[other]
                    precondition(counts[rank] == receivedCounts[other], "a rank expected other bytes than were sent")
                    let start = counts.prefix(rank).reduce(0, +)
                    UnsafeMutableRawBufferPointer(rebasing: received[place..<place + counts[rank]]).copyMemory(
                        from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + counts[rank]]))
                    place += counts[rank]
                }
            }
        }

        func allGather(_ bytes: UnsafeMutableRawBufferPointer, counts: [Int]) {
            board.meter?.note(rank, out: counts[rank] * (count - 1), in: counts.reduce(-counts[rank], +))
            board.meet(rank, UnsafeRawBufferPointer(bytes), counts) { all in
                var place = 0
                for other in 0..<count {
                    precondition(all[other].counts == counts, "ranks expected different pieces")
                    if other != rank {
                        UnsafeMutableRawBufferPointer(rebasing: bytes[place..<place + counts[other]]).copyMemory(
                            from: UnsafeRawBufferPointer(rebasing: all[other].bytes[place..<place + counts[other]]))
                    }
                    place += counts[other]
                }
            }
        }

        func leave() {}

        func abort(code: Int32) -> Never { preconditionFailure("a rank ended all with \(code)") }
    }
}

extension Member {
    /// A rank of a test, on a machine of no name.
    package static let test = Member(build: "test", processor: "test", cores: 1, machineCores: 1, host: "here")
}
