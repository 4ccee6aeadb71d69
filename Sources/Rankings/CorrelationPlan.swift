public import NeuralNetwork

/// What `correlate` is asked for.
public struct CorrelationPlan: Sendable {
    /// Where paths are drawn from.
    public enum Source: String, CaseIterable, Sendable {
        /// The whole space, uniformly.
        case space
        /// The neighbourhood of the first run's pool: a member with one or two layers drawn again.
        case pool
    }

    /// Different paths to draw.
    public var paths: Int
    /// Where they are drawn from.
    public var source: Source
    /// Held-out pictures of the small set; nil for what a round scores on, at most a third of those held out.
    public var images: Int?
    /// The seed of the draws, of the pictures' order and of the bootstrap.
    public var seed: Int
    /// Replaces every `data.path`; nil for each run's own.
    public var data: String?
    /// Replaces every `search.precision`, the numbers that scores are computed from; nil for each run's own.
    public var precision: ScoringPrecision?
    /// Threads that compute; nil for as many as there are usable cores.
    public var workers: Int?
    /// Replaces every `benchmark`; nil for each run's own.
    public var benchmark: String?
    /// Whether pairs of neighbouring layers are tried in the models that smooth; they are used where cross-validation
    /// prefers them.
    public var pairs: Bool

    /// Paths that are also scored by pooled statistics, which costs as much as training batches.
    static let pooledPaths = 200
    /// Training batches of which statistics are pooled.
    static let pooledBatches = 10

    /// A plan with the usual figures where nothing else is given.
    ///
    /// - Precondition: `paths` and `images` are positive.
    public init(
        paths: Int = 1000, source: Source = .space, images: Int? = nil, seed: Int = 1, data: String? = nil,
        precision: ScoringPrecision? = nil, workers: Int? = nil, benchmark: String? = nil, pairs: Bool = false
    ) {
        precondition(paths > 0 && images ?? 1 > 0)
        self.paths = paths
        self.source = source
        self.images = images
        self.seed = seed
        self.data = data
        self.precision = precision
        self.workers = workers
        self.benchmark = benchmark
        self.pairs = pairs
    }
}
