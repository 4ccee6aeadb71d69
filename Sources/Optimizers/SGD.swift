public import Layout
public import Workers

/// Stochastic gradient descent with momentum and weight decay, as PyTorch has it.
///
/// `g = gradient + weightDecay * w` (weights only, not batch norm and biases), `v = momentum * v + g`,
/// `w -= rate * v`, or with Nesterov momentum `w -= rate * (g + momentum * v)`.
public struct SGD: Sendable, Hashable {
    /// The factor of the past, in [0, 1).
    public var momentum: Float
    /// The pull towards zero of the parameters that decay.
    public var weightDecay: Float
    /// Whether the step looks ahead.
    public var isNesterov: Bool

    /// A rule with these factors, which is plain momentum unless Nesterov's is asked for.
    public init(momentum: Float, weightDecay: Float, isNesterov: Bool = false) {
        self.momentum = momentum
        self.weightDecay = weightDecay
        self.isNesterov = isNesterov
    }

    /// Updates some parameters and clears their gradients; every other float stays as it is, bit for bit.
    ///
    /// - Parameters:
    ///   - parameters: The parameters to update.
    ///   - weights: Their arena; overwritten in the parameters' ranges.
    ///   - gradients: Set to zero in the parameters' ranges.
    ///   - velocities: The arena of momentum; overwritten in the parameters' ranges.
    ///   - rate: The learning rate of this step.
    ///   - crew: The threads of the job that this is a part of.
    public func step(
        _ parameters: [Parameter], weights: FloatBuffer, gradients: FloatBuffer, velocities: FloatBuffer, rate: Float,
        crew: Crew
    ) {
        crew.forEach(parameters.count) { index, _ in
            let parameter = parameters[index]
            step(of: parameter, rate: rate).apply(
                weights: weights.pointer + parameter.offset, gradients: gradients.pointer + parameter.offset,
                velocities: velocities.pointer + parameter.offset, count: parameter.count)
        }
    }

    /// The first parameter in which `step` would leave a weight that is not finite, nil when there is none; writes
    /// nothing.
    public func firstDiverging(
        _ parameters: [Parameter], weights: FloatBuffer, gradients: FloatBuffer, velocities: FloatBuffer, rate: Float
    ) -> Parameter? {
        parameters.first { parameter in
            !step(of: parameter, rate: rate).staysFinite(
                weights: weights.pointer + parameter.offset, gradients: gradients.pointer + parameter.offset,
                velocities: velocities.pointer + parameter.offset, count: parameter.count)
        }
    }

    private func step(of parameter: Parameter, rate: Float) -> MomentumStep {
        MomentumStep(
            rate: rate, momentum: momentum, weightDecay: parameter.decays ? weightDecay : 0, isNesterov: isNesterov)
    }
}
