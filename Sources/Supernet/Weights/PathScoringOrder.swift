import NeuralNetwork

/// What the first rank tells the others to do with a trained supernet.
enum PathScoringOrder: Codable, Sendable {
    /// Take the weights, to score on so many of the common pictures, or on all, in groups of at most this size, at this
    /// precision.
    case begin(count: Int?, group: Int, precision: ScoringPrecision)
    /// The same on pictures of the training part, by their places there.
    case beginOn(places: [Int], group: Int, precision: ScoringPrecision)
    /// Score paths, by their choices.
    case score([[UInt8]])
    /// The same, each rank its share, computing once what those have in common.
    case scoreSharingPrefixes([[UInt8]])
    /// Nothing more is to be scored.
    case leave
}
