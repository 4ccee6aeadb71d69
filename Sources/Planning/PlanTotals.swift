public import Documents
import RunFiles
import Scenarios
import Supernet

/// What some rounds of training cost.
public struct PlanTotals: Hashable, Sendable {
    /// The rounds; not whole for an epoch, whose batches k need not divide.
    public let rounds: Double
    /// The passes over the training pictures.
    public let epochs: Double
    /// Updates of the weights.
    public let steps: Double
    /// #optimization: picture passes forward and backward.
    public let optimizationImages: Double
    /// #evaluation: picture passes forward only, to rank paths.
    public let evaluationImages: Double

    /// Multiplies what a round costs.
    ///
    /// - Parameters:
    ///   - rounds: The rounds.
    ///   - unscored: Those among them that score nothing.
    ///   - passes: The passes of a batch through a path in a round.
    ///   - batchesPerEpoch: The whole batches of an epoch; 0 where the training pictures do not fill one.
    ///   - supernet: The training.
    init(rounds: Double, unscored: Double = 0, passes: Int, batchesPerEpoch: Int, supernet: ScenarioSupernet) {
        self.rounds = rounds
        epochs = batchesPerEpoch > 0 ? rounds * Double(passes) / Double(batchesPerEpoch) : 0
        steps = rounds * Double(supernet.updatesPerRound)
        optimizationImages = rounds * Double(passes * supernet.batch)
        evaluationImages = (rounds - unscored) * Double(supernet.scoredImagesPerRound)
    }

    /// #optimization + #evaluation / 3.33, the paper's corrected count (You et al., CVPR 2020, Table 1).
    public var correctedOptimizationImages: Double {
        optimizationImages + evaluationImages / TrainingCost.evaluationDiscount
    }

    /// Picture passes of scoring for each one of training; nil where nothing is scored.
    ///
    /// The paper's 1000 pictures for a batch of 1024 are 1.95.
    public var scoredPerTrained: Double? {
        evaluationImages > 0 ? evaluationImages / optimizationImages : nil
    }

    /// The figures by name, whole numbers of images.
    public var json: JSONValue {
        [
            RunKey.rounds: JSONValue(rounds),
            RunKey.epochs: JSONValue(epochs),
            "steps": JSONValue(steps.rounded()),
            RunKey.optimizationImages: JSONValue(optimizationImages.rounded()),
            RunKey.evaluationImages: JSONValue(evaluationImages.rounded()),
            RunKey.correctedImages: JSONValue(correctedOptimizationImages.rounded()),
            "scored_per_trained": JSONValue(scoredPerTrained),
        ]
    }
}
