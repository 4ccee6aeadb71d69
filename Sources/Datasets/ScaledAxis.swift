/// Which old pixels of a line each new one is made of, and with what weights.
///
/// Weights are whole numbers of 2^-22, as Pillow has them.
struct ScaledAxis {
    /// How many new pixels are made.
    let count: Int
    /// For each new pixel, its first old one.
    let starts: [Int]
    /// Whether the line keeps its length, so that pixels are only copied.
    let isCopy: Bool
    private let allWeights: [Int]
    private let bounds: [Int]

    private static let precision = 22
    /// Half of a unit, to round by.
    static let half = 1 << (precision - 1)

    /// The byte that a sum of weighted bytes stands for.
    @inline(__always)
    static func byte(_ sum: Int) -> UInt8 { UInt8(clamping: sum >> precision) }

    /// Works out a line.
    ///
    /// - Parameters:
    ///   - length: The old pixels.
    ///   - newLength: The new ones.
    ///   - first: The first new pixel that is made.
    ///   - count: How many are made.
    init(from length: Int, to newLength: Int, first: Int, count: Int) {
        self.count = count
        isCopy = length == newLength
        let scale = Double(length) / Double(newLength)
        let reach = max(scale, 1)
        var (starts, weights, bounds): ([Int], [Int], [Int]) = ([], [], [0])
        for place in first..<first + count {
            let center = (Double(place) + 0.5) * scale
            let start = isCopy ? place : max(0, Int(center - reach + 0.5))
            let end = isCopy ? place + 1 : min(length, Int(center + reach + 0.5))
            let raw = (start..<end).map { max(0, 1 - abs((Double($0) - center + 0.5) / reach)) }
            let total = raw.reduce(0, +)
            starts.append(start)
            weights += raw.map { Int(0.5 + (total > 0 ? $0 / total : $0) * Double(1 << Self.precision)) }
            bounds.append(weights.count)
        }
        self.starts = starts
        allWeights = weights
        self.bounds = bounds
    }

    /// The weights of a new pixel's old ones.
    @inline(__always)
    func weights(_ place: Int) -> ArraySlice<Int> { allWeights[bounds[place]..<bounds[place + 1]] }

    /// The old pixels that any new one is made of.
    var sources: Range<Int> { starts[0]..<starts[count - 1] + bounds[count] - bounds[count - 1] }
}
