/// What a computation should give, reckoned in Double, and how far the same computation in Float may lie from it.
///
/// The bounds are those of Higham, *Accuracy and Stability of Numerical Algorithms* (2nd edition, section 3.1): whatever
/// goes through `n` roundings to Float carries a relative error of at most `n u / (1 - n u)`, `u = 2^-24`. The operators
/// only pass on the errors of what they are given; `rounded` adds those of the operation itself.
struct Estimate {
    var value: Double
    var error: Double

    static let unitRoundoff = 0x1p-24
    /// How much finer Double is than Float: an error bound for Float times this bounds the reference's own error.
    static let doublesShare = 0x1p-29

    init(_ value: Double, error: Double = 0) {
        self.value = value
        self.error = error
    }

    init(_ value: Float) { self.init(Double(value)) }

    /// The largest absolute value that the computation in Float can have had.
    var magnitude: Double { abs(value) + error }

    /// `n u / (1 - n u)`; a millionth more covers the rounding of the reference itself.
    static func relativeError(roundings: Int) -> Double {
        let product = Double(roundings) * unitRoundoff
        return 1.000_001 * product / (1 - product)
    }

    /// The same after `count` roundings to Float, each of them exact to the smallest subnormal at worst.
    func rounded(_ count: Int) -> Estimate {
        let below = Double(count) * Double(Float.leastNonzeroMagnitude)
        return Estimate(value, error: error + Self.relativeError(roundings: count) * magnitude + below)
    }

    static func + (a: Estimate, b: Estimate) -> Estimate { Estimate(a.value + b.value, error: a.error + b.error) }
    static func - (a: Estimate, b: Estimate) -> Estimate { Estimate(a.value - b.value, error: a.error + b.error) }
    static func * (a: Estimate, b: Estimate) -> Estimate {
        Estimate(a.value * b.value, error: a.error * abs(b.value) + b.error * abs(a.value) + a.error * b.error)
    }
    /// The quotient; `b` is far from 0, its error included.
    static func / (a: Estimate, b: Estimate) -> Estimate {
        let value = a.value / b.value
        return Estimate(value, error: (a.error + abs(value) * b.error) / (abs(b.value) - b.error))
    }

    /// The root, which is steepest at the lower end; nothing below 0 is taken.
    func squareRoot() -> Estimate {
        let root = value.squareRoot()
        return Estimate(root, error: root - max(0, value - error).squareRoot())
    }
}

extension [Float] {
    /// The same numbers without any error.
    var exact: [Estimate] { map { Estimate($0) } }
}

extension [Double] {
    /// The same numbers without any error.
    var exact: [Estimate] { map { Estimate($0) } }
}
