public import Workers

/// A trained supernet.
public struct SupernetResult<Arenas: Sendable>: Sendable {
    /// The state from which a training does nothing but return this result.
    public let state: TrainingState<Arenas>
    /// Rounds, cooldown included.
    public var rounds: Int { state.course.roundsDone }
    /// Why training stopped.
    public var stoppedBy: TrainingStop { state.course.stop ?? .budget }
    /// What it cost.
    public var cost: TrainingCost { state.cost }
    /// The candidate pool, every member scored on the common held-out set.
    public var pool: PoolState { state.pool }
}

extension SupernetResult<TrainedArenas> {
    /// The shared weights.
    public var weights: FloatBuffer { state.weights }
    /// SGD's velocities.
    public var momentum: FloatBuffer { state.momentum }
}
