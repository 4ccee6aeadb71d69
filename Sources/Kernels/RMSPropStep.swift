/// A step of RMSprop with momentum in TensorFlow's form: its rate and factors.
///
/// `g = gradient + weightDecay * w`, `s += (1 - decay) * (g * g - s)`, `v = momentum * v + rate * g / sqrt(s + epsilon)`,
/// `w -= v`. So epsilon lies inside the root, and the momentum holds steps whose rates are those of their own time
/// (Tieleman and Hinton, lecture 6.5 of *Neural Networks for Machine Learning*, 2012, with TensorFlow's momentum; PyTorch
/// has epsilon outside of the root and the rate outside of the momentum).
public struct RMSPropStep: Sendable {
    /// The learning rate.
    public var rate: Float
    /// The share of the past in the running means, in [0, 1).
    public var decay: Float
    /// The share of the last step that is taken again; 0 for none.
    public var momentum: Float
    /// What is added to the running mean under the root; positive.
    public var epsilon: Float
    /// The pull towards zero.
    public var weightDecay: Float

    /// A step of RMSprop at this rate.
    public init(rate: Float, decay: Float, momentum: Float, epsilon: Float, weightDecay: Float) {
        self.rate = rate
        self.decay = decay
        self.momentum = momentum
        self.epsilon = epsilon
        self.weightDecay = weightDecay
    }

    /// Takes the step, in place.
    ///
    /// - Parameters:
    ///   - weights: `count` weights, overwritten.
    ///   - gradients: `count` gradients, set to 0.
    ///   - meanSquares: `count` running means of squared gradients, none negative; overwritten.
    ///   - velocities: `count` past steps, overwritten.
    public func apply(
        weights: UnsafeMutablePointer<Float>, gradients: UnsafeMutablePointer<Float>,
        meanSquares: UnsafeMutablePointer<Float>, velocities: UnsafeMutablePointer<Float>, count: Int
    ) {
        Application(
            step: self, weights: weights, gradients: gradients, meanSquares: meanSquares, velocities: velocities
        ).sweep(channels: count)
    }

    /// Whether `apply` to the same numbers would leave finite weights and running means only; writes nothing.
    ///
    /// A gradient whose square overflows divides its own step by infinity: the weight stays finite and never moves again.
    /// So the running means count too.
    public func staysFinite(
        weights: UnsafePointer<Float>, gradients: UnsafePointer<Float>, meanSquares: UnsafePointer<Float>,
        velocities: UnsafePointer<Float>, count: Int
    ) -> Bool {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 16) { sum in
            sum.initialize(repeating: 0)
            guard let first = sum.baseAddress else { return false }
            Check(
                step: self, weights: weights, gradients: gradients, meanSquares: meanSquares, velocities: velocities,
                sum: first
            ).sweep(channels: count)
            return allFinite(first, count: 16)
        }
    }

    private struct Application: ChannelKernel {
        let step: RMSPropStep
        let weights, gradients, meanSquares, velocities: UnsafeMutablePointer<Float>

        @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
            let new = step.next(
                L.load(weights + channel), gradient: L.load(gradients + channel),
                meanSquare: L.load(meanSquares + channel), velocity: L.load(velocities + channel))
            new.weight.store(weights + channel)
            new.meanSquare.store(meanSquares + channel)
            new.velocity.store(velocities + channel)
            L.zero.store(gradients + channel)
        }
    }

    /// Adds what is new times 0 to a sum that is NaN from the first number on that is not finite.
    private struct Check: ChannelKernel {
        let step: RMSPropStep
        let weights, gradients, meanSquares, velocities: UnsafePointer<Float>
        let sum: UnsafeMutablePointer<Float>

        @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
            let new = step.next(
                L.load(weights + channel), gradient: L.load(gradients + channel),
                meanSquare: L.load(meanSquares + channel), velocity: L.load(velocities + channel))
            L.multiplyAdd(new.meanSquare, .zero, L.multiplyAdd(new.weight, .zero, L.load(sum))).store(sum)
        }
    }

    /// The formulas, for a few numbers.
    @inline(__always) private func next<L: Lanes>(
        _ weight: L, gradient: L, meanSquare: L, velocity: L
    ) -> (weight: L, meanSquare: L, velocity: L) {
        let gradient = L.multiplyAdd(weight, L(repeating: weightDecay), gradient)
        // Rounding cannot make the mean negative: the difference is at least -s, and its factor at most 1.
        let meanSquare = L.multiplyAdd(gradient * gradient - meanSquare, L(repeating: 1 - decay), meanSquare)
        let step = L(repeating: rate) * gradient / (meanSquare + L(repeating: epsilon)).squareRoot()
        let velocity = L.multiplyAdd(velocity, L(repeating: momentum), step)
        return (weight - velocity, meanSquare, velocity)
    }
}
