public import Layout
import NeuralNetwork
public import Optimizers
import Reproducibility

/// All that decides how a network is trained, its pictures and the weights that it may begin with aside.
public struct RetrainingSettings: Sendable, Hashable {
    /// How the statistics that batch norm uses in a test come about.
    public enum Statistics: Sendable, Hashable {
        /// Pooled over so many batches of training pictures with the final weights; fewer where an epoch has fewer.
        case calibrated(batches: Int)
        /// Running averages, kept up in training; this is the share of each batch.
        case running(share: Double)
    }

    /// The seed of first weights, order, augmentation and what is left out.
    public var seed: UInt64
    /// Passes over the training pictures.
    public var epochs: Int
    /// Pictures of a training step.
    public var batch: Int
    /// Pictures that are normalised together, at most; nil for the whole batch.
    public var normalizationBatch: Int?
    /// How the weights are updated.
    public var optimizer: Optimizer
    /// The learning rate over the steps.
    public var learningRate: LearningRate
    /// The share of the target spread over all classes, in [0, 1).
    public var labelSmoothing: Float
    /// The probability that a feature before the classifier is dropped in training, in [0, 1).
    public var dropout: Double
    /// The probability that the last residual branch is left out in training, in [0, 1); earlier ones less, see `Dropping`.
    public var dropPath: Double
    /// How weights are averaged, so that the averages are tested in their place; nil where they are not.
    public var average: ExponentialAverage?
    /// How the statistics of a test come about.
    public var statistics: Statistics
    /// How initial weights are drawn.
    public var initialization: Initialization

    /// Batches of a calibration unless told otherwise, as many as the authors' code takes
    /// (hunto/image_classification_sota, `recal_bn.py`).
    public static let usualCalibrationBatches = 200

    /// A training with all that it depends on but its network and its pictures.
    ///
    /// - Precondition: `epochs` and `batch` are positive. Weights that are averaged have calibrated statistics, since
    ///   running ones are those of the last weights.
    public init(
        seed: UInt64, epochs: Int, batch: Int, normalizationBatch: Int? = nil, optimizer: Optimizer,
        learningRate: LearningRate, labelSmoothing: Float, dropout: Double = 0, dropPath: Double = 0,
        average: ExponentialAverage? = nil,
        statistics: Statistics = .calibrated(batches: Self.usualCalibrationBatches),
        initialization: Initialization = .standard
    ) {
        precondition(epochs > 0 && batch > 0, "a training has an epoch and a batch")
        if case .running = statistics { precondition(average == nil, "running statistics are not those of averages") }
        self.seed = seed
        self.epochs = epochs
        self.batch = batch
        self.normalizationBatch = normalizationBatch
        self.optimizer = optimizer
        self.learningRate = learningRate
        self.labelSmoothing = labelSmoothing
        self.dropout = dropout
        self.initialization = initialization
        self.dropPath = dropPath
        self.average = average
        self.statistics = statistics
    }

    /// The batches that the statistics of a test are found over, of so many in an epoch; 0 where they were kept up in training.
    public func calibrationBatches(of batchesPerEpoch: Int) -> Int {
        switch statistics {
        case .calibrated(let batches): min(max(1, batches), batchesPerEpoch)
        case .running: 0
        }
    }

    /// The pictures that the statistics of a test are found over.
    public func calibrationPictures(ofEpoch batches: Int) -> Int { calibrationBatches(of: batches) * batch }

    /// The seed of everything random here: drawn from the run's, so that nothing is shared with the supernet's training.
    var ownSeed: UInt64 {
        var random = RandomStream(seed: seed, purpose: .retraining)
        return random.next()
    }

    /// What is left out in a step; nil where nothing ever is.
    func dropping(step: Int) -> Dropping? {
        guard dropout > 0 || dropPath > 0 else { return nil }
        return Dropping(dropout: dropout, dropPath: dropPath, seed: ownSeed, step: step)
    }

    /// Whether a step spreads over ranks: its batch is cut into several normalisation groups.
    public var spreads: Bool { group < batch }

    /// Pictures that are normalised together, at most.
    var group: Int { min(batch, normalizationBatch ?? batch) }
}
