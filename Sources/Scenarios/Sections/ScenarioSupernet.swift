public import Architecture
import Documents
public import Layout
public import NeuralNetwork
import ScenarioKeys
public import Supernet

/// How a scenario trains its supernet.
public struct ScenarioSupernet: Hashable, Sendable {
    /// The planned length of the training.
    public enum Length: Hashable, Sendable {
        /// In rounds.
        case rounds(Int)
        /// In passes over the training pictures.
        case epochs(Double)
    }

    /// What ranks the paths of a round.
    public enum Filter: String, CaseIterable, Hashable, Sendable {
        /// The round's own scores, as in the paper.
        case loss
        /// What all scores so far say of a path's choices.
        case memory
    }

    /// Which paths are trained.
    public let strategy: SupernetSettings.Strategy
    /// How long the training is planned to be; it may stop earlier.
    public let length: Length
    /// The cost at which the training ends; nil for none.
    public let budget: ScenarioBudget?
    /// After how many epochs the training is expected to stop; for `plan` only.
    public let expectedEpochs: Double?
    /// Paths drawn in a round.
    public let m: Int
    /// Paths of a round that are trained.
    public let k: Int
    /// Pictures of a training step.
    public let batch: Int
    /// Pictures that share their batch-norm statistics, a divisor of `batch`; nil for whole batches and parts of scored sets.
    public let normalizationBatch: Int?
    /// Updates that each kept path takes after it was scored.
    public let stepsPerPath: Int
    /// The share of the planned rounds that train uniformly drawn paths and score nothing.
    public let filterAfter: Double
    /// What ranks the paths of a round.
    public let filter: Filter
    /// How a filter that remembers does so.
    public let memory: FilterMemorySettings
    /// What the networks that are trained may cost.
    public let limits: ScenarioTrainedLimits
    /// Held-out pictures on which a round scores its paths.
    public let scoringPictures: Int
    /// The parts in which these pictures are scored, one after the other, as long as a path's place is open.
    public let scoringParts: Int
    /// The numbers that scores are computed from.
    public let scoringPrecision: ScoringPrecision
    /// What a path is scored by.
    public let score: SupernetSettings.Score
    /// How the paths of a round are drawn.
    public let sampling: SupernetSettings.Sampling
    /// How likely a path is drawn from the pool.
    public let epsilon: ScenarioEpsilon
    /// The candidate pool.
    public let pool: ScenarioPool
    /// The share of fresh members at which the pool counts as steady.
    public let alpha: Double
    /// The rounds t within which a member of the pool counts as fresh.
    public let steadinessRounds: Int
    /// The rounds trained on after an early stop with a falling rate, as a share of the rounds done.
    public let cooldown: Double
    /// How the weights are updated.
    public let optimizer: ScenarioOptimizer
    /// How initial weights are drawn.
    public let initialization: Initialization

    /// The rounds planned where neither `rounds` nor `epochs` is given.
    private static let standardRounds = 4_000

    init(_ section: ScenarioSection, filtering: Int, folder: String?) throws(ScenarioError) {
        strategy = try section.choice(
            "strategy", .greedy, "which paths are trained")
        let epochs = try section.optionalNumber(
            "epochs", in: .above(0, to: 1e6), null: "as supernet.rounds says",
            "planned length in passes over the training pictures, instead of supernet.rounds")
        let rounds = try section.optionalInteger(
            "rounds", epochs == nil ? Self.standardRounds : nil, in: 1...100_000_000,
            null: "\(Self.standardRounds), or supernet.epochs where given",
            "planned number of rounds; a round makes k x steps_per_path updates (greedy) or one (uniform, fair)")
        switch (rounds, epochs) {
        case (nil, let epochs?): length = .epochs(epochs)
        case (let rounds?, nil): length = .rounds(rounds)
        default:
            throw section.conflict(
                "supernet.rounds and supernet.epochs are both given; expected one of them, the other one null")
        }
        budget = try section.section("budget") { section throws(ScenarioError) in
            try ScenarioBudget(section, folder: folder)
        }
        expectedEpochs = try section.optionalNumber(
            "expected_epochs", in: .above(0, to: 1e6), null: "unknown",
            "epochs after which the training is expected to stop; only `plan` uses it")
        m = try section.integer("m", 10, in: 1...100_000, "paths drawn in a round")
        k = try section.integer("k", 5, in: 1...100_000, "paths of a round that are trained: the best of the m")
        stepsPerPath = try section.integer(
            "steps_per_path", 1, in: 1...10_000,
            "updates of each kept path in a round, each on its own batch (greedy)")
        filterAfter = try section.number(
            "filter_after", 0, in: .from(0, below: 1),
            "share of the planned rounds, at the beginning, that train random paths without scoring (greedy)")
        filter = try section.choice(
            "filter", .loss,
            "how the paths of a round are ranked: by its own scores (\"loss\"), or by a model of "
                + "all scores so far (\"memory\") (greedy)"
        )
        memory = try section.section("memory") { section throws(ScenarioError) in try Self.memory(section) }
        let ownLimits = try section.object("limits") { section throws(ScenarioError) in try ScenarioLimits(section) }
        limits = try section.read(
            "limits", strategy == .fair ? .none : .search,
            values: ScenarioTrainedLimits.values,
            "limits of the networks that are trained: \"search\" (those of the search), null (none), or separate "
                + "ones; the strategy \"fair\" has none",
            parse: { ownLimits.map { .own($0) } ?? ScenarioTrainedLimits($0) }, write: \.json)
        batch = try section.integer("batch", 64, in: 2...65_536, "pictures in a training batch")
        normalizationBatch = try section.optionalInteger(
            "normalization_batch", in: 2...65_536,
            null: "the whole batch in training; in scoring all scoring pictures, or each part of them",
            "pictures that share batch-norm statistics; a divisor of supernet.batch")
        scoringPictures = try section.integer(
            "scoring_pictures", max(2, min(max(batch, 256), filtering)), in: 2...10_000_000,
            follows: "the larger of supernet.batch and 256, at most data.filtering",
            "held-out pictures on which a round scores its paths; new ones in each round")
        scoringParts = try section.integer(
            "scoring_parts", 1, in: 1...10_000,
            "equal parts in which the scoring pictures are scored; a path that is clearly kept or rejected after a "
                + "part is scored no further (greedy)")
        scoringPrecision = try section.choice(
            "scoring_precision", .float32,
            "numbers that 1x1 convolutions of a score are computed from; \"float16\" needs AVX512-FP16, \"bfloat16\" "
                + "AVX512-BF16 (greedy)")
        score = try section.choice("score", .loss, "the measure that scores a path")
        sampling = try section.choice("sampling", .distinct, "whether the m paths of a round must differ")
        epsilon = try section.section("epsilon") { section throws(ScenarioError) in try ScenarioEpsilon(section) }
        pool = try section.section("pool") { section throws(ScenarioError) in try ScenarioPool(section) }
        alpha = try section.number(
            "alpha", 0.08, in: .from(0, below: 1),
            "training stops when at most this share of the pool (pi) is new")
        steadinessRounds = try section.integer(
            "steadiness_rounds", (pool.size + k - 1) / k, in: 1...10_000_000, follows: "pool.size / k, rounded up",
            "number of rounds t during which a pool member counts as new")
        cooldown = try section.number(
            "cooldown", 0.1, in: .from(0, to: 1),
            "length of the cooldown after an early stop, in which the learning rate falls to 0, as a share of the "
                + "rounds done")
        optimizer = try section.section("optimizer") { section throws(ScenarioError) in try ScenarioOptimizer(section) }
        initialization = try section.initialization(.standard)
        try check(section)
    }

    private func check(_ section: ScenarioSection) throws(ScenarioError) {
        if let normalizationBatch, batch % normalizationBatch != 0 {
            throw section.conflict(
                "supernet.normalization_batch is \(normalizationBatch); expected a divisor of supernet.batch, \(batch)")
        }
        try checkStrategy(section)
        guard strategy == .greedy else { return }
        if k > m {
            throw section.conflict("supernet.k is \(k) and supernet.m is \(m); expected k to be at most m")
        }
        if scoringParts > 1 { try checkParts(section) }
        let part = scoringPictures / scoringParts
        let groups = (part + scoringGroup - 1) / scoringGroup
        if part / groups < 2 {
            let (key, value, all) =
                normalizationBatch.map { ("normalization_batch", $0, groups * scoringParts) }
                ?? ("scoring_parts", scoringParts, scoringParts)
            throw section.conflict(
                "supernet.scoring_pictures is \(scoringPictures) and supernet.\(key) is \(value); expected at least 2 "
                    + "pictures in each of the \(all) groups")
        }
    }

    /// Refuses parts of pictures where a round's own losses do not decide, or that are not equal.
    private func checkParts(_ section: ScenarioSection) throws(ScenarioError) {
        let found: String? =
            if filter == .memory {
                "filter is \"memory\", which ranks by other rounds' scores too; expected 1 part, or the filter \"loss\""
            } else if score != .loss {
                "score is \"\(score.rawValue)\"; expected 1 part, or the score \"loss\", by which places are decided"
            } else if !scoringPictures.isMultiple(of: scoringParts) {
                "scoring_pictures is \(scoringPictures); expected parts that divide the pictures equally"
            } else {
                nil
            }
        if let found { throw section.conflict("supernet.scoring_parts is \(scoringParts) and supernet.\(found)") }
    }

    /// Refuses keys that the strategy does not know.
    private func checkStrategy(_ section: ScenarioSection) throws(ScenarioError) {
        if strategy == .fair, limits != .none {
            throw section.conflict(
                "supernet.limits is \(limits.json) and supernet.strategy is \"fair\", which trains every operation equally "
                    + "often; expected null")
        }
        guard strategy != .greedy else { return }
        let found: (key: String, value: JSONValue, expected: String)? =
            if stepsPerPath > 1 {
                ("steps_per_path", .integer(stepsPerPath), "1")
            } else if filterAfter > 0 {
                ("filter_after", JSONValue(filterAfter), "0")
            } else if filter == .memory {
                ("filter", .string(filter.rawValue), "\"loss\"")
            } else if scoringParts > 1 {
                ("scoring_parts", .integer(scoringParts), "1")
            } else if scoringPrecision != .float32 {
                ("scoring_precision", .string(scoringPrecision.rawValue), "\"float32\"")
            } else {
                nil
            }
        if let found {
            throw section.conflict(
                "supernet.\(found.key) is \(found.value) and supernet.strategy is \"\(strategy.rawValue)\", which scores no "
                    + "path; expected \(found.expected)")
        }
    }

    private static func memory(_ section: ScenarioSection) throws(ScenarioError) -> FilterMemorySettings {
        FilterMemorySettings(
            weight: try section.number(
                "weight", 1, in: .from(0, to: 1),
                "weight of the model in the ranking of a path; the rest is the path's own score"),
            retention: try section.number(
                "retention", 0.98, in: .above(0, to: 1),
                "factor by which the weight of older scores shrinks in each round"),
            penalty: try section.number(
                "penalty", 1, in: .from(FilterMemorySettings.penalties),
                "ridge penalty of the model; 1 weighs as much as one score"))
    }

    /// The most different paths that a round draws.
    var mostDrawnPaths: Int {
        guard strategy == .greedy else { return 1 }
        return filterAfter > 0 ? max(m, k * stepsPerPath) : m
    }

    /// Passes of a batch through a path in a round, each on a batch of its own.
    ///
    /// `fair` trains as many paths as the layer with the most choices has.
    public func trainedPasses(in space: SearchSpace) -> Int { keptPaths(in: space) * stepsPerPath }

    /// Paths that a round keeps and trains.
    public func keptPaths(in space: SearchSpace) -> Int {
        switch strategy {
        case .greedy: k
        case .uniform: 1
        case .fair: space.layers.map(\.choices.count).max() ?? 0
        case .random: 0
        }
    }

    /// Updates of the weights in a round.
    public var updatesPerRound: Int {
        switch strategy {
        case .greedy: k * stepsPerPath
        case .uniform, .fair: 1
        case .random: 0
        }
    }

    /// The largest group of a scored set that shares its batch-norm statistics.
    public var scoringGroup: Int { normalizationBatch ?? scoringPictures / scoringParts }

    /// The most pictures that a round scores, each path counting its own, where the round scores any.
    public var scoredImagesPerRound: Int { strategy == .greedy ? m * scoringPictures : 0 }
}
