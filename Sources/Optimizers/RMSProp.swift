public import Layout
public import Workers

/// RMSprop with momentum and weight decay in TensorFlow's form, as MnasNet and EfficientNet are trained.
///
/// `g = gradient + weightDecay * w` (weights only, not batch norm and biases), `s += (1 - decay) * (g * g - s)`,
/// `v = momentum * v + rate * g / sqrt(s + epsilon)`, `w -= v`. The running means `s` start at 1, as TensorFlow's do, so
/// that the first steps are short: from 0 they would be divided by a tenth of their own squares.
public struct RMSProp: Sendable, Hashable {
    /// The share of the past in the running means of squared gradients, in [0, 1).
    public var decay: Float
    /// The share of the last step that is taken again, in [0, 1).
    public var momentum: Float
    /// What is added to the running mean under the root; positive.
    public var epsilon: Float
    /// The pull towards zero of the parameters that decay.
    public var weightDecay: Float

    /// The running means before the first step.
    public static let firstMeanSquare: Float = 1

    /// A rule with these factors; the defaults are those of MnasNet and EfficientNet.
    ///
    /// - Precondition: `epsilon` is positive, `decay` and `momentum` lie in [0, 1], where a number just below 1 may have
    ///   been rounded to.
    public init(decay: Float = 0.9, momentum: Float = 0.9, epsilon: Float = 1e-3, weightDecay: Float) {
        precondition(epsilon > 0 && (0...1).contains(decay) && (0...1).contains(momentum))
        self.decay = decay
        self.momentum = momentum
        self.epsilon = epsilon
        self.weightDecay = weightDecay
    }

    /// Updates some parameters and clears their gradients; every other float stays as it is, bit for bit.
    ///
    /// - Parameters:
    ///   - parameters: The parameters to update.
    ///   - weights: Their arena; overwritten in the parameters' ranges.
    ///   - gradients: Set to zero in the parameters' ranges.
    ///   - meanSquares: The arena of running means; overwritten in the parameters' ranges.
    ///   - velocities: The arena of momentum; overwritten in the parameters' ranges.
    ///   - rate: The learning rate of this step.
    ///   - crew: The threads of the job that this is a part of.
    public func step(
        _ parameters: [Parameter], weights: FloatBuffer, gradients: FloatBuffer, meanSquares: FloatBuffer,
        velocities: FloatBuffer, rate: Float, crew: Crew
    ) {
        crew.forEach(parameters.count) { index, _ in
            let parameter = parameters[index]
            step(of: parameter, rate: rate).apply(
                weights: weights.pointer + parameter.offset, gradients: gradients.pointer + parameter.offset,
                meanSquares: meanSquares.pointer + parameter.offset, velocities: velocities.pointer + parameter.offset,
                count: parameter.count)
        }
    }

    /// The first parameter in which `step` would leave a weight or running mean that is not finite, nil when there is
    /// none; writes nothing.
    public func firstDiverging(
        _ parameters: [Parameter], weights: FloatBuffer, gradients: FloatBuffer, meanSquares: FloatBuffer,
        velocities: FloatBuffer, rate: Float
    ) -> Parameter? {
        parameters.first { parameter in
            !step(of: parameter, rate: rate).staysFinite(
                weights: weights.pointer + parameter.offset, gradients: gradients.pointer + parameter.offset,
                meanSquares: meanSquares.pointer + parameter.offset, velocities: velocities.pointer + parameter.offset,
                count: parameter.count)
        }
    }

    private func step(of parameter: Parameter, rate: Float) -> RMSPropStep {
        RMSPropStep(
            rate: rate, decay: decay, momentum: momentum, epsilon: epsilon,
            weightDecay: parameter.decays ? weightDecay : 0)
    }
}
