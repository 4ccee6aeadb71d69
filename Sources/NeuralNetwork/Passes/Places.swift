/// Hands out places in one block of floats, one behind the other, each at the start of a cache line.
struct Places {
    /// Floats of all that was handed out.
    private(set) var count = 0

    /// The first float of a place for so many.
    mutating func take(_ floats: Int) -> Int {
        defer { count += (floats + 15) / 16 * 16 }
        return count
    }
}
