public import Workers

/// A trained supernet.
public struct SupernetResult: Sendable {
    /// Why training stopped.
    public enum Stop: String, Sendable, Hashable {
        /// The candidate pool was steady.
        case steadiness
        /// The planned rounds, or those that a budget pays, were over.
        case budget
    }

    /// The state from which a training does nothing but return this result.
    public let state: TrainingState
    /// Rounds, cooldown included.
    public var rounds: Int { state.course.roundsDone }
    /// Why training stopped.
    public var stoppedBy: Stop { state.course.stop ?? .budget }
    /// What it cost.
    public var cost: TrainingCost { state.cost }
    /// The candidate pool, every member scored on the common held-out set.
    public var pool: PoolState { state.pool }
    /// The shared weights.
    public var weights: FloatBuffer { state.weights }
    /// SGD's velocities.
    public var momentum: FloatBuffer { state.momentum }
}
