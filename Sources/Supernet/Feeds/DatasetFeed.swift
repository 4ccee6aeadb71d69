public import Datasets
public import Imaging
public import NeuralNetwork
import Synchronization

/// The pictures of a data set, split and ordered by a run's seed.
public final class DatasetFeed: PictureFeed {
    private let pictures: TrainingPictures
    private let scoringOrder: ScoringOrder
    private let scoring = Mutex<ScoringSet?>(nil)
    private let common: [Int]

    /// Prepares the feed.
    ///
    /// - Parameters:
    ///   - pictures: The training part of the data set.
    ///   - holdOut: How it is split.
    ///   - augmentation: How training pictures are varied; held-out pictures never are.
    ///   - framing: How all pictures are brought to the size that the network takes.
    ///   - batch: Pictures of a training batch.
    ///   - scoringPictures: Held-out pictures that a round's paths are scored on.
    ///   - seed: The run's seed.
    /// - Throws: `DatasetsError` where sizes do not fit.
    public init(
        pictures: Pictures, holdOut: HoldOut, augmentation: Augmentation, framing: Framing = .none, batch: Int,
        scoringPictures: Int, seed: UInt64
    ) throws {
        self.pictures = try TrainingPictures(
            pictures, training: holdOut.training, augmentation: augmentation, framing: framing, batch: batch, seed: seed
        )
        scoringOrder = try ScoringOrder(indices: holdOut.filtering, count: scoringPictures, seed: seed)
        common = self.pictures.shuffled(holdOut.search)
    }

    /// The number of pictures that are trained on.
    public var trainingPictures: Int { pictures.count }

    /// How bytes become numbers: measured on the pictures that are trained on.
    public var normalization: Normalization { pictures.normalization }

    /// The batch of a training pass: the next pictures in the epoch's order, augmented.
    public func trainingBatch(step: Int) -> PictureBatch { Self.batch(pictures.batch(step: step)) }

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
                ?? SharedPictures(count: scoringOrder.count, valuesPerPicture: pictures.valuesPerPicture)
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
    public func plainBatch(_ indices: [Int]) -> PictureBatch { Self.batch(pictures.plainBatch(indices)) }

    private static func batch(_ pictures: LabelledPictures) -> PictureBatch {
        unsafe PictureBatch(labels: pictures.labels, write: pictures.write)
    }
}
