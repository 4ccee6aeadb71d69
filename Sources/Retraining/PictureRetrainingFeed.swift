public import Datasets
public import NeuralNetwork
import Reproducibility
import Synchronization

/// The pictures of a data set for a training from scratch, in the orders that the settings' seed decides.
public final class PictureRetrainingFeed: RetrainingFeed {
    private let augmented: BatchAssembler
    private let plain: BatchAssembler
    private let order: Mutex<TrainingOrder>
    private let calibrationOrder: Mutex<TrainingOrder>
    private let validation: [Int]
    private let seed: UInt64

    /// The pictures that are trained on.
    public let trainingPictures: Int
    /// Whole batches of an epoch.
    public let batchesPerEpoch: Int
    /// How bytes become numbers: measured on the pictures that are trained on.
    public let normalization: Normalization

    /// Prepares the feed.
    ///
    /// - Parameters:
    ///   - pictures: The training part of the data set.
    ///   - training: The pictures to train on, each once.
    ///   - validation: Other pictures on which every epoch is judged; may be empty.
    ///   - augmentation: How training pictures are varied.
    ///   - settings: Batch and seed.
    /// - Throws: `DatasetsError` where sizes do not fit.
    public init(
        pictures: Pictures, training: [Int], validation: [Int], augmentation: Augmentation,
        settings: RetrainingSettings
    ) throws {
        normalization = Normalization.measured(on: pictures, indices: training)
        augmented = try BatchAssembler(pictures: pictures, normalization: normalization, augmentation: augmentation)
        plain = try BatchAssembler(pictures: pictures, normalization: normalization, augmentation: .none)
        let order = try TrainingOrder(indices: training, batch: settings.batch, seed: settings.ownSeed)
        self.order = Mutex(order)
        calibrationOrder = Mutex(order)
        batchesPerEpoch = order.batchesPerEpoch
        // A random order, since the pictures may be cut into groups that are normalised one by one.
        var stream = RandomStream(seed: settings.ownSeed, purpose: .scoringGroups)
        var shuffled = validation
        stream.shuffle(&shuffled)
        self.validation = shuffled
        seed = settings.ownSeed
        trainingPictures = training.count
    }

    /// The batch of a training step: the next pictures in the epoch's order, augmented.
    public func trainingBatch(step: Int) -> PictureBatch {
        let indices = order.withLock { $0.batch(at: step) }
        let (assembler, seed) = (augmented, seed)
        return PictureBatch(labels: labels(indices)) { place, target in
            assembler.write(indices[place], into: target, step: step, place: place, seed: seed)
        }
    }

    /// A batch of an epoch's order, the pictures as they are.
    public func calibrationBatch(_ index: Int, epoch: Int) -> PictureBatch {
        plainBatch(calibrationOrder.withLock { $0.batch(at: epoch * batchesPerEpoch + index) })
    }

    /// All pictures held out of the training, or nil.
    public var validationBatch: PictureBatch? { validation.isEmpty ? nil : plainBatch(validation) }

    private func plainBatch(_ indices: [Int]) -> PictureBatch {
        let assembler = plain
        return PictureBatch(labels: labels(indices)) { place, target in
            assembler.write(indices[place], into: target)
        }
    }

    private func labels(_ indices: [Int]) -> [Int] { indices.map { Int(plain.label(of: $0)) } }
}
