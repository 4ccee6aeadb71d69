package import Exchange
import Synchronization

/// Counts what ranks of one process send one another; orders do not count.
package final class Meter: Sendable {
    /// Of each rank and each exchange, the bytes that went out and came in, whichever are more.
    private let busy = Mutex<[Int: [Int]]>([:])

    /// Nothing was sent yet.
    package init() {}

    /// Notes an exchange.
    func note(_ rank: Int, out: Int, in received: Int) {
        busy.withLock { $0[rank, default: []].append(max(out, received)) }
    }

    /// All exchanges so far, those of the busiest rank of each.
    package var traffic: Traffic {
        busy.withLock { busy in
            let exchanges = busy.values.map(\.count).max() ?? 0
            return (0..<exchanges).map { exchange in
                Traffic(messages: busy.count - 1, bytes: busy.values.map { $0[exchange] }.max() ?? 0)
            }.reduce(.none, +)
        }
    }
}
