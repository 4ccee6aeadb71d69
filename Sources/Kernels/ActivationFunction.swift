/// A nonlinearity that is applied element by element.
public enum ActivationFunction: Sendable, Hashable, CaseIterable {
    /// y = u.
    case none
    /// y = max(0, u).
    case relu
    /// y = min(6, max(0, u)) (MobileNetV1).
    case relu6
    /// y = u * hsigmoid(u) (MobileNetV3, section 5.2).
    case hswish
    /// y = u * sigmoid(u) (Ramachandran et al., 2017).
    case swish
    /// y = 1 / (1 + e^-u).
    case sigmoid
    /// y = min(6, max(0, u + 3)) / 6 (MobileNetV3, section 5.2).
    case hsigmoid
}

/// The nonlinearities as types, so that a loop over pixels is compiled once for each and never branches inside.
protocol Nonlinearity {
    static func value<L: Lanes>(_ u: L) -> L
    /// The derivative at `u`; at a kink, the one from the flat side, as PyTorch has it.
    static func derivative<L: Lanes>(_ u: L) -> L
}

enum NoNonlinearity: Nonlinearity {
    @inline(__always) static func value<L: Lanes>(_ u: L) -> L { u }
    @inline(__always) static func derivative<L: Lanes>(_ u: L) -> L { L(repeating: 1) }
}

enum ReLU: Nonlinearity {
    @inline(__always) static func value<L: Lanes>(_ u: L) -> L { .maximum(u, .zero) }
    @inline(__always) static func derivative<L: Lanes>(_ u: L) -> L {
        .select(L(repeating: 1), where: u, above: 0, below: .infinity)
    }
}

enum ReLU6: Nonlinearity {
    @inline(__always) static func value<L: Lanes>(_ u: L) -> L { .minimum(.maximum(u, .zero), L(repeating: 6)) }
    @inline(__always) static func derivative<L: Lanes>(_ u: L) -> L {
        .select(L(repeating: 1), where: u, above: 0, below: 6)
    }
}

enum HardSigmoid: Nonlinearity {
    @inline(__always) static func value<L: Lanes>(_ u: L) -> L {
        ReLU6.value(u + L(repeating: 3)) * L(repeating: 1 / 6)
    }
    @inline(__always) static func derivative<L: Lanes>(_ u: L) -> L {
        .select(L(repeating: 1 / 6), where: u, above: -3, below: 3)
    }
}

enum HardSwish: Nonlinearity {
    @inline(__always) static func value<L: Lanes>(_ u: L) -> L { u * HardSigmoid.value(u) }
    @inline(__always) static func derivative<L: Lanes>(_ u: L) -> L {
        HardSigmoid.value(u) + u * HardSigmoid.derivative(u)
    }
}

enum Sigmoid: Nonlinearity {
    @inline(__always) static func value<L: Lanes>(_ u: L) -> L {
        L(repeating: 1) / (L(repeating: 1) + L.exponential(.zero - u))
    }
    @inline(__always) static func derivative<L: Lanes>(_ u: L) -> L {
        let value = value(u)
        return value * (L(repeating: 1) - value)
    }
}

enum Swish: Nonlinearity {
    @inline(__always) static func value<L: Lanes>(_ u: L) -> L { u * Sigmoid.value(u) }
    @inline(__always) static func derivative<L: Lanes>(_ u: L) -> L {
        let sigmoid = Sigmoid.value(u)
        return L.multiplyAdd(u * sigmoid, L(repeating: 1) - sigmoid, sigmoid)
    }
}

/// A computation that is compiled once for every nonlinearity.
protocol NonlinearComputation {
    func run<F: Nonlinearity>(_ function: F.Type)
}

extension ActivationFunction {
    /// Runs the form of a computation that was compiled for this nonlinearity.
    @inline(__always) func run(_ computation: some NonlinearComputation) {
        switch self {
        case .none: computation.run(NoNonlinearity.self)
        case .relu: computation.run(ReLU.self)
        case .relu6: computation.run(ReLU6.self)
        case .hswish: computation.run(HardSwish.self)
        case .swish: computation.run(Swish.self)
        case .sigmoid: computation.run(Sigmoid.self)
        case .hsigmoid: computation.run(HardSigmoid.self)
        }
    }
}

/// `y = f(u)`, element by element.
///
/// - Parameters:
///   - u: `count` values.
///   - y: Overwritten; may be `u`.
public func activationForward(
    _ function: ActivationFunction, _ u: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
) {
    function.run(ActivationForward(u: u, y: y, count: count))
}

/// `uGradient = yGradient * f'(u)`, element by element.
///
/// - Parameters:
///   - u: The `count` values that `activationForward` was given.
///   - yGradient: The gradient of the `count` results.
///   - uGradient: Overwritten; may be `yGradient`.
public func activationBackward(
    _ function: ActivationFunction, _ u: UnsafePointer<Float>, yGradient: UnsafePointer<Float>,
    into uGradient: UnsafeMutablePointer<Float>, count: Int
) {
    function.run(ActivationBackward(u: u, yGradient: yGradient, uGradient: uGradient, count: count))
}

private struct ActivationForward: NonlinearComputation {
    let u: UnsafePointer<Float>
    let y: UnsafeMutablePointer<Float>
    let count: Int

    struct Kernel<F: Nonlinearity>: ChannelKernel {
        let call: ActivationForward
        @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
            F.value(L.load(call.u + channel)).store(call.y + channel)
        }
    }

    func run<F: Nonlinearity>(_: F.Type) { Kernel<F>(call: self).sweep(channels: count) }
}

private struct ActivationBackward: NonlinearComputation {
    let u: UnsafePointer<Float>
    let yGradient: UnsafePointer<Float>
    let uGradient: UnsafeMutablePointer<Float>
    let count: Int

    struct Kernel<F: Nonlinearity>: ChannelKernel {
        let call: ActivationBackward
        @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
            (L.load(call.yGradient + channel) * F.derivative(L.load(call.u + channel)))
                .store(call.uGradient + channel)
        }
    }

    func run<F: Nonlinearity>(_: F.Type) { Kernel<F>(call: self).sweep(channels: count) }
}
