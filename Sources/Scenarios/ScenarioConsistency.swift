import Architecture
import Datasets
import Documents
import Search
import Supernet

/// What the keys of a scenario say together: contradictions, and what is probably not meant.
struct ScenarioConsistency {
    private let data: ScenarioData
    private let supernet: ScenarioSupernet
    private let search: ScenarioSearch
    private let retrain: ScenarioRetrain
    private let space: SearchSpace
    private let rounds: ScenarioRounds
    /// The members that the pool can have; 0 where there is none.
    private let capacity: Int

    /// Looks at the sections of a scenario and its space.
    init(
        data: ScenarioData, supernet: ScenarioSupernet, search: ScenarioSearch, retrain: ScenarioRetrain,
        space: SearchSpace
    ) {
        self.data = data
        self.supernet = supernet
        self.search = search
        self.retrain = retrain
        self.space = space
        rounds = supernet.rounds(trainingPictures: max(0, data.trained(of: data.nominalSize.training)), in: space)
        capacity = supernet.strategy == .greedy ? supernet.poolCapacity(in: space, search: search) : 0
    }

    /// The first contradiction, as a sentence that names the keys.
    var contradiction: String? {
        pictureContradiction ?? groupContradiction ?? startContradiction ?? budgetContradiction
            ?? (supernet.strategy == .greedy ? greedyContradiction : nil)
            ?? searchContradiction
    }

    /// What is allowed but probably not meant, a sentence each.
    var warnings: [String] {
        var warnings: [String] = []
        if data.path != nil, data.set == .embedded {
            warnings.append(
                "data.path (or --data) has no effect, since data.set is \"\(data.set.rawValue)\", whose pictures are generated; "
                    + "to use that folder name its kind in data.set, such as \"cifar10\" or \"folder\"")
        }
        if let size = data.measuredSize, let warning = data.enlargement(of: size.side) { warnings.append(warning) }
        return warnings + budgetWarnings + (supernet.strategy == .greedy ? greedyWarnings : []) + searchWarnings
    }

    private var startContradiction: String? {
        guard retrain.from == .supernet, supernet.strategy == .random else { return nil }
        return
            "retrain.from is \"supernet\" and supernet.strategy is \"random\", which trains nothing; expected \"scratch\""
    }

    private var budgetContradiction: String? {
        guard let budget = supernet.budget, rounds.paid == 0 else { return nil }
        guard supernet.strategy != .random else {
            return "supernet.budget is given and supernet.strategy is \"random\", which trains nothing; expected no "
                + "budget"
        }
        let round =
            Double(supernet.trainedPasses(in: space) * supernet.batch)
            + (rounds.unscored > 0 ? 0 : Double(supernet.scoredImagesPerRound) / budget.ratio)
        return
            "supernet.budget.images is \(JSONValue(budget.images)); expected at least the \(Int(round.rounded(.up))) of one "
            + "round"
    }

    private var budgetWarnings: [String] {
        guard let paid = rounds.paid, paid > rounds.planned else { return [] }
        return [
            "supernet.budget.images allows \(paid.counted("round")) and only \(rounds.planned) are planned; "
                + "training ends after these"
        ]
    }

    /// A picture that is normalised by itself tells the network nothing.
    private var groupContradiction: String? {
        guard let size = supernet.normalizationBatch, size < retrain.batch else { return nil }
        let groups = (retrain.batch + size - 1) / size
        guard retrain.batch / groups < 2 else { return nil }
        return "retrain.batch is \(retrain.batch) and supernet.normalization_batch is \(size); "
            + "expected at least 2 pictures in each of the \(groups) groups"
    }

    /// What is not known before files are read is no contradiction.
    private var pictureContradiction: String? {
        guard data.hasKnownSize else { return nil }
        if let problem = data.augmentationProblem(side: data.seenSize.side) { return problem }
        let available = data.nominalSize.training
        if let limit = data.trainingPictures, limit > available {
            return "data.training_pictures is \(limit); expected at most the \(available) training pictures of the set "
                + "\"\(data.set.rawValue)\""
        }
        let trained = data.trained(of: available)
        if trained < supernet.batch {
            let keys = data.hasSharedHoldOut ? "data.filtering holds" : "data.filtering and data.search hold"
            return "\(keys) out \(data.heldOut) of \(trained + data.heldOut) training pictures; expected at least "
                + "supernet.batch, \(supernet.batch), to be left"
                + (remedy(of: available).map { ", as with \($0)" } ?? "")
        }
        let retrained = trained + data.heldOut - retrain.judging(of: trained + data.heldOut, heldOut: data.heldOut)
        if retrained < retrain.batch {
            return "retrain.batch is \(retrain.batch); expected at most the \(retrained) training pictures"
                + (retrain.pictures == .all ? "" : " that do not validate its epochs")
        }
        if retrain.candidates > 1, trained < retrain.batch {
            return "retrain.batch is \(retrain.batch) and retrain.candidates are trained on the pictures that are not "
                + "held out; expected at most these \(trained)"
        }
        return nil
    }

    /// What to set so that so few training pictures are enough: a quarter of them in each held-out part, and batches of
    /// what is left; nil where there are too few for that.
    private func remedy(of available: Int) -> String? {
        let pictures = min(data.trainingPictures ?? available, available)
        let (part, left) = (pictures / 4, pictures - pictures / 4 * (data.hasSharedHoldOut ? 1 : 2))
        guard part >= 2 else { return nil }
        var settings = [("data.filtering", part), ("data.search", part)]
        if supernet.strategy == .greedy, supernet.scoringPictures > part {
            settings.append(("supernet.scoring_pictures", part / supernet.scoringParts * supernet.scoringParts))
        }
        if let images = search.images, images > part { settings.append(("search.images", part)) }
        if left < supernet.batch {
            let group = supernet.normalizationBatch ?? 1
            let batch = part / group * group
            guard batch > 0 else { return nil }
            settings += [("supernet.batch", batch), ("retrain.batch", batch)]
        }
        return settings.map { "--set \($0.0)=\($0.1)" }.joined(separator: " ")
    }

    private var greedyContradiction: String? {
        if data.filtering < supernet.scoringPictures {
            return "supernet.scoring_pictures is \(supernet.scoringPictures); expected at most data.filtering, "
                + "\(data.filtering)"
        }
        if supernet.sampling == .distinct, let paths = space.pathCountIfSmall, paths < supernet.mostDrawnPaths {
            let key = paths < supernet.m ? "m" : "k x supernet.steps_per_path, which rounds draw that score nothing,"
            return
                "supernet.\(key) is \(supernet.mostDrawnPaths) and the space has \(paths.counted("path")); expected at most that "
                + "many, or supernet.sampling \"iid\""
        }
        if rounds.unscored > 0, rounds.unscored >= rounds.last {
            return
                "supernet.filter_after is \(JSONValue(supernet.filterAfter)), so the first \(rounds.unscored) "
                + "rounds score nothing, and only \(rounds.last) are \(lengthWord); expected a share that "
                + "leaves rounds to score"
        }
        // So few paths enter in t rounds that a full pool is steady whatever happens.
        let entering = supernet.steadinessRounds * admitted
        if Double(entering) <= supernet.alpha * Double(capacity) {
            return "supernet.steadiness_rounds is \(supernet.steadinessRounds), in which at most "
                + "\(entering.counted("path enters", "paths enter")) the pool of \(capacity); expected more than "
                + "supernet.alpha of it, or it is steady at once"
        }
        return nil
    }

    private var searchContradiction: String? {
        if limitsTrainedLatency, search.latencyTable == nil {
            return
                "supernet.limits has a latency and search.latency_table is not given; expected the file of a latency "
                + "table"
        }
        if let images = search.images, images > data.search {
            return "search.images is \(images); expected at most data.search, \(data.search)"
        }
        let images = search.images ?? data.search
        let groups = (images + search.scoringBatch - 1) / search.scoringBatch
        // A part of a single picture is one group, whatever the batch.
        if groups > 1, images / groups < 2 {
            return "\(search.images == nil ? "data.search" : "search.images") is \(images) and search.scoring_batch is "
                + "\(search.scoringBatch); expected at least 2 pictures in each of the \(groups) groups"
        }
        return search.sampleContradiction(in: space)
    }

    private var limitsTrainedLatency: Bool {
        if case .own(let limits) = supernet.limits { limits.latencyNanoseconds != nil } else { false }
    }

    /// What is probably not meant and concerns a search, in a run or of its own.
    var searchWarnings: [String] {
        var warnings = limitWarnings
        if search.latencyTable != nil && !search.usesLatency && !limitsTrainedLatency {
            warnings.append("search.latency_table is given, but neither search.objectives nor search.limits uses it")
        }
        if search.givenSample != nil && search.method != .predictor {
            warnings.append(
                "search.sample is given, but search.method is \"\(search.method.rawValue)\", which fits no model")
        }
        if !search.objectives.contains(where: \.needsEvaluation) {
            warnings.append(
                "search.objectives has neither \"error\" nor \"loss\", so the search ignores how accurate a network "
                    + "is")
        }
        return warnings
    }

    private var greedyWarnings: [String] {
        var warnings: [String] = []
        if capacity < 50 {
            warnings.append(
                "supernet.pool.size leaves a pool of \(capacity.counted("path")); below 50 its steadiness is mostly "
                    + "noise")
        }
        let isLimited = !supernet.limits.limits(search: search.limits).costLimits.isEmpty
        let enough = min(50 * capacity, isLimited ? Self.mostCounted : .max)
        let paths = supernet.drawnPaths(of: space, search: search, atMost: enough)
        if paths < enough {
            warnings.append(
                "supernet.pool.size is \(supernet.pool.size), more than 2 % of the \(paths.counted("path")) that "
                    + "may be drawn; such a pool hardly selects")
        }
        if supernet.scoringPictures <= 64, supernet.filter == .loss {
            warnings.append(
                "supernet.scoring_pictures is \(supernet.scoringPictures); the ranking of paths by 64 pictures or fewer is "
                    + "noise")
        }
        if supernet.scoringParts > 1, supernet.scoringPictures < 16 * supernet.scoringParts {
            warnings.append(
                "supernet.scoring_parts is \(supernet.scoringParts), which leaves fewer than 16 pictures in a part; places that "
                    + "are decided by so few are noise")
        }
        let ratio = scoredPerTrained
        if ratio > Self.mostScored {
            warnings.append(
                "\(JSONValue((ratio * 100).rounded() / 100)) pictures are scored for each picture trained on (1.95 "
                    + "in the paper), so scoring takes much of the time; a larger supernet.steps_per_path, fewer "
                    + "supernet.scoring_pictures or supernet.filter_after save it")
        }
        let warmup = supernet.epsilon.schedule(over: rounds).warmupRounds
        let filling = (capacity + admitted - 1) / admitted
        let needed = warmup + filling + 12 * supernet.steadinessRounds
        // Whoever sets alpha to 0 asks for no other end.
        if needed > rounds.last, supernet.alpha > 0 {
            warnings.append(
                "training will probably end by its budget before the pool is steady: that seldom happens before "
                    + "\(needed) rounds (\(warmup) of warm-up, \(filling) to fill the pool, 12 times "
                    + "supernet.steadiness_rounds, \(supernet.steadinessRounds)), and \(rounds.last) are \(lengthWord)"
            )
        }
        return warnings
    }

    /// What the networks that are trained may cost beside what those may cost that are searched for.
    private var limitWarnings: [String] {
        let (trained, searched) = (supernet.limits.limits(search: search.limits), search.limits)
        let idle = idleLimits(trained)
        var warnings = idleLimits(searched).map { "search.limits.\($0.key) excludes no network: the \($0.words)" }
        if case .own = supernet.limits {
            warnings += idle.map { "supernet.limits.\($0.key) excludes no network: the \($0.words)" }
        }
        let pairs = [
            ("macs", trained.macs, searched.macs), ("params", trained.params, searched.params),
            ("latency", trained.latencyNanoseconds, searched.latencyNanoseconds),
        ]
        return warnings
            + pairs.compactMap { key, trained, searched in
                guard let trained, trained < searched ?? .max, !idle.contains(where: { $0.key == key }) else {
                    return nil
                }
                return
                    "supernet.limits.\(key) is tighter than search.limits.\(key), so the search also considers networks "
                    + "that were never trained"
            }
    }

    /// Limits that every network of the space keeps, each with the network that costs most.
    private func idleLimits(_ limits: ScenarioLimits) -> [(key: String, words: String)] {
        let bounds = limits.costLimits
        // Pictures whose size is not known have networks whose costs are not known.
        guard data.hasKnownSize, !bounds.isEmpty else { return [] }
        let counted = CostTable(of: space)
        // A table that cannot be read is refused elsewhere.
        let most = ((try? search.measuredCosts(counted).0) ?? counted).maximum
        var idle: [(key: String, words: String)] = []
        if let macs = bounds.macs, macs >= most.macs {
            idle.append(("macs", "largest one of the space has \(most.macs) MACs"))
        }
        if let params = bounds.params, params >= most.params {
            idle.append(("params", "largest one of the space has \(most.params) parameters"))
        }
        if let latency = bounds.latency, let longest = most.latency, latency >= longest {
            idle.append(("latency", "slowest one of the space takes \(CostLimits.text(longest))"))
        }
        return idle
    }

    /// Pictures scored for each one that is trained on, over the planned rounds.
    private var scoredPerTrained: Double {
        let scoring = Double(rounds.planned - rounds.unscored) / Double(max(1, rounds.planned))
        let trained = Double(supernet.trainedPasses(in: space)) * Double(supernet.batch)
        return scoring * Double(supernet.scoredImagesPerRound) / trained
    }

    /// Above this many scored pictures for each trained one there is a warning.
    private static let mostScored = 3.0

    /// Where limits hold, paths are counted one by one, and so many of them are enough.
    private static let mostCounted = 50_000

    /// What decides how many rounds there are.
    private var lengthWord: String { rounds.last < rounds.planned ? "paid" : "planned" }

    /// Paths that enter the pool in a round.
    private var admitted: Int { supernet.pool.admit == .survivors ? supernet.k : supernet.m }
}
