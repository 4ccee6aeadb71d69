public import Datasets
public import Imaging
public import NeuralNetwork

/// The pictures of a data set for a training from scratch, in the orders that the settings' seed decides.
public final class PictureRetrainingFeed: RetrainingFeed {
    private let pictures: TrainingPictures
    private let validation: [Int]

    /// Prepares the feed.
    ///
    /// - Parameters:
    ///   - pictures: The training part of the data set.
    ///   - training: The pictures to train on, each once.
    ///   - validation: Other pictures, which validate every epoch; may be empty.
    ///   - augmentation: How training pictures are varied.
    ///   - framing: How all pictures are brought to the size that the network takes.
    ///   - settings: Batch and seed.
    /// - Throws: `DatasetsError` where sizes do not fit.
    public init(
        pictures: Pictures, training: [Int], validation: [Int], augmentation: Augmentation, framing: Framing = .none,
        settings: RetrainingSettings
    ) throws {
        self.pictures = try TrainingPictures(
            pictures, training: training, augmentation: augmentation, framing: framing, batch: settings.batch,
            seed: settings.ownSeed)
        self.validation = self.pictures.shuffled(validation)
    }

    /// The pictures that are trained on.
    public var trainingPictures: Int { pictures.count }

    /// Whole batches of an epoch.
    public var batchesPerEpoch: Int { pictures.batchesPerEpoch }

    /// How bytes become numbers: measured on the pictures that are trained on.
    public var normalization: Normalization { pictures.normalization }

    /// The batch of a training step: the next pictures in the epoch's order, augmented.
    public func trainingBatch(step: Int) -> PictureBatch { Self.batch(pictures.batch(step: step)) }

    /// A batch of an epoch's order, the pictures as they are.
    public func calibrationBatch(_ index: Int, epoch: Int) -> PictureBatch {
        Self.batch(pictures.plainBatch(step: epoch * batchesPerEpoch + index))
    }

    /// All pictures held out of the training, or nil.
    public var validationBatch: PictureBatch? {
        validation.isEmpty ? nil : Self.batch(pictures.plainBatch(validation))
    }

    private static func batch(_ pictures: LabelledPictures) -> PictureBatch {
        unsafe PictureBatch(labels: pictures.labels, write: pictures.write)
    }
}
