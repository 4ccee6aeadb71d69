/// Hands out places in one block of floats, and takes them back for others.
struct SharedPlaces {
    /// Floats of all that was ever in use.
    private(set) var count: Int
    /// The free ranges, ascending, none of which touches another.
    private var free: [Range<Int>] = []

    /// Begins behind places that stay in use; they end at a cache line.
    init(from count: Int) { self.count = count }

    /// The first float of a place for so many, at the start of a cache line: the first gap that is large enough.
    mutating func take(_ floats: Int) -> Int {
        let size = Self.rounded(floats)
        guard let gap = free.firstIndex(where: { $0.count >= size }) else {
            // The last gap may reach to the end: it grows.
            let start = free.last.flatMap { $0.upperBound == count ? free.removeLast().lowerBound : nil } ?? count
            count = start + size
            return start
        }
        let start = free[gap].lowerBound
        free[gap] = start + size..<free[gap].upperBound
        if free[gap].isEmpty { free.remove(at: gap) }
        return start
    }

    /// Takes a place back.
    mutating func giveBack(_ start: Int, count floats: Int) {
        var range = start..<start + Self.rounded(floats)
        guard !range.isEmpty else { return }
        var place = free.firstIndex { $0.lowerBound > start } ?? free.endIndex
        if place < free.endIndex, free[place].lowerBound == range.upperBound {
            range = range.lowerBound..<free.remove(at: place).upperBound
        }
        if place > 0, free[place - 1].upperBound == range.lowerBound {
            place -= 1
            range = free.remove(at: place).lowerBound..<range.upperBound
        }
        free.insert(range, at: place)
    }

    private static func rounded(_ floats: Int) -> Int { (floats + 15) / 16 * 16 }
}
