/// What additive models of all scores of a search say of one network.
public struct PredictedScores: Hashable, Sendable {
    /// The share of the search's pictures that are classified correctly; a sum, so it may leave [0, 1] a little.
    public let accuracy: Double
    /// The mean cross-entropy on these pictures.
    public let loss: Double

    /// What the models of accuracy and of loss say.
    package init(accuracy: Double, loss: Double) {
        self.accuracy = accuracy
        self.loss = loss
    }
}
