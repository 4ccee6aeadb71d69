public import Workers

/// What the steps of a training have changed: the shared weights, and the velocities that the next step uses.
public struct TrainedArenas: Sendable {
    /// The shared weights.
    public let weights: FloatBuffer
    /// SGD's velocities, of the same table.
    public let momentum: FloatBuffer

    /// The arenas of a training, taken over and not copied.
    public init(weights: FloatBuffer, momentum: FloatBuffer) {
        self.weights = weights
        self.momentum = momentum
    }

    /// The same numbers at other addresses.
    func copy() -> TrainedArenas { TrainedArenas(weights: weights.copy(), momentum: momentum.copy()) }
}
