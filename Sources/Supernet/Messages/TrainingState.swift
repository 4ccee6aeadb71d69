public import Workers

/// All that the training of a supernet has become after a round: with the same settings and pictures it goes on from here to
/// the same bits.
///
/// Random numbers are keyed by round and step, so there is no generator's state.
public struct TrainingState: Sendable {
    /// The shared weights.
    public var weights: FloatBuffer
    /// SGD's velocities, of the same table.
    public var momentum: FloatBuffer
    /// The candidate pool.
    public var pool: PoolState
    /// How far the rounds have come, and whether they are over.
    public var course: CourseProgress
    /// What the rounds have cost; with `rescoringImages` once the pool has been scored for the last time.
    public var cost: TrainingCost

    /// Puts a state together from its parts.
    public init(
        weights: FloatBuffer, momentum: FloatBuffer, pool: PoolState, course: CourseProgress, cost: TrainingCost
    ) {
        self.weights = weights
        self.momentum = momentum
        self.pool = pool
        self.course = course
        self.cost = cost
    }
}
