/// The mean of some numbers and how far they lie from it.
public struct SampleSpread: Hashable, Sendable {
    /// How many numbers there are.
    public let count: Int
    /// Their mean.
    public let mean: Double
    /// The sample standard deviation, with n - 1 in the denominator; nil for one number, of which no spread is known.
    public let deviation: Double?

    /// Describes some numbers; nil where there are none.
    public init?(_ numbers: [Double]) {
        guard let first = numbers.first else { return nil }
        count = numbers.count
        // Sums of differences from one of the numbers, so that equal numbers have no spread at all.
        let shift = numbers.reduce(0) { $0 + ($1 - first) } / Double(numbers.count)
        mean = first + shift
        guard numbers.count > 1 else {
            deviation = nil
            return
        }
        let squares = numbers.reduce(0) { $0 + ($1 - first - shift) * ($1 - first - shift) }
        deviation = (squares / Double(numbers.count - 1)).squareRoot()
    }
}
