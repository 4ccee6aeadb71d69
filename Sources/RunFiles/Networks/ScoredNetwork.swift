public import Architecture
public import Search

/// A network that a search has scored, with what it costs.
public struct ScoredNetwork: Hashable, Sendable {
    /// The path.
    public let path: Path
    /// The mean cross-entropy on the search's pictures, without label smoothing.
    public let loss: Double
    /// The share of these pictures that are classified correctly, in [0, 1].
    public let accuracy: Double
    /// What the network costs.
    public let cost: PathCost
    /// What the search was told about it.
    public let evaluation: Evaluation
    /// What additive models of all scores of the search say of it; nil where none are fitted.
    public package(set) var predicted: PredictedScores?

    /// A network with what it scored, what it costs, and what a search makes of both.
    package init(path: Path, loss: Double, accuracy: Double, cost: PathCost, evaluation: Evaluation) {
        self.path = path
        self.loss = loss
        self.accuracy = accuracy
        self.cost = cost
        self.evaluation = evaluation
    }

    /// Whether this network wins against another one.
    ///
    /// By what the search minimises of error and loss, the first that it names; then by the other, then fewer MACs,
    /// then the path that comes first. Where a search makes neither small, the error decides.
    ///
    /// - Parameters:
    ///   - objectives: What the search minimises.
    ///   - isPredicted: Whether what is predicted decides, where it is, and not the scores.
    package func wins(
        against other: ScoredNetwork, by objectives: [Objective], predicted isPredicted: Bool = false
    ) -> Bool {
        var (mine, theirs) = ((accuracy: accuracy, loss: loss), (accuracy: other.accuracy, loss: other.loss))
        if isPredicted, let said = predicted, let saidOfOther = other.predicted {
            (mine, theirs) = ((said.accuracy, said.loss), (saidOfOther.accuracy, saidOfOther.loss))
        }
        func key(_ scores: (accuracy: Double, loss: Double)) -> (Double, Double) {
            objectives.first(where: \.needsEvaluation) == .loss
                ? (scores.loss, -scores.accuracy) : (-scores.accuracy, scores.loss)
        }
        let (own, others) = (key(mine), key(theirs))
        return (own.0, own.1, cost.macs, path) < (others.0, others.1, other.cost.macs, other.path)
    }
}
