/// What processes that work together send one another, as the busiest of them sees it.
///
/// In each exchange every process sends one message to every other; each counts the bytes that the busiest process sends or
/// receives, whichever are more, since a connection carries both ways at once.
public struct Traffic: Sendable, Hashable {
    /// Messages that a process sends, one after the other.
    public var messages: Int
    /// Bytes in or out of the busiest process, exchange by exchange.
    public var bytes: Int

    /// Counts messages and bytes.
    public init(messages: Int, bytes: Int) {
        self.messages = messages
        self.bytes = bytes
    }

    /// Nothing.
    public static let none = Traffic(messages: 0, bytes: 0)

    /// One after the other.
    public static func + (first: Traffic, second: Traffic) -> Traffic {
        Traffic(messages: sum(first.messages, second.messages), bytes: sum(first.bytes, second.bytes))
    }

    /// The same several times.
    public static func * (traffic: Traffic, times: Int) -> Traffic {
        Traffic(messages: product(traffic.messages, times), bytes: product(traffic.bytes, times))
    }

    /// Counts that are larger than any number stay at the largest, for plans of what nobody can run.
    private static func sum(_ first: Int, _ second: Int) -> Int {
        let (sum, overflows) = first.addingReportingOverflow(second)
        return overflows ? .max : sum
    }

    private static func product(_ count: Int, _ times: Int) -> Int {
        let (product, overflows) = count.multipliedReportingOverflow(by: times)
        return overflows ? .max : product
    }

    /// An exchange in which every process gives its piece to all others.
    ///
    /// - Parameter pieces: The bytes of each process's piece.
    static func allGather(_ pieces: [Int]) -> Traffic {
        let all = pieces.reduce(0, +)
        let busiest = pieces.map { max($0 * (pieces.count - 1), all - $0) }.max() ?? 0
        return Traffic(messages: pieces.count - 1, bytes: busiest)
    }
}

extension Ranks {
    /// What an order sends: its length and itself, each handed on from rank to rank; its bytes are too few to count.
    ///
    /// - Parameter count: The number of ranks.
    public static func traffic(ofOrderTo count: Int) -> Traffic {
        Traffic(messages: 2 * (count - 1).bitLength, bytes: 0)
    }

    /// What a gathering of numbers sends: how many they are, then these behind the wish to end.
    ///
    /// - Parameter words: The number of numbers of each rank.
    public static func traffic(gathering words: [Int]) -> Traffic {
        .allGather(words.map { _ in wordBytes }) + .allGather(words.map { ($0 + 1) * wordBytes })
    }

    private static let wordBytes = MemoryLayout<UInt64>.stride
}

extension SpreadSum {
    /// What the exchange of a sum sends.
    ///
    /// - Parameters:
    ///   - parts: The number of parts.
    ///   - floats: The floats of all ranges.
    ///   - ranks: The number of ranks.
    public static func traffic(parts: Int, floats: Int, ranks: Int) -> Traffic {
        traffic(parts: parts, floats: floats, ranks: ranks, atOnce: largest)
    }

    /// - Parameter largest: The most floats that a rank sends or receives at once.
    static func traffic(parts: Int, floats: Int, ranks: Int, atOnce largest: Int) -> Traffic {
        let shares = Shares.ranges(of: parts, ranks: ranks).map(\.count)
        func traffic(ofBlock count: Int) -> Traffic {
            guard count > 0 else { return .none }
            let slices = Shares.ranges(of: count, ranks: ranks).map { $0.count * MemoryLayout<Float>.stride }
            let bytes = slices.reduce(0, +)
            let busiest = zip(shares, slices).map { own, slice in
                max(own * (bytes - slice), (parts - own) * slice)
            }
            return Traffic(messages: ranks - 1, bytes: busiest.max() ?? 0) + .allGather(slices)
        }
        let size = blockSize(parts: parts, atOnce: largest)
        return traffic(ofBlock: size) * (floats / size) + traffic(ofBlock: floats % size)
    }

    /// The floats of memory that a rank keeps for a sum; 0 where one process computes the one part that there is.
    ///
    /// - Parameters: As above.
    public static func memory(parts: Int, floats: Int, ranks: Int) -> Int {
        guard ranks > 1 else { return parts > 1 ? floats : 0 }
        let own = Shares.ranges(of: parts, ranks: ranks).map(\.count).max() ?? 0
        let slice = (min(floats, blockSize(parts: parts)) + ranks - 1) / ranks
        return floats + own * floats + parts * slice
    }
}

extension Int {
    /// The binary digits of a number that is not negative.
    fileprivate var bitLength: Int { Int.bitWidth - leadingZeroBitCount }
}
