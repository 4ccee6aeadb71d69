/// What some consecutive rounds of a simulation were like.
public struct SimulationWindow: Sendable, Hashable {
    /// The first and the last round.
    public var rounds: ClosedRange<Int>
    /// Passes over the training pictures at the end.
    public var epoch: Double
    /// The mean probability of a draw from the pool.
    public var epsilon: Double
    /// Members of the pool at the end.
    public var poolSize: Int
    /// The share of good paths in the pool at the end.
    public var purity: Double
    /// q' = epsilon purity + (1 - epsilon) q, with the purity that the pool had, the mean over the rounds.
    public var expectedShare: Double
    /// What a draw gives where the pool holds good paths alone, `epsilon + (1 - epsilon) q`.
    public var idealShare: Double
    /// The share of good paths among those that were drawn.
    public var drawnShare: Double
    /// The share of good paths among those that were kept.
    public var keptShare: Double
    /// The share of rounds in which at least k of the m drawn paths were good.
    public var hitRate: Double
    /// What Theorem 1 gives for it at the expected share, the mean over the rounds.
    public var theorem: Double
    /// What Theorem 1 gives for it at the ideal share.
    public var idealTheorem: Double
    /// pi at the end.
    public var freshShare: Double
    /// t / r at the end: what records alone would give.
    public var recordsAlone: Double
    /// The mean quality of the pool's members at the end, in standard deviations above the mean of the space.
    public var poolQuality: Double
    /// The lowest loss in the pool at the end.
    public var bestLoss: Double?

    /// What a window of rounds showed, means over its rounds.
    package init(
        rounds: ClosedRange<Int>, epoch: Double, epsilon: Double, poolSize: Int, purity: Double, expectedShare: Double,
        idealShare: Double, drawnShare: Double, keptShare: Double, hitRate: Double, theorem: Double,
        idealTheorem: Double, freshShare: Double, recordsAlone: Double, poolQuality: Double, bestLoss: Double?
    ) {
        self.rounds = rounds
        self.epoch = epoch
        self.epsilon = epsilon
        self.poolSize = poolSize
        self.purity = purity
        self.expectedShare = expectedShare
        self.idealShare = idealShare
        self.drawnShare = drawnShare
        self.keptShare = keptShare
        self.hitRate = hitRate
        self.theorem = theorem
        self.idealTheorem = idealTheorem
        self.freshShare = freshShare
        self.recordsAlone = recordsAlone
        self.poolQuality = poolQuality
        self.bestLoss = bestLoss
    }
}
