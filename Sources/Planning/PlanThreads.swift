import NeuralNetwork
public import Scenarios

/// The most threads that share a training step: each takes whole chunks of pictures of a normalization group.
///
/// Scoring has no such bound, since its paths are shared too.
public struct PlanThreads: Hashable, Sendable {
    /// For the supernet.
    public let supernet: Int
    /// For the network found.
    public let retraining: Int

    init(supernet: Int, retraining: Int) {
        self.supernet = supernet
        self.retraining = retraining
    }

    /// Counts the chunks of a scenario's batches.
    public init(_ scenario: Scenario) {
        func chunks(ofBatch batch: Int) -> Int {
            Chunks(pictures: min(batch, scenario.supernet.normalizationBatch ?? batch)).count
        }
        supernet = chunks(ofBatch: scenario.supernet.batch)
        retraining = chunks(ofBatch: scenario.retrain.batch)
    }
}
