import Documents
public import Imaging
public import Layout
public import Optimizers
import ScenarioKeys

/// How a scenario trains the network that was found.
public struct ScenarioRetrain: Hashable, Sendable {
    /// How batch norm's statistics for the test come about.
    public enum NormalizationStatistics: Hashable, Sendable {
        /// Pooled moments over training pictures, with the final weights, when training has ended.
        case calibrated
        /// Running averages, kept up in training; this is the share of each batch, in (0, 1].
        case running(momentum: Double)
    }

    /// Which pictures a found network is trained on.
    public enum Pictures: String, CaseIterable, Hashable, Sendable {
        /// All training pictures but a share of them, drawn for this purpose, which validates every epoch.
        case split
        /// All training pictures, those held out for filtering and search included: what they were for is over.
        case all
        /// Those that the supernet was trained on; the held-out ones validate every epoch.
        case training
    }

    /// What a found network's training begins with.
    public enum Start: String, CaseIterable, Hashable, Sendable {
        /// First weights of its own, drawn.
        case scratch
        /// The weights that its path shares in the supernet.
        case supernet
    }

    /// What the training begins with.
    public let from: Start
    /// Passes over the training pictures.
    public let epochs: Int
    /// The pictures that the network is trained on.
    public let pictures: Pictures
    /// The share of all training pictures that `split` holds out, in (0, 1).
    public let validation: Double
    /// Networks of the search's order that are trained to choose among them; 1: the first one is retrained.
    public let candidates: Int
    /// The seed of the retraining's own draws; nil for the run's seed.
    public let seed: Int?
    /// How many of the first strides above 1 become 1 in a network that is made for pictures of another size; nil for as few
    /// as leave at least 4x4 pixels before the classifier.
    public let unitStrides: Int?
    /// Pictures of a training step.
    public let batch: Int
    /// How the weights are updated.
    public let optimizer: ScenarioRetrainOptimizer
    /// The learning rate over the epochs.
    public let rate: ScenarioRetrainRate
    /// The share of the target spread over all classes, in [0, 1).
    public let labelSmoothing: Double
    /// The probability that a feature before the classifier is dropped in training, in [0, 1).
    public let dropout: Double
    /// The probability that a residual block is passed by in training, in [0, 1).
    public let dropPath: Double
    /// Random operations on training pictures, perhaps none.
    public let randAugment: RandAugment
    /// A rectangle of noise over training pictures; nil for none.
    public let erasing: RandomErasing?
    /// The share of the past in the averaged weights, in [0, 1); 0 where weights are not averaged.
    public let averageDecay: Double
    /// How batch norm's statistics for the test come about.
    public let normalizationStatistics: NormalizationStatistics
    /// How initial weights are drawn.
    public let initialization: Initialization

    init(_ section: ScenarioSection, supernet: ScenarioSupernet) throws(ScenarioError) {
        from = try section.choice(
            "from", .scratch, "what the training starts from: new initial weights, or those of the path in the supernet"
        )
        let epochs = try section.integer("epochs", 50, in: 1...1_000_000, "passes over the training pictures")
        pictures = try section.choice(
            "pictures", .split,
            "training pictures of the retraining: \"split\" = all but the share retrain.validation, \"all\" = all, "
                + "\"training\" = those of the supernet; the pictures left out validate each epoch")
        validation = try section.number(
            "validation", 0.05, in: .above(0, below: 1), "share of the training pictures that \"split\" leaves out")
        candidates = try section.integer(
            "candidates", 1, in: 1...1024,
            "how many of the search's best networks are trained for a while to choose the one that is retrained")
        seed = try section.optionalInteger(
            "seed", in: 0...Int.max, null: "the run's seed", "seed of what the retraining draws, and of nothing else")
        unitStrides = try section.optionalInteger(
            "unit_strides", in: 0...256, null: "as few as leave at least 4x4 pixels before the classifier",
            "first strides that become 1 in a network that is made for pictures of another size")
        let batch = try section.integer(
            "batch", supernet.batch, in: 2...65_536, follows: "supernet.batch", "pictures in a training batch")
        let optimizer = try section.section("optimizer") { section throws(ScenarioError) in
            try ScenarioRetrainOptimizer(section)
        }
        rate = try section.section("learning_rate") { section throws(ScenarioError) in
            try ScenarioRetrainRate(section, epochs: epochs, batch: batch, rule: optimizer.rule)
        }
        initialization = try section.initialization(.standard)
        labelSmoothing = try section.number(
            "label_smoothing", 0.1, in: .from(0, below: 1), "label smoothing; 0 = none")
        dropout = try section.number(
            "dropout", 0, in: .from(0, below: 1), "probability that a feature before the classifier is dropped")
        dropPath = try section.number(
            "drop_path", 0, in: .from(0, below: 1), "drop probability of the last residual branch (stochastic depth)")
        randAugment = try section.section("rand_augment") { section throws(ScenarioError) in
            RandAugment(
                operations: try section.integer(
                    "operations", 0, in: 0...15, "random operations on each training picture; 0 = none, 2 as in timm"),
                magnitude: try section.number("magnitude", 9, in: .from(0, to: 10), "how strong they are on the whole"),
                deviation: try section.number("deviation", 0.5, in: .from(0, to: 10), "how much the strength varies"),
                probability: try section.number(
                    "probability", 0.5, in: .from(0, to: 1), "share of the drawn operations that are carried out"))
        }
        let erasing = try section.number(
            "random_erasing", 0, in: .from(0, to: 1), "share of the training pictures with a rectangle of noise in them"
        )
        self.erasing = erasing > 0 ? RandomErasing(probability: erasing) : nil
        averageDecay = try section.number(
            "ema_decay", 0, in: .from(0, below: 1),
            "decay of the moving average of the weights, which is then tested; 0 = none"
        )
        normalizationStatistics = try section.read(
            "normalization_momentum", .calibrated,
            values: .any(
                of: [["enum": ["calibrated"]], Self.momenta.schema], "\"calibrated\" or \(Self.momenta.words)"),
            "batch-norm statistics for the test: \"calibrated\" at the end, or running statistics with this momentum",
            parse: { value in
                switch value {
                case "calibrated": .calibrated
                case .integer(let momentum) where Self.momenta.contains(Double(momentum)):
                    .running(momentum: Double(momentum))
                case .number(let momentum) where Self.momenta.contains(momentum): .running(momentum: momentum)
                default: nil
                }
            },
            write: { statistics in
                switch statistics {
                case .calibrated: "calibrated"
                case .running(let momentum): JSONValue(momentum)
                }
            })
        if case .running(let momentum) = normalizationStatistics, averageDecay > 0 {
            throw section.conflict(
                "retrain.normalization_momentum is \(JSONValue(momentum)) and retrain.ema_decay is "
                    + "\(JSONValue(averageDecay)); expected \"calibrated\" statistics for averaged weights, since running ones "
                    + "are those of the last weights")
        }
        self.epochs = epochs
        self.batch = batch
        self.optimizer = optimizer
    }

    /// The number of pictures that validate every epoch, of so many training pictures.
    ///
    /// - Parameters:
    ///   - pictures: All training pictures.
    ///   - heldOut: Those that the supernet is not trained on.
    public func judging(of pictures: Int, heldOut: Int) -> Int {
        switch self.pictures {
        case .split: max(1, Int((validation * Double(pictures)).rounded()))
        case .all: 0
        case .training: heldOut
        }
    }

    private static let momenta = NumberRange.above(0, to: 1)

    /// The learning rate of a step.
    ///
    /// - Parameter stepsPerEpoch: Training steps of an epoch.
    public func learningRate(stepsPerEpoch: Int) -> LearningRate {
        rate.learningRate(stepsPerEpoch: stepsPerEpoch, epochs: epochs)
    }

    /// How weights are averaged; nil where they are not.
    public var average: ExponentialAverage? { averageDecay > 0 ? ExponentialAverage(decay: averageDecay) : nil }
}
