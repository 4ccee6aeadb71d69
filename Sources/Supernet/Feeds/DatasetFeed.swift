public import Datasets
public import NeuralNetwork
import Reproducibility
import Synchronization

/// The pictures of a data set, divided and in the orders that a run's seed decides.
public final class DatasetFeed: PictureFeed {
    private let training: BatchAssembler
    private let heldOut: BatchAssembler
    private let order: Mutex<TrainingOrder>
    private let scoringOrder: ScoringOrder
    private let scoring = Mutex<ScoringSet?>(nil)
    private let common: [Int]
    private let seed: UInt64

    /// The number of pictures that are trained on.
    public let trainingPictures: Int
    /// How bytes become numbers: measured on the pictures that are trained on.
    public let normalization: Normalization

    /// Prepares the feed.
    ///
    /// - Parameters:
    ///   - pictures: The training part of the data set.
    ///   - holdOut: Its division.
    ///   - augmentation: How training pictures are varied; held-out pictures never are.
    ///   - batch: Pictures of a training batch.
    ///   - scoringPictures: Held-out pictures that a round's paths are scored on.
    ///   - seed: The run's seed.
    /// - Throws: `DatasetsError` where sizes do not fit.
    public init(
        pictures: Pictures, holdOut: HoldOut, augmentation: Augmentation, batch: Int, scoringPictures: Int,
        seed: UInt64
    ) throws {
        normalization = Normalization.measured(on: pictures, indices: holdOut.training)
        training = try BatchAssembler(pictures: pictures, normalization: normalization, augmentation: augmentation)
        heldOut = try BatchAssembler(pictures: pictures, normalization: normalization, augmentation: .none)
        order = Mutex(try TrainingOrder(indices: holdOut.training, batch: batch, seed: seed))
        scoringOrder = try ScoringOrder(indices: holdOut.filtering, count: scoringPictures, seed: seed)
        // A random order, since a scored set may be cut into groups that are normalised one by one.
        var stream = RandomStream(seed: seed, purpose: .scoringGroups)
        var common = holdOut.search
        stream.shuffle(&common)
        self.common = common
        self.seed = seed
        trainingPictures = holdOut.training.count
    }

    /// The batch of a training pass: the next pictures in the epoch's order, augmented.
    public func trainingBatch(step: Int) -> PictureBatch {
        let indices = order.withLock { $0.batch(at: step) }
        let (assembler, seed) = (training, seed)
        return PictureBatch(labels: labels(indices)) { place, target in
            assembler.write(indices[place], into: target, step: step, place: place, seed: seed)
        }
    }

    /// The round's held-out pictures, drawn from the filtering part.
    ///
    /// All of a round's paths are scored on them, so they are kept, as floats, while that round is asked for.
    public func scoringBatch(round: Int) -> PictureBatch {
        scoring.withLock { kept in
            if let kept, kept.round == round { return kept.batch }
            var memory = kept?.memory
            kept = nil
            // Somebody who still holds pictures of the round before must not find others in their place.
            let isFree = isKnownUniquelyReferenced(&memory)
            let room =
                memory.flatMap { isFree ? $0 : nil }
                ?? SharedPictures(count: scoringOrder.count, valuesPerPicture: heldOut.valuesPerPicture)
            room.clear()
            let batch = room.share(plainBatch(scoringOrder.pictures(inRound: round)))
            kept = ScoringSet(round: round, memory: room, batch: batch)
            return batch
        }
    }

    /// The pictures of the round that was asked for last.
    private struct ScoringSet {
        let round: Int
        let memory: SharedPictures
        let batch: PictureBatch
    }

    /// The whole search part.
    public func commonBatch() -> PictureBatch { plainBatch(common) }

    /// Pictures of the training part of the data set as they are, normalised like all others.
    ///
    /// - Parameter indices: Their places in that part, in the order of the batch.
    public func plainBatch(_ indices: [Int]) -> PictureBatch {
        let assembler = heldOut
        return PictureBatch(labels: labels(indices)) { place, target in
            assembler.write(indices[place], into: target)
        }
    }

    private func labels(_ indices: [Int]) -> [Int] { indices.map { Int(heldOut.label(of: $0)) } }
}
