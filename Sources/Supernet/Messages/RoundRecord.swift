/// What a round did, for metrics and progress.
public struct RoundRecord: Sendable, Hashable {
    /// The round's paths, ranked; where nothing is scored, in the order of the drawing and with NaN for losses.
    public var ranked: RankedRound
    /// The training loss of every update, label smoothing included.
    public var trainingLosses: [Double]
    /// The learning rate of the round's last update.
    public var learningRate: Double
    /// Passes over the training pictures so far.
    public var epoch: Double
    /// The candidate pool after the round.
    public var pool: PoolSummary
    /// The cost so far.
    public var cost: TrainingCost
}
