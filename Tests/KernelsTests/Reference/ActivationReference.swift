import Foundation
import Kernels

/// The nonlinearities as their papers write them.
enum ActivationReference {
    static func value(_ function: ActivationFunction, _ u: Double) -> Double {
        switch function {
        case .none: u
        case .relu: max(0, u)
        case .relu6: min(6, max(0, u))
        case .hswish: u * min(6, max(0, u + 3)) / 6
        case .swish: u * value(.sigmoid, u)
        case .sigmoid: 1 / (1 + exp(-u))
        case .hsigmoid: min(6, max(0, u + 3)) / 6
        }
    }

    /// The derivative; at a kink, that of the flat side.
    static func derivative(_ function: ActivationFunction, _ u: Double) -> Double {
        switch function {
        case .none: return 1
        case .relu: return u > 0 ? 1 : 0
        case .relu6: return u > 0 && u < 6 ? 1 : 0
        case .hswish: return u <= -3 ? 0 : u >= 3 ? 1 : (2 * u + 3) / 6
        case .swish:
            let sigmoid = value(.sigmoid, u)
            return sigmoid + u * sigmoid * complement(u)
        case .sigmoid: return value(.sigmoid, u) * complement(u)
        case .hsigmoid: return u > -3 && u < 3 ? 1.0 / 6 : 0
        }
    }

    /// `1 - sigmoid(u)` without cancellation.
    private static func complement(_ u: Double) -> Double { 1 / (1 + exp(u)) }

    /// Where the derivative jumps, and by how much.
    static func kinks(_ function: ActivationFunction) -> (places: [Double], jump: Double) {
        switch function {
        case .none, .swish, .sigmoid: ([], 0)
        case .relu: ([0], 1)
        case .relu6: ([0, 6], 1)
        case .hswish: ([-3, 3], 0.5)
        case .hsigmoid: ([-3, 3], 1.0 / 6)
        }
    }

    /// The value in Float.
    ///
    /// The steepest slope passes an error of `u` on. Roundings: `u + 3`, the factor 1/6, the product (hsigmoid; one is
    /// spare), and the product with `u` (hswish). The exponential is within 2 units in the last place, that is 4 u, which
    /// reach sigmoid with factor `e^-u / (1 + e^-u) < 1`, then a sum and a quotient: 6, and 7 with swish's product. The
    /// exponential is infinite from 88.37 on; sigmoid there is below 2^-126 and swish below 2^-119.
    static func forward(_ function: ActivationFunction, _ u: Estimate) -> Estimate {
        let (slope, roundings, below): (Double, Int, Double) =
            switch function {
            case .none, .relu, .relu6: (1, 0, 0)
            case .hsigmoid: (1.0 / 6, 4, 0)
            case .hswish: (1.5, 5, 0)
            case .sigmoid: (0.25, 6, 0x1p-126)
            case .swish: (1.1, 7, 0x1p-119)
            }
        return Estimate(value(function, u.value), error: slope * u.error + below).rounded(roundings)
    }

    /// The derivative in Float.
    ///
    /// The largest second derivative passes an error of `u` on, and where that error may cross a kink, the whole jump is
    /// in doubt. The complement `1 - s` of a sigmoid carries the 6 roundings of `s` itself, so that `s (1 - s)` errs by up
    /// to 15 u s, and swish's derivative by that times `u`, plus 7 u s for the summand `s`, plus the last rounding.
    static func derivative(_ function: ActivationFunction, _ u: Estimate) -> Estimate {
        let exact = derivative(function, u.value)
        let roundoff = Estimate.relativeError(roundings: 1)
        let (places, jump) = kinks(function)
        var error = u.error > 0 && places.contains { abs(u.value - $0) <= u.error } ? jump : 0
        switch function {
        case .none, .relu, .relu6: break
        case .hsigmoid: error += roundoff * abs(exact)
        case .hswish:
            let inside = abs(u.value) <= 3 + u.error ? abs(u.value) / 6 : 0
            error += u.error / 3 + 5 * roundoff * (value(.hsigmoid, u.value) + inside)
        case .sigmoid: error += 0.1 * u.error + 15 * roundoff * value(.sigmoid, u.value) + 0x1p-126
        case .swish:
            let sigmoid = value(.sigmoid, u.value)
            error += 0.5 * u.error + roundoff * sigmoid * (15 * abs(u.value) + 7) + roundoff * abs(exact) + 0x1p-119
        }
        return Estimate(exact, error: error)
    }
}
