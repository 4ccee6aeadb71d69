internal import Reproducibility

/// The order in which the training pictures are seen.
///
/// Every epoch is a fresh permutation, cut into batches; what is left over at its end is dropped. What a batch holds
/// depends on the seed and the step alone; only the permutation of the epoch last asked for is kept, so asking in order
/// costs one permutation per epoch.
public struct TrainingOrder: Sendable {
    /// The pictures to train on.
    public let indices: [Int]
    /// How many pictures a batch has.
    public let batchSize: Int
    private let seed: UInt64
    private var epoch = -1
    private var order: [Int] = []

    /// How many whole batches an epoch has.
    public var batchesPerEpoch: Int { indices.count / batchSize }

    /// Prepares the order.
    ///
    /// - Parameters:
    ///   - indices: The pictures to train on, each once.
    ///   - batch: How many pictures a batch has.
    ///   - seed: The run's seed.
    /// - Throws: `DatasetsError` when a batch is empty or larger than the set.
    public init(indices: [Int], batch: Int, seed: UInt64) throws {
        guard batch > 0 else {
            throw DatasetsError.wrongCount(what: "the training batch", value: batch, expected: "at least 1 picture")
        }
        guard batch <= indices.count else {
            throw DatasetsError.batchTooLarge(batch: batch, pictures: indices.count)
        }
        self.indices = indices
        batchSize = batch
        self.seed = seed
    }

    /// The pictures of a step, counted from 0 through all epochs.
    ///
    /// - Precondition: `step` is not negative.
    public mutating func batch(at step: Int) -> [Int] {
        precondition(step >= 0, "steps are counted from 0")
        let (epoch, batch) = step.quotientAndRemainder(dividingBy: batchesPerEpoch)
        if epoch != self.epoch {
            var random = RandomStream(seed: seed, purpose: .trainingOrder, round: epoch)
            // From the start, not from the last epoch's order: a resumed run has not seen that one.
            order = indices
            random.shuffle(&order)
            self.epoch = epoch
        }
        return Array(order[batch * batchSize..<(batch + 1) * batchSize])
    }
}
