public import Architecture

/// A member of the candidate pool.
public struct Candidate: Sendable, Hashable {
    /// The path.
    public var path: Path
    /// The loss when it was last scored.
    public var loss: Double
    /// The accuracy when it was last scored.
    public var accuracy: Double
    /// The round in which it was last scored: also the number of the pictures that it was scored on.
    public var scoredRound: Int
    /// The round in which it was last admitted.
    public var admittedRound: Int
    /// The mean score, less being better, of all paths of the round in which it was last scored; 0 on the common set.
    ///
    /// A memory counts scores as they deviate from it, since each round has its own pictures.
    public var roundMean: Double

    /// A member as it stands after the round in which it was last scored.
    public init(
        path: Path, loss: Double, accuracy: Double, scoredRound: Int, admittedRound: Int, roundMean: Double = 0
    ) {
        self.path = path
        self.loss = loss
        self.accuracy = accuracy
        self.scoredRound = scoredRound
        self.admittedRound = admittedRound
        self.roundMean = roundMean
    }
}
