/// From which pixels of a line each pixel of a longer or shorter line comes, and by which weights.
///
/// Where a line becomes shorter the filter widens, so that every pixel is heard: antialiasing, as in Pillow's `resize`.
struct ResamplingWeights {
    /// Binary digits of a weight behind the point.
    static let precision: Int32 = 22
    /// One half, which rounds a sum.
    static let half: Int32 = 1 << (precision - 1)

    /// The first pixel that counts, for each pixel of the result.
    private(set) var starts: [Int]
    /// How many count.
    private(set) var counts: [Int]
    /// The weights in units of 2^-22, `capacity` for each pixel of the result, the first `counts` of them in use.
    private(set) var values: [Int32]
    /// Weights that a pixel of the result may have.
    let capacity: Int

    /// Weights for a line of `input` pixels that becomes one of `output` pixels, both positive, of which those at `places`,
    /// one at least, are made.
    init(from input: Int, to output: Int, places: Range<Int>, by interpolation: Interpolation) {
        let scale = Double(input) / Double(output)
        let widening = max(scale, 1)
        let support = interpolation.support * widening
        capacity = Int(support.rounded(.up)) * 2 + 1
        starts = []
        counts = []
        values = [Int32](repeating: 0, count: places.count * capacity)
        starts.reserveCapacity(places.count)
        counts.reserveCapacity(places.count)
        var weights = [Double](repeating: 0, count: capacity)
        for place in places {
            let center = (Double(place) + 0.5) * scale
            let start = max(0, Int(center - support + 0.5))
            let count = min(input, Int(center + support + 0.5)) - start
            var sum = 0.0
            for tap in 0..<count {
                weights[tap] = interpolation.weight(at: (Double(tap + start) - center + 0.5) * (1 / widening))
                sum += weights[tap]
            }
            for tap in 0..<count {
                let scaled = (sum == 0 ? weights[tap] : weights[tap] / sum) * Double(1 << Self.precision)
                values[(place - places.lowerBound) * capacity + tap] = Int32(scaled < 0 ? scaled - 0.5 : scaled + 0.5)
            }
            starts.append(start)
            counts.append(count)
        }
    }

    /// The pixels of the line that count for any pixel of the result.
    var sources: Range<Int> { starts[0]..<starts[starts.count - 1] + counts[counts.count - 1] }
}
