public import Imaging
internal import Reproducibility
import Synchronization

/// The training part of a set as a training sees it: batches in the orders that a seed decides, augmented, and any of its
/// pictures as they are, all normalised in the same way.
public final class TrainingPictures: Sendable {
    private let augmented: BatchAssembler
    private let plain: BatchAssembler
    private let order: Mutex<TrainingOrder>
    private let seed: UInt64

    /// The pictures that are trained on.
    public let count: Int
    /// Whole batches of an epoch.
    public let batchesPerEpoch: Int

    /// How bytes become numbers: measured on the pictures that are trained on.
    public var normalization: Normalization { plain.normalization }
    /// The numbers of one picture.
    public var valuesPerPicture: Int { plain.valuesPerPicture }

    /// Measures the pictures.
    ///
    /// - Parameters:
    ///   - pictures: The training part of the set, held-out pictures included.
    ///   - training: The pictures to train on, each once.
    ///   - augmentation: How batches of them are varied; other pictures never are.
    ///   - framing: How all of them are brought to the size that the network takes.
    ///   - batch: Pictures of a batch.
    ///   - seed: The seed of the orders and variations.
    /// - Throws: `DatasetsError` where sizes do not fit.
    public init(
        _ pictures: Pictures, training: [Int], augmentation: Augmentation, framing: Framing = .none, batch: Int,
        seed: UInt64
    ) throws {
        let normalization = Normalization.measured(
            on: pictures, without: Set(0..<pictures.count).subtracting(training))
        augmented = try BatchAssembler(
            pictures: pictures, normalization: normalization, augmentation: augmentation, framing: framing)
        plain = try BatchAssembler(
            pictures: pictures, normalization: normalization, augmentation: .none, framing: framing)
        let order = try TrainingOrder(indices: training, batch: batch, seed: seed)
        batchesPerEpoch = order.batchesPerEpoch
        self.order = Mutex(order)
        self.seed = seed
        count = training.count
    }

    /// The batch of a training step: the next pictures in the epoch's order, augmented.
    public func batch(step: Int) -> LabelledPictures {
        let indices = indices(step: step)
        let (assembler, seed) = (augmented, seed)
        return unsafe LabelledPictures(labels: labels(indices)) { place, target in
            unsafe assembler.write(indices[place], into: target, step: step, place: place, seed: seed)
        }
    }

    /// The batch of a step, the pictures as they are.
    public func plainBatch(step: Int) -> LabelledPictures { plainBatch(indices(step: step)) }

    /// Pictures of the training part, held-out ones among them, as they are.
    ///
    /// - Parameter indices: Their places in that part, in the order of the batch.
    public func plainBatch(_ indices: [Int]) -> LabelledPictures {
        let assembler = plain
        return unsafe LabelledPictures(labels: labels(indices)) { place, target in
            unsafe assembler.write(indices[place], into: target)
        }
    }

    /// Held-out pictures in a fixed random order, since a scored set may be cut into groups that are normalised one by
    /// one.
    public func shuffled(_ heldOut: [Int]) -> [Int] {
        var stream = RandomStream(seed: seed, purpose: .scoringGroups)
        var shuffled = heldOut
        stream.shuffle(&shuffled)
        return shuffled
    }

    private func indices(step: Int) -> [Int] { order.withLock { $0.batch(at: step) } }

    private func labels(_ indices: [Int]) -> [Int] { indices.map { Int(plain.label(of: $0)) } }
}
