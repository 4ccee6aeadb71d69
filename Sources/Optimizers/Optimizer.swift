public import Layout
public import Workers

/// The rule by which a single network is trained, whichever it is; a supernet always takes `SGD`.
public enum Optimizer: Sendable, Hashable {
    /// Stochastic gradient descent with momentum.
    case sgd(SGD)
    /// RMSprop with momentum.
    case rmsProp(RMSProp)

    /// What a rule keeps from one step to the next: arenas of the weights' layout.
    public struct State: Sendable {
        /// The arena of momentum.
        public let velocities: FloatBuffer
        /// The running means of squared gradients; nil for a rule that keeps none.
        public let meanSquares: FloatBuffer?

        /// Holds these arenas; they are shared with the caller, not copied.
        public init(velocities: FloatBuffer, meanSquares: FloatBuffer?) {
            self.velocities = velocities
            self.meanSquares = meanSquares
        }
    }

    /// The state before the first step.
    ///
    /// - Parameter count: Floats of an arena.
    public func firstState(count: Int) -> State {
        let velocities = FloatBuffer(count: count)
        guard case .rmsProp = self else { return State(velocities: velocities, meanSquares: nil) }
        let meanSquares = FloatBuffer(count: count)
        meanSquares.pointer.update(repeating: RMSProp.firstMeanSquare, count: count)
        return State(velocities: velocities, meanSquares: meanSquares)
    }

    /// Updates some parameters and clears their gradients; every other float stays as it is, bit for bit.
    ///
    /// - Parameters:
    ///   - parameters: The parameters to update.
    ///   - weights: Their arena; overwritten in the parameters' ranges.
    ///   - gradients: Set to zero in the parameters' ranges.
    ///   - state: Overwritten in the parameters' ranges.
    ///   - rate: The learning rate of this step.
    ///   - crew: The threads of the job that this is a part of.
    /// - Precondition: The state is one of this rule.
    public func step(
        _ parameters: [Parameter], weights: FloatBuffer, gradients: FloatBuffer, state: State, rate: Float, crew: Crew
    ) {
        switch self {
        case .sgd(let rule):
            rule.step(
                parameters, weights: weights, gradients: gradients, velocities: state.velocities, rate: rate, crew: crew
            )
        case .rmsProp(let rule):
            rule.step(
                parameters, weights: weights, gradients: gradients, meanSquares: Self.meanSquares(of: state),
                velocities: state.velocities, rate: rate, crew: crew)
        }
    }

    /// The first parameter in which `step` would leave a number that is not finite, nil when there is none; writes
    /// nothing.
    ///
    /// - Precondition: The state is one of this rule.
    public func firstDiverging(
        _ parameters: [Parameter], weights: FloatBuffer, gradients: FloatBuffer, state: State, rate: Float
    ) -> Parameter? {
        switch self {
        case .sgd(let rule):
            rule.firstDiverging(
                parameters, weights: weights, gradients: gradients, velocities: state.velocities, rate: rate)
        case .rmsProp(let rule):
            rule.firstDiverging(
                parameters, weights: weights, gradients: gradients, meanSquares: Self.meanSquares(of: state),
                velocities: state.velocities, rate: rate)
        }
    }

    private static func meanSquares(of state: State) -> FloatBuffer {
        guard let meanSquares = state.meanSquares else {
            preconditionFailure("RMSprop was given a state without running means of squared gradients")
        }
        return meanSquares
    }
}
