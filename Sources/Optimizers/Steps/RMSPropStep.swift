/// A step of RMSprop with momentum in TensorFlow's form: its rate and factors.
///
/// `g = gradient + weightDecay * w`, `s += (1 - decay) * (g * g - s)`, `v = momentum * v + rate * g / sqrt(s + epsilon)`,
/// `w -= v`. So epsilon lies inside the root, and the momentum holds steps whose rates are those of their own time
/// (Tieleman and Hinton, lecture 6.5 of *Neural Networks for Machine Learning*, 2012, with TensorFlow's momentum; PyTorch
/// has epsilon outside of the root and the rate outside of the momentum).
struct RMSPropStep: Sendable {
    /// The learning rate.
    var rate: Float
    /// The share of the past in the running means, in [0, 1).
    var decay: Float
    /// The share of the last step that is taken again; 0 for none.
    var momentum: Float
    /// What is added to the running mean under the root; positive.
    var epsilon: Float
    /// The pull towards zero.
    var weightDecay: Float

    /// Takes the step, in place.
    ///
    /// - Parameters:
    ///   - weights: `count` weights, overwritten.
    ///   - gradients: `count` gradients, set to 0.
    ///   - meanSquares: `count` running means of squared gradients, none negative; overwritten.
    ///   - velocities: `count` past steps, overwritten.
    func apply(
        weights: UnsafeMutablePointer<Float>, gradients: UnsafeMutablePointer<Float>,
        meanSquares: UnsafeMutablePointer<Float>, velocities: UnsafeMutablePointer<Float>, count: Int
    ) {
        for index in 0..<count {
            let new = next(
                weights[index], gradient: gradients[index], meanSquare: meanSquares[index], velocity: velocities[index])
            weights[index] = new.weight
            meanSquares[index] = new.meanSquare
            velocities[index] = new.velocity
            gradients[index] = 0
        }
    }

    /// Whether `apply` to the same numbers would leave finite weights and running means only; writes nothing.
    ///
    /// A gradient whose square overflows divides its own step by infinity: the weight stays finite and never moves again.
    /// So the running means count too.
    func staysFinite(
        weights: UnsafePointer<Float>, gradients: UnsafePointer<Float>, meanSquares: UnsafePointer<Float>,
        velocities: UnsafePointer<Float>, count: Int
    ) -> Bool {
        allFinite(count: count) {
            let new = next(weights[$0], gradient: gradients[$0], meanSquare: meanSquares[$0], velocity: velocities[$0])
            // Finite where both are.
            return new.weight * 0 + new.meanSquare
        }
    }

    /// The formulas, each product and sum rounded once.
    @inline(__always) private func next(
        _ weight: Float, gradient: Float, meanSquare: Float, velocity: Float
    ) -> (weight: Float, meanSquare: Float, velocity: Float) {
        let gradient = gradient.addingProduct(weight, weightDecay)
        // Rounding cannot make the mean negative: the difference is at least -s, and its factor at most 1.
        let meanSquare = meanSquare.addingProduct(gradient * gradient - meanSquare, 1 - decay)
        let step = rate * gradient / (meanSquare + epsilon).squareRoot()
        let velocity = step.addingProduct(velocity, momentum)
        return (weight - velocity, meanSquare, velocity)
    }
}
