public import Kernels

/// A trained supernet.
public struct SupernetResult: Sendable {
    /// Why training stopped.
    public enum Stop: String, Sendable, Hashable {
        /// The candidate pool was steady.
        case steadiness
        /// The planned rounds, or those that a budget pays, were over.
        case budget
    }

    /// Rounds, cooldown included.
    public var rounds: Int
    /// Why training stopped.
    public var stoppedBy: Stop
    /// What it cost.
    public var cost: TrainingCost
    /// The candidate pool, every member scored on the common held-out set.
    public var pool: PoolState
    /// The shared weights.
    public var weights: FloatBuffer
    /// SGD's velocities.
    public var momentum: FloatBuffer
}
