/// One step of stochastic gradient descent with momentum, in place.
///
/// `g = gradient + weightDecay * w`, `v = momentum * v + g`, `w -= rate * v`, or with Nesterov momentum
/// `w -= rate * (g + momentum * v)`; afterwards the gradient is 0.
///
/// - Parameters:
///   - weights: `count` weights, overwritten.
///   - gradients: `count` gradients, set to 0.
///   - velocities: `count` velocities, overwritten.
public func momentumStep(
    weights: UnsafeMutablePointer<Float>, gradients: UnsafeMutablePointer<Float>,
    velocities: UnsafeMutablePointer<Float>, count: Int, rate: Float, momentum: Float, weightDecay: Float,
    isNesterov: Bool
) {
    struct Kernel: ChannelKernel {
        let weights, gradients, velocities: UnsafeMutablePointer<Float>
        let rate, momentum, weightDecay: Float
        let isNesterov: Bool
        @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
            let weight = L.load(weights + channel)
            let gradient = L.multiplyAdd(weight, L(repeating: weightDecay), L.load(gradients + channel))
            let velocity = L.multiplyAdd(L.load(velocities + channel), L(repeating: momentum), gradient)
            let direction = isNesterov ? L.multiplyAdd(velocity, L(repeating: momentum), gradient) : velocity
            L.multiplyAdd(direction, L(repeating: -rate), weight).store(weights + channel)
            velocity.store(velocities + channel)
            L.zero.store(gradients + channel)
        }
    }
    Kernel(
        weights: weights, gradients: gradients, velocities: velocities, rate: rate, momentum: momentum,
        weightDecay: weightDecay, isNesterov: isNesterov
    ).sweep(channels: count)
}

/// Whether no number is a NaN or an infinity.
///
/// - Parameter x: `count` numbers.
public func allFinite(_ x: UnsafePointer<Float>, count: Int) -> Bool {
    // x * 0 is 0 for finite numbers and NaN for all others, and a NaN stays in a sum.
    var lanes = SIMD16<Float>(repeating: 0)
    var index = 0
    while index + 16 <= count {
        lanes.accumulate(SIMD16<Float>.load(x + index), SIMD16(repeating: 0))
        index += 16
    }
    var rest: Float = 0
    while index < count {
        rest += x[index] * 0
        index += 1
    }
    return (lanes.sum() + rest) == 0
}
