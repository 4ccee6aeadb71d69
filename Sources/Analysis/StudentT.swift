import Foundation

/// Student's t distribution with a whole number of degrees of freedom.
///
/// For these its integral is a finite sum: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
public struct StudentT: Hashable, Sendable {
    /// The degrees of freedom.
    public let freedom: Int

    /// The distribution with so many degrees of freedom.
    ///
    /// - Precondition: `freedom` is at least 1.
    public init(freedom: Int) {
        precondition(freedom >= 1, "Student's t has at least one degree of freedom, not \(freedom)")
        self.freedom = freedom
    }

    /// The probability of a number between -t and t.
    ///
    /// - Complexity: O(`freedom`).
    public func probability(within t: Double) -> Double {
        let angle = atan(abs(t) / Double(freedom).squareRoot())
        let (sine, cosine) = (sin(angle), cos(angle))
        let isOdd = !freedom.isMultiple(of: 2)
        var term = isOdd ? cosine : 1
        var sum = 0.0
        // The powers of the cosine are odd for odd degrees and even for even ones, up to the (freedom - 2)nd.
        for power in stride(from: isOdd ? 1 : 0, through: freedom - 2, by: 2) {
            sum += term
            term *= cosine * cosine * Double(power + 1) / Double(power + 2)
        }
        return isOdd ? 2 / .pi * (angle + sine * sum) : sine * sum
    }

    /// The t between whose negative and itself a number lies with a probability.
    ///
    /// - Parameter probability: Above 0 and below 1; 0.95 for the factor of a 95 % interval.
    /// - Precondition: The probability is within these bounds.
    public func bound(containing probability: Double) -> Double {
        precondition(0 < probability && probability < 1, "no interval contains a share of \(probability)")
        var (low, high) = (0.0, 1.0)
        while self.probability(within: high) < probability { (low, high) = (high, high * 2) }
        // Halved until the middle is one of the ends: to the last bit.
        while true {
            let middle = low + (high - low) / 2
            guard low < middle, middle < high else { return high }
            if self.probability(within: middle) < probability { low = middle } else { high = middle }
        }
    }
}
