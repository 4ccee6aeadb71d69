/// A step of stochastic gradient descent with momentum: its rate and factors.
///
/// `g = gradient + weightDecay * w`, `v = momentum * v + g`, `w -= rate * v`, or with Nesterov momentum
/// `w -= rate * (g + momentum * v)`.
public struct MomentumStep: Sendable {
    /// The learning rate.
    public var rate: Float
    /// The factor of the past.
    public var momentum: Float
    /// The pull towards zero.
    public var weightDecay: Float
    /// Whether the step looks ahead.
    public var isNesterov: Bool

    /// A step of SGD at this rate.
    public init(rate: Float, momentum: Float, weightDecay: Float, isNesterov: Bool) {
        self.rate = rate
        self.momentum = momentum
        self.weightDecay = weightDecay
        self.isNesterov = isNesterov
    }

    /// Takes the step, in place.
    ///
    /// - Parameters:
    ///   - weights: `count` weights, overwritten.
    ///   - gradients: `count` gradients, set to 0.
    ///   - velocities: `count` velocities, overwritten.
    public func apply(
        weights: UnsafeMutablePointer<Float>, gradients: UnsafeMutablePointer<Float>,
        velocities: UnsafeMutablePointer<Float>, count: Int
    ) {
        Application(step: self, weights: weights, gradients: gradients, velocities: velocities)
            .sweep(channels: count)
    }

    /// Whether `apply` to the same numbers would leave finite weights only; writes nothing.
    public func staysFinite(
        weights: UnsafePointer<Float>, gradients: UnsafePointer<Float>, velocities: UnsafePointer<Float>, count: Int
    ) -> Bool {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 16) { sum in
            sum.initialize(repeating: 0)
            guard let first = sum.baseAddress else { return false }
            Check(step: self, weights: weights, gradients: gradients, velocities: velocities, sum: first)
                .sweep(channels: count)
            return allFinite(first, count: 16)
        }
    }

    private struct Application: ChannelKernel {
        let step: MomentumStep
        let weights, gradients, velocities: UnsafeMutablePointer<Float>

        @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
            let new = step.next(
                L.load(weights + channel), gradient: L.load(gradients + channel),
                velocity: L.load(velocities + channel))
            new.weight.store(weights + channel)
            new.velocity.store(velocities + channel)
            L.zero.store(gradients + channel)
        }
    }

    /// Adds the new weights times 0 to a sum that is NaN from the first one on that is not finite.
    private struct Check: ChannelKernel {
        let step: MomentumStep
        let weights, gradients, velocities: UnsafePointer<Float>
        let sum: UnsafeMutablePointer<Float>

        @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
            let new = step.next(
                L.load(weights + channel), gradient: L.load(gradients + channel),
                velocity: L.load(velocities + channel))
            L.multiplyAdd(new.weight, .zero, L.load(sum)).store(sum)
        }
    }

    /// The formulas, for a few numbers.
    @inline(__always) private func next<L: Lanes>(_ weight: L, gradient: L, velocity: L) -> (weight: L, velocity: L) {
        let gradient = L.multiplyAdd(weight, L(repeating: weightDecay), gradient)
        let velocity = L.multiplyAdd(velocity, L(repeating: momentum), gradient)
        let direction = isNesterov ? L.multiplyAdd(velocity, L(repeating: momentum), gradient) : velocity
        return (L.multiplyAdd(direction, L(repeating: -rate), weight), velocity)
    }
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
