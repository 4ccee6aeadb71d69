/// How far a tensor is from the one that is expected.
struct Difference: CustomStringConvertible {
    /// The largest difference, infinite where a value is NaN or missing.
    let largest: Double
    /// The largest absolute value of the reference.
    let reference: Double

    /// - Parameter reference: What the difference is relative to; the expected tensor unless given.
    init(_ found: [Float], _ expected: [Double], reference: [Double]? = nil) {
        let differences = zip(found, expected).map { abs(Double($0) - $1) }
        let isComplete = found.count == expected.count && !differences.contains(where: \.isNaN)
        largest = isComplete ? differences.max() ?? 0 : .infinity
        self.reference = (reference ?? expected).reduce(0) { max($0, abs($1)) }
    }

    func isWithin(_ bound: Double) -> Bool { largest <= bound * reference }

    var description: String { "off by \(largest) where values go up to \(reference)" }
}
