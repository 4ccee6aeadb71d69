public import Architecture
public import Search

/// A network that a search has scored, with what it costs.
public struct ScoredNetwork: Hashable, Sendable {
    /// The path.
    public let path: Path
    /// The mean cross-entropy on the search's pictures, without label smoothing.
    public let loss: Double
    /// The share of these pictures whose label is the first guess, in [0, 1].
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

    /// Whether this network wins against another one: the lower error, then the lower loss, then fewer MACs, then the path
    /// that comes first.
    package func wins(against other: ScoredNetwork) -> Bool {
        (-accuracy, loss, cost.macs, path) < (-other.accuracy, other.loss, other.cost.macs, other.path)
    }

    /// The same by what is predicted, and by the scores where nothing is.
    package func isPredictedToWin(against other: ScoredNetwork) -> Bool {
        guard let mine = predicted, let theirs = other.predicted else { return wins(against: other) }
        return (-mine.accuracy, mine.loss, cost.macs, path)
            < (-theirs.accuracy, theirs.loss, other.cost.macs, other.path)
    }
}
