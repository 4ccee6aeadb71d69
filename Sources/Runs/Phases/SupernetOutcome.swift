import Supernet

/// What the first phase leaves.
struct SupernetOutcome: Sendable {
    /// What the search starts from.
    let trained: TrainedSupernet
    /// How the training went.
    let result: SupernetResult<TrainedArenas>
    /// How the pool compares with uniform paths; nil without a pool.
    let standing: PoolStanding?
    /// How long the supernet was trained.
    let time: PhaseTime
}
