public import Workers

/// A sum of parts of an arena, which one process computes or several ranks: the bits are the same.
///
/// Every part is computed into an arena of zeros, taken out of it, and added in its order. Only the ranges that a step
/// touches travel, laid side by side and cut into one slice for each rank. Every rank gets its slice of every part, adds the
/// parts, and gives its sums to all others. So each float goes out once for each part and once more. Very many floats go
/// block by block, each cut into slices of its own.
public final class SpreadSum: Sendable {
    /// The parts that this rank computes.
    public let own: Range<Int>
    private let ranks: Ranks?
    private let ranges: [Range<Int>]
    /// Where each range lies among the floats that travel, by its lower bound.
    private let places: [Int: Int]
    /// One for each rank of the first block, then of the next; they cover all floats that travel.
    private let slices: [Range<Int>]
    private let shares: [Range<Int>]
    private let memory: SumMemory
    /// What this rank has computed: of each slice one part after the other.
    private let sent: FloatBuffer
    private let sums: FloatBuffer

    /// Prepares a sum, on every rank with the same arguments.
    ///
    /// - Parameters:
    ///   - parts: The number of parts; consecutive ones are computed by one rank.
    ///   - ranges: The floats of the arena that the parts touch, ascending; all others stay as they are.
    ///   - ranks: Who computes them; nil for this process alone.
    ///   - memory: Where it is computed; no other sum uses it meanwhile.
    public convenience init(of parts: Int, ranges: [Range<Int>], over ranks: Ranks?, memory: SumMemory) {
        self.init(of: parts, ranges: ranges, over: ranks, memory: memory, atOnce: Self.largest)
    }

    /// - Parameter largest: The most floats that a rank sends or receives at once.
    init(of parts: Int, ranges: [Range<Int>], over ranks: Ranks?, memory: SumMemory, atOnce largest: Int) {
        let count = ranges.reduce(0) { $0 + $1.count }
        self.ranks = ranks
        self.ranges = ranges
        var (places, place): ([Int: Int], Int) = ([:], 0)
        for range in ranges {
            places[range.lowerBound] = place
            place += range.count
        }
        self.places = places
        shares = Shares.ranges(of: parts, ranks: ranks?.count ?? 1)
        slices = Self.blocks(of: count, parts: parts, atOnce: largest).flatMap { block in
            Shares.ranges(of: block.count, ranks: ranks?.count ?? 1).map {
                $0.lowerBound + block.lowerBound..<$0.upperBound + block.lowerBound
            }
        }
        own = shares[ranks?.rank ?? 0]
        self.memory = memory
        let sentCount = ranks == nil ? 0 : own.count * count
        sent = memory.buffer(.sent, count: sentCount)
        sums = memory.buffer(.sums, count: count)
        // A part that does not touch a range sends zeros.
        unsafe sent.pointer.update(repeating: 0, count: sentCount)
        unsafe sums.pointer.update(repeating: 0, count: count)
    }

    /// 64 MiB; MPI counts bytes in 32 bits, and what is received needs memory.
    static let largest = 1 << 24

    /// The floats of a block but the last.
    static func blockSize(parts: Int, atOnce largest: Int = largest) -> Int { max(1, largest / max(1, parts)) }

    /// The floats that travel, in blocks of which no rank sends or receives more than so many at once.
    static func blocks(of count: Int, parts: Int, atOnce largest: Int = largest) -> [Range<Int>] {
        let size = blockSize(parts: parts, atOnce: largest)
        return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    }

    /// Takes a part out of the arena that it was computed into, which is zero again afterwards.
    ///
    /// - Parameters:
    ///   - part: One of `own`, each once, ascending.
    ///   - touched: Those of the ranges that the part touches, each once; in all others it is zero.
    ///   - arena: The part in the ranges.
    public func take(_ part: Int, of touched: [Range<Int>], from arena: FloatBuffer) {
        for range in touched {
            guard let place = places[range.lowerBound] else { preconditionFailure("a part touches ranges of the sum") }
            let source = unsafe arena.pointer + range.lowerBound
            if ranks == nil {
                for index in 0..<range.count { unsafe sums.pointer[place + index] += source[index] }
            } else {
                unsafe send(source, part, places: place..<place + range.count)
            }
            unsafe source.update(repeating: 0, count: range.count)
        }
    }

    /// Puts a piece of a part where it is sent from.
    private func send(_ source: UnsafePointer<Float>, _ part: Int, places: Range<Int>) {
        for slice in slices where slice.overlaps(places) {
            let piece = slice.clamped(to: places)
            // Behind what goes to the ranks before, this slice of the parts before this one, then its beginning.
            let target =
                slice.lowerBound * own.count + (part - own.lowerBound) * slice.count
                + piece.lowerBound - slice.lowerBound
            unsafe (sent.pointer + target).update(
                from: source + piece.lowerBound - places.lowerBound, count: piece.count)
        }
    }

    /// Exchanges the parts and adds them up; every rank has the same sums afterwards.
    ///
    /// - Precondition: All of `own` was taken.
    public func add() async {
        guard let ranks else { return }
        for first in stride(from: 0, to: slices.count, by: ranks.count) {
            await add(Array(slices[first..<first + ranks.count]), over: ranks)
        }
    }

    /// Exchanges and adds the slices of a block.
    private func add(_ slices: [Range<Int>], over ranks: Ranks) async {
        let slice = slices[ranks.rank]
        let parts = shares.reduce(0) { $0 + $1.count }
        let received = memory.buffer(.received, count: parts * slice.count)
        await ranks.allToAll(
            sent, from: slices[0].lowerBound * own.count, slices.map { $0.count * own.count }, into: received,
            shares.map { $0.count * slice.count })
        for part in 0..<parts {
            let source = unsafe received.pointer + part * slice.count
            for index in 0..<slice.count { unsafe sums.pointer[slice.lowerBound + index] += source[index] }
        }
        await ranks.allGather(sums, from: slices[0].lowerBound, counts: slices.map(\.count))
    }

    /// Puts the sums into the arena.
    public func put(into arena: FloatBuffer) {
        var place = 0
        for range in ranges {
            unsafe (arena.pointer + range.lowerBound).update(from: sums.pointer + place, count: range.count)
            place += range.count
        }
    }
}
