import NeuralNetwork
public import Retraining

extension Scenario {
    /// The training of a found network as settings of the engine.
    ///
    /// - Parameter trainingPictures: The pictures that it is trained on.
    public func retrainingSettings(trainingPictures: Int) -> RetrainingSettings {
        RetrainingSettings(
            seed: UInt64(retrain.seed ?? seed), epochs: retrain.epochs, batch: retrain.batch,
            normalizationBatch: supernet.normalizationBatch, optimizer: retrain.optimizer.optimizer,
            learningRate: retrain.learningRate(stepsPerEpoch: max(1, trainingPictures / retrain.batch)),
            labelSmoothing: Float(retrain.labelSmoothing), dropout: retrain.dropout, dropPath: retrain.dropPath,
            average: retrain.average,
            statistics: {
                switch retrain.normalizationStatistics {
                case .calibrated: .calibrated(batches: RetrainingSettings.usualCalibrationBatches)
                case .running(let momentum): .running(share: momentum)
                }
            }(), initialization: retrain.initialization)
    }
}
