public import Architecture
public import Layout
public import NeuralNetwork
public import Optimizers
public import Search

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
        /// No training at all: the initial weights, a reference for rank correlations.
        case random
    }

    /// By what paths are ranked.
    public enum Score: String, Sendable, Hashable, CaseIterable {
        /// Mean cross-entropy, lower is better.
        case loss
        /// The share of pictures that are classified correctly, higher is better.
        case accuracy

        /// The score as a number of which less is better.
        func cost(loss: Double, accuracy: Double) -> Double {
            switch self {
            case .loss: loss
            case .accuracy: -accuracy
            }
        }
    }

    /// Whether the paths of a round may repeat.
    public enum Sampling: String, Sendable, Hashable, CaseIterable {
        /// A duplicate within a round is drawn again.
        case distinct
        /// Independent draws, as Theorem 1 has them.
        case iid
    }

    /// By what a round's paths are ranked, and the pool's members during training.
    public enum Filter: Sendable, Hashable {
        /// By the scores of the round alone (You et al., section 3.2).
        case loss
        /// By what all scores so far say of a path's choices.
        case memory(FilterMemorySettings)
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
    /// Rounds after which training ends although the schedules are longer, as when a cost is reached; nil for none.
    public var roundLimit: Int?
    /// Paths sampled a round (m); 1 for `uniform`, for `fair` as many as the layer with the most choices has.
    public var sampledPaths: Int
    /// Paths kept and trained a round (k).
    public var keptPaths: Int
    /// Updates that each kept path takes, each from a batch of its own; they go round the paths in rank order.
    public var stepsPerPath: Int
    /// The first rounds, in which paths are drawn uniformly and trained unscored; none of them enters the pool.
    public var unscoredRounds: Int
    /// The paths that may be drawn; nil for the whole space.
    public var domain: SearchDomain?
    /// Pictures of a training batch.
    public var batch: Int
    /// Pictures that are normalised together (B): training batches are cut into groups of this size, scored sets into
    /// groups of at most it; nil for the whole training batch, and for a part of what a round scores.
    public var normalizationBatch: Int?
    /// Held-out pictures on which a round's paths are scored.
    public var scoringPictures: Int
    /// Parts in which these are scored, one after the other, as long as a path's place is open; 1 for all at once.
    public var scoringParts: Int
    /// The numbers that scores are computed from.
    public var scoringPrecision: ScoringPrecision
    /// By what paths are ranked.
    public var score: Score
    /// Whether the round alone decides or all rounds so far.
    public var filter: Filter
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
    /// Rounds after a stop by steadiness, in which the learning rate falls to 0, as a share of the rounds done.
    public var cooldown: Double
    /// The optimiser.
    public var optimizer: SGD
    /// The learning rate over the planned steps.
    public var learningRate: LearningRate
    /// The smoothing of training labels, in [0, 1).
    public var labelSmoothing: Float
    /// How initial weights are drawn.
    public var initialization: Initialization

    /// The last round there can be.
    public var lastRound: Int { min(plannedRounds, roundLimit ?? .max) }

    /// The largest group of a training batch that is normalised together.
    public var trainingGroup: Int { normalizationBatch ?? batch }

    /// The largest group of a scored set that is normalised together.
    ///
    /// The final scoring of the pool has more pictures than a round; its groups are no larger than a round's, so that
    /// its scores mean the same and need no more memory.
    public var scoringGroup: Int { normalizationBatch ?? scoringPictures / scoringParts }

    /// Passes of a training batch through a path in a round.
    public var passesPerRound: Int { keptPaths * stepsPerPath }

    /// Updates of the weights in a round.
    public var updatesPerRound: Int { strategy == .fair ? 1 : passesPerRound }

    /// Whether a round, counted from 1, scores its paths.
    func isScored(round: Int) -> Bool { strategy == .greedy && round > unscoredRounds }

    /// The paths that a round draws: where nothing is scored, as many as it trains.
    func drawnPaths(of plan: RoundPlan) -> Int {
        strategy != .greedy || plan.isScored ? sampledPaths : passesPerRound
    }

    /// The most members of a pool, which never waits for more than there are paths to draw.
    ///
    /// - Parameter space: The space, where no domain is smaller.
    public func poolCapacity(in space: SearchSpace) -> Int {
        min(poolSize, domain?.admittedPaths(atMost: poolSize).count ?? space.pathCountIfSmall ?? .max)
    }

    /// What a round's paths are drawn from.
    func mixture(of space: SearchSpace) -> PathMixture {
        PathMixture(space: space, seed: seed, sampling: sampling, domain: domain)
    }

    /// What the filter remembers before the first round; nil for a filter without a memory.
    func emptyMemory(of space: SearchSpace) -> FilterMemory? {
        guard case .memory(let settings) = filter else { return nil }
        return FilterMemory(of: space, settings: settings)
    }

    /// The paths of a round's updates, in their order.
    func updates(of round: RankedRound) -> [[Path]] {
        let paths = round.kept.map(\.path)
        // FairNAS: the gradients of all paths, each on its own batch, make one update.
        if strategy == .fair { return [paths] }
        let turn = paths.map { [$0] }
        return round.plan.isScored ? (0..<stepsPerPath).flatMap { _ in turn } : turn
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
        stepsPerPath: Int = 1, unscoredRounds: Int = 0, domain: SearchDomain? = nil, batch: Int,
        normalizationBatch: Int?, scoringPictures: Int, scoringParts: Int = 1,
        scoringPrecision: ScoringPrecision = .float32, score: Score = .loss,
        filter: Filter = .loss, sampling: Sampling = .distinct, epsilon: EpsilonSchedule, poolSize: Int,
        admission: Admission = .survivors,
        alpha: Double, steadinessRounds: Int, cooldown: Double, optimizer: SGD, learningRate: LearningRate,
        labelSmoothing: Float, initialization: Initialization = .standard
    ) {
        precondition(plannedRounds >= 0 && (roundLimit ?? 0) >= 0 && keptPaths > 0 && sampledPaths >= keptPaths)
        precondition(stepsPerPath > 0 && unscoredRounds >= 0 && (strategy == .greedy || stepsPerPath == 1))
        precondition(batch > 0 && (normalizationBatch ?? 1) > 0 && scoringPictures > 0)
        precondition(scoringParts > 0 && scoringPictures.isMultiple(of: scoringParts))
        precondition(scoringParts == 1 || score == .loss && filter == .loss)
        precondition(poolSize > 0 && steadinessRounds > 0 && alpha >= 0 && cooldown >= 0)
        self.strategy = strategy
        self.seed = seed
        self.plannedRounds = plannedRounds
        self.roundLimit = roundLimit
        self.sampledPaths = sampledPaths
        self.keptPaths = keptPaths
        self.stepsPerPath = stepsPerPath
        self.unscoredRounds = unscoredRounds
        self.domain = domain
        self.batch = batch
        self.normalizationBatch = normalizationBatch
        self.scoringPictures = scoringPictures
        self.scoringParts = scoringParts
        self.scoringPrecision = scoringPrecision
        self.score = score
        self.filter = filter
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
