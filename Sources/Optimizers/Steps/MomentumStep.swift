/// A step of stochastic gradient descent with momentum: its rate and factors.
///
/// `g = gradient + weightDecay * w`, `v = momentum * v + g`, `w -= rate * v`, or with Nesterov momentum
/// `w -= rate * (g + momentum * v)`.
package struct MomentumStep: Sendable {
    /// The learning rate.
    package var rate: Float
    /// The factor of the past.
    package var momentum: Float
    /// The pull towards zero.
    package var weightDecay: Float
    /// Whether the step looks ahead.
    package var isNesterov: Bool

    /// A step of SGD at this rate.
    package init(rate: Float, momentum: Float, weightDecay: Float, isNesterov: Bool) {
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
    package func apply(
        weights: UnsafeMutablePointer<Float>, gradients: UnsafeMutablePointer<Float>,
        velocities: UnsafeMutablePointer<Float>, count: Int
    ) {
        for index in 0..<count {
            let new = next(weights[index], gradient: gradients[index], velocity: velocities[index])
            weights[index] = new.weight
            velocities[index] = new.velocity
            gradients[index] = 0
        }
    }

    /// Whether `apply` to the same numbers would leave finite weights only; writes nothing.
    package func staysFinite(
        weights: UnsafePointer<Float>, gradients: UnsafePointer<Float>, velocities: UnsafePointer<Float>, count: Int
    ) -> Bool {
        allFinite(count: count) {
            next(weights[$0], gradient: gradients[$0], velocity: velocities[$0]).weight
        }
    }

    /// The formulas, each product and sum rounded once.
    @inline(__always) private func next(
        _ weight: Float, gradient: Float, velocity: Float
    ) -> (weight: Float, velocity: Float) {
        let gradient = gradient.addingProduct(weight, weightDecay)
        let velocity = gradient.addingProduct(velocity, momentum)
        let direction = isNesterov ? gradient.addingProduct(velocity, momentum) : velocity
        return (weight.addingProduct(direction, -rate), velocity)
    }
}
