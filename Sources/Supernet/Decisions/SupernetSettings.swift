internal import Architecture
public import NeuralNetwork

/// How a supernet is trained: everything that the five actors need to know besides space, weights and pictures.
public struct SupernetSettings: Sendable, Hashable {
    /// Which paths are trained.
    public enum Strategy: String, Sendable, Hashable, CaseIterable {
        /// GreedyNAS: of m sampled paths, the k with the lowest loss (You et al., CVPR 2020, section 3).
        case greedy
        /// Single-path one-shot: one uniform path an update (Guo et al., ECCV 2020).
        case uniform
        /// FairNAS with strict fairness: every operation of every layer once an update (Chu et al., ICCV 2021).
        case fair
        /// No training at all: the first weights, a reference for rank correlations.
        case random
    }

    /// By what paths are ranked.
    public enum Score: String, Sendable, Hashable, CaseIterable {
        /// Mean cross-entropy, lower is better.
        case loss
        /// The share of right first guesses, higher is better.
        case accuracy
    }

    /// Whether the paths of a round may repeat.
    public enum Sampling: String, Sendable, Hashable, CaseIterable {
        /// A duplicate within a round is drawn again.
        case distinct
        /// Independent draws, as Theorem 1 has them.
        case iid
    }

    /// Which scored paths are offered to the candidate pool.
    public enum Admission: String, Sendable, Hashable, CaseIterable {
        /// The k that were kept.
        case survivors
        /// All m.
        case all
    }

    /// Which paths are trained.
    public var strategy: Strategy
    /// The seed of everything random.
    public var seed: UInt64
    /// Rounds after which training ends if it has not become steady before; schedules span them.
    public var plannedRounds: Int
    /// Rounds after which training ends though the schedules would go on, as when a cost is reached; nil for none.
    public var roundLimit: Int?
    /// Paths sampled a round (m); 1 for `uniform`.
    public var sampledPaths: Int
    /// Paths kept and trained a round (k).
    public var keptPaths: Int
    /// Pictures of a training batch.
    public var batch: Int
    /// Pictures that are normalised together (B): training batches are cut into groups of this size, scored sets into
    /// groups of at most it; nil for the whole training batch, and for as many as a round scores.
    public var normalizationBatch: Int?
    /// Held-out pictures on which a round's paths are scored.
    public var scoringPictures: Int
    /// By what paths are ranked.
    public var score: Score
    /// Whether the paths of a round may repeat.
    public var sampling: Sampling
    /// The share of draws that come from the candidate pool, over the rounds.
    public var epsilon: EpsilonSchedule
    /// Capacity of the candidate pool (P).
    public var poolSize: Int
    /// Which scored paths are offered to the pool.
    public var admission: Admission
    /// The share of fresh members at or below which the pool is steady.
    public var alpha: Double
    /// Rounds over which a member counts as fresh (t).
    public var steadinessRounds: Int
    /// Rounds that go on after a stop by steadiness while the rate falls to 0, as a share of the rounds done.
    public var cooldown: Double
    /// The optimiser.
    public var optimizer: SGD
    /// The learning rate over the planned steps.
    public var learningRate: LearningRate
    /// The smoothing of training labels, in [0, 1).
    public var labelSmoothing: Float
    /// How first weights are drawn.
    public var initialization: Initialization

    /// The last round there can be.
    public var lastRound: Int { min(plannedRounds, roundLimit ?? .max) }

    /// The largest group of a training batch that is normalised together.
    public var trainingGroup: Int { normalizationBatch ?? batch }

    /// The largest group of a scored set that is normalised together.
    ///
    /// The final scoring of the pool has more pictures than a round; its groups are no larger than a round's, so that
    /// its scores mean the same and need no more memory.
    public var scoringGroup: Int { normalizationBatch ?? scoringPictures }

    /// Images that go forward through a path to rank the paths of a round; 0 for the baselines, which rank nothing.
    public var scoredImagesPerRound: Int { strategy == .greedy ? sampledPaths * scoringPictures : 0 }

    /// The most members of a pool.
    ///
    /// - Parameter distinctPaths: The paths of the space where they can be counted: a pool never waits for more.
    public func poolCapacity(distinctPaths: Int?) -> Int { min(poolSize, distinctPaths ?? .max) }

    /// Divides the paths that a round trains into its updates, in their order.
    func updates(of paths: [Path]) -> [[Path]] {
        // FairNAS: the gradients of all paths, each on its own batch, make one update.
        strategy == .fair ? [paths] : paths.map { [$0] }
    }

    /// The learning rate of a step, counted from 0 through all rounds.
    func rate(of plan: RoundPlan, step: Int) -> Double {
        switch plan.rateFactor {
        case .one: learningRate.rate(at: step)
        case .cooldown(let start, let steps):
            learningRate.rate(at: start) * (1 - Double(step - start) / Double(steps))
        }
    }

    /// A training with all that it depends on but its space and its pictures.
    ///
    /// - Precondition: Sizes are positive, k is at most m, shares lie in [0, 1]. Whoever reads them from a file checks
    ///   them there and says which key is wrong.
    public init(
        strategy: Strategy, seed: UInt64, plannedRounds: Int, roundLimit: Int? = nil, sampledPaths: Int, keptPaths: Int,
        batch: Int, normalizationBatch: Int?, scoringPictures: Int, score: Score = .loss,
        sampling: Sampling = .distinct, epsilon: EpsilonSchedule, poolSize: Int, admission: Admission = .survivors,
        alpha: Double, steadinessRounds: Int, cooldown: Double, optimizer: SGD, learningRate: LearningRate,
        labelSmoothing: Float, initialization: Initialization = .authors
    ) {
        precondition(plannedRounds >= 0 && (roundLimit ?? 0) >= 0 && keptPaths > 0 && sampledPaths >= keptPaths)
        precondition(batch > 0 && (normalizationBatch ?? 1) > 0 && scoringPictures > 0)
        precondition(poolSize > 0 && steadinessRounds > 0 && alpha >= 0 && cooldown >= 0)
        self.strategy = strategy
        self.seed = seed
        self.plannedRounds = plannedRounds
        self.roundLimit = roundLimit
        self.sampledPaths = sampledPaths
        self.keptPaths = keptPaths
        self.batch = batch
        self.normalizationBatch = normalizationBatch
        self.scoringPictures = scoringPictures
        self.score = score
        self.sampling = sampling
        self.epsilon = epsilon
        self.poolSize = poolSize
        self.admission = admission
        self.alpha = alpha
        self.steadinessRounds = steadinessRounds
        self.cooldown = cooldown
        self.optimizer = optimizer
        self.learningRate = learningRate
        self.labelSmoothing = labelSmoothing
        self.initialization = initialization
    }
}
