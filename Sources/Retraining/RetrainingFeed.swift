public import NeuralNetwork

/// Where the pictures of a training from scratch come from: pure functions of the step, so that a training that is
/// continued sees the same ones.
public protocol RetrainingFeed: Sendable {
    /// The pictures that are trained on.
    var trainingPictures: Int { get }
    /// Whole batches of an epoch; what is left over is dropped.
    var batchesPerEpoch: Int { get }
    /// The batch of a training step, counted from 0 through all epochs: augmented.
    func trainingBatch(step: Int) -> PictureBatch
    /// A batch of training pictures as they are, of an epoch's random order, for the statistics of a test.
    ///
    /// - Parameters:
    ///   - index: The batch, counted from 0, below `batchesPerEpoch`.
    ///   - epoch: The epoch whose order is used: one that is not trained.
    func calibrationBatch(_ index: Int, epoch: Int) -> PictureBatch
    /// The pictures held out of the training, as they are, in a fixed random order; nil where there are none.
    var validationBatch: PictureBatch? { get }
}
