/// What a supernet's training has cost so far.
public struct TrainingCost: Sendable, Hashable {
    /// Updates of the weights.
    public var steps = 0
    /// Passes of a training batch through a path; a batch shared by n paths counts n times.
    public var passes = 0
    /// The MACs of the trained paths for one picture, added up over the passes.
    public var trainedMacs = 0
    /// #optimization: picture passes forward and backward.
    public var optimizationImages = 0
    /// #evaluation: picture passes forward, in the rounds.
    public var evaluationImages = 0
    /// Picture passes by which the pool's members were scored after the training.
    public var rescoringImages = 0
    /// Seconds during which paths were scored.
    public var scoringSeconds = 0.0
    /// Seconds during which paths were trained.
    public var trainingSeconds = 0.0

    /// Nothing yet.
    public init() {}

    /// The number of evaluations that cost as much as one optimisation in the paper's accounting (You et al., Table 1).
    public static let evaluationDiscount = 3.33

    /// #optimization, corrected by the evaluations' share.
    public var correctedOptimizationImages: Double {
        Double(optimizationImages) + Double(evaluationImages) / Self.evaluationDiscount
    }

    /// The mean MACs of a trained path, each pass counting; nil where nothing was trained.
    public var meanTrainedMacs: Double? { passes > 0 ? Double(trainedMacs) / Double(passes) : nil }

    /// How many picture passes of scoring took as long as one of training here, where both were done.
    public var measuredRatio: Double? {
        guard optimizationImages > 0, evaluationImages > 0, scoringSeconds > 0 else { return nil }
        return (trainingSeconds / Double(optimizationImages)) / (scoringSeconds / Double(evaluationImages))
    }
}
