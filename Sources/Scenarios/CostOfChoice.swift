package import Retraining

/// What a choice by training costs, in picture passes.
package struct CostOfChoice: Hashable, Sendable {
    /// Picture passes of training, without those that the retraining of the chosen network continues from.
    package let trainingImages: Int
    /// Picture passes of validation: all held-out ones after each epoch, and at the end of each rung those by which
    /// statistics are calibrated, and the held-out ones again.
    package let judgingImages: Int

    /// The cost of a choice among networks.
    ///
    /// - Parameters:
    ///   - halving: Which network is trained for how many epochs.
    ///   - retrain: The recipe.
    ///   - pictures: Those to train on that are not held out.
    ///   - heldOut: The validation pictures.
    package init(_ halving: SuccessiveHalving, retrain: ScenarioRetrain, pictures: Int, heldOut: Int) {
        let batches = pictures / retrain.batch
        let calibrated =
            switch retrain.normalizationStatistics {
            case .calibrated: min(RetrainingSettings.usualCalibrationBatches, batches) * retrain.batch
            case .running: 0
            }
        let kept =
            switch retrain.pictures {
            case .split, .all: 0
            case .training: halving.rungs.last?.epoch ?? 0
            }
        trainingImages = (halving.epochs - kept) * batches * retrain.batch
        judgingImages = halving.epochs * heldOut + halving.judgements * (calibrated + heldOut)
    }
}
