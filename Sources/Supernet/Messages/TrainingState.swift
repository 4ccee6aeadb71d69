public import Workers

/// Everything needed to resume the training of a supernet after a round: with the same settings and pictures it leads to
/// the same bits.
///
/// Random numbers are keyed by round and step, so there is no generator's state.
public struct TrainingState<Arenas: Sendable>: Sendable {
    /// What the updates have made: ``TrainedArenas`` of networks, `Void` of a model without any.
    public var arenas: Arenas
    /// The candidate pool.
    public var pool: PoolState
    /// What the filter remembers; nil for a filter without a memory.
    public var memory: FilterMemory?
    /// How far the rounds have come, and whether they are over.
    public var course: CourseProgress
    /// What the rounds have cost; with `rescoringImages` once the pool has been scored for the last time.
    public var cost: TrainingCost

    /// Puts a state together from its parts.
    public init(
        arenas: Arenas, pool: PoolState, memory: FilterMemory? = nil, course: CourseProgress, cost: TrainingCost
    ) {
        self.arenas = arenas
        self.pool = pool
        self.memory = memory
        self.course = course
        self.cost = cost
    }
}

extension TrainingState<TrainedArenas> {
    /// The shared weights.
    public var weights: FloatBuffer { arenas.weights }
    /// SGD's velocities, of the same table.
    public var momentum: FloatBuffer { arenas.momentum }

    /// Puts a state together from its parts.
    public init(
        weights: FloatBuffer, momentum: FloatBuffer, pool: PoolState, memory: FilterMemory? = nil,
        course: CourseProgress, cost: TrainingCost
    ) {
        self.init(
            arenas: TrainedArenas(weights: weights, momentum: momentum), pool: pool, memory: memory, course: course,
            cost: cost)
    }
}
