public import Architecture
import Reproducibility

/// A search by a model: random paths are evaluated, a model is fitted, and NSGA-II on what the model says proposes the rest.
///
/// The first paths are a uniform sample, since the model knows choices and not networks: paths that were selected before,
/// such as those of a candidate pool, share most choices, and would say little of the others and bend the fit where choices
/// do not add up. Then each batch is the best of what NSGA-II finds by the predictions, which cost nothing, as far as it is
/// not evaluated yet; the model is fitted again to all results. As many paths are evaluated as NSGA-II alone would.
public struct PredictorSearch: Searcher {
    /// The paths that may be asked for.
    public let domain: SearchDomain
    /// What the search minimises, in the order of an evaluation's numbers.
    public let objectives: [Objective]
    /// The paths of a batch, as population, and how many batches there are, as generations; NSGA-II on the predictions takes
    /// twice as many of both, and crossover and mutation as they stand.
    public let settings: NSGA2Settings
    /// The random paths evaluated first.
    public let sample: Int
    /// The run's seed.
    public let seed: UInt64
    /// The search as it stands; its generations are the batches, and it has no population.
    public private(set) var state: SearchState
    private let first: [Path]
    private var fresh: FreshPaths

    /// Begins a search.
    ///
    /// - Parameters:
    ///   - domain: The paths that may be asked for.
    ///   - objectives: What the search minimises, at least one.
    ///   - settings: How NSGA-II goes about it, and how many paths are evaluated.
    ///   - sample: The random paths evaluated first: more than the space has choices, counted layer by layer, and at most
    ///     as many as are evaluated.
    ///   - seed: The run's seed.
    ///   - first: Paths among which NSGA-II finds its first parents, for example those of the candidate pool, beside all
    ///     evaluated ones; they are evaluated where the model says so. Those beyond the limits are left out.
    /// - Throws: `SearchError` where a setting is out of its range or the space does not have one of the first paths.
    public init(
        domain: SearchDomain, objectives: [Objective], settings: NSGA2Settings = NSGA2Settings(), sample: Int,
        seed: UInt64, first: [Path] = []
    ) throws(SearchError) {
        try self.init(
            domain: domain, objectives: objectives, settings: settings, sample: sample, seed: seed, first: first,
            resuming: SearchState())
    }

    /// Continues a search from its state, bit-identical to a search that was not interrupted.
    ///
    /// With more generations than before a search that was finished continues.
    ///
    /// - Throws: `SearchError` where a setting is out of its range, the space does not have one of the first paths, or the
    ///   state is not that of a search over this domain with these objectives and batches.
    public init(
        domain: SearchDomain, objectives: [Objective], settings: NSGA2Settings, sample: Int, seed: UInt64,
        first: [Path] = [], resuming state: SearchState
    ) throws(SearchError) {
        try settings.check()
        let (least, most) = (Self.leastSample(of: domain.space), settings.population * settings.generations)
        guard least <= most, (least...most).contains(sample) else {
            throw .settingOutOfRange(
                what: "the sample of the search", value: "\(sample)",
                expected: "at least \(least), one more than the choices of the layers together, and at most \(most), "
                    + "population times generations")
        }
        guard !objectives.isEmpty else { throw .noObjectives(path: "any") }
        for path in first where !domain.space.contains(path) { throw .foreignPath("\(path)") }
        try state.check(domain: domain)
        if let told = state.evaluations.first, told.objectives.count != objectives.count {
            throw .objectiveCount(
                path: "\(told.path)", found: told.objectives.count, expected: objectives.count)
        }
        guard state.population.isEmpty, state.pending.count <= settings.population else {
            throw .state(
                found: "a population of \(state.population.count) and \(state.pending.count) pending paths",
                expected: "no population and at most \(settings.population) pending paths")
        }
        self.domain = domain
        self.objectives = objectives
        self.settings = settings
        self.sample = sample
        self.seed = seed
        self.first = first.filter { domain.admits($0) }
        self.state = state
        fresh = FreshPaths(domain: domain, asked: state.asked)
        if state.pending.isEmpty { self.state.pending = try batch() }
    }

    /// The least sample that a model of the choices of each layer can be fitted to: one path more than there are choices.
    public static func leastSample(of space: SearchSpace) -> Int {
        space.layers.reduce(1) { $0 + $1.choices.count }
    }

    /// Takes the results of all paths asked for, and decides what to ask for next.
    public mutating func tell(_ results: [Evaluation]) throws(SearchError) {
        if results.isEmpty, isFinished { return }
        if let told = results.first, told.objectives.count != objectives.count {
            throw .objectiveCount(path: "\(told.path)", found: told.objectives.count, expected: objectives.count)
        }
        var next = self
        _ = try next.state.record(results)
        next.state.pending = try next.batch()
        self = next
    }

    /// The next paths; none when as many as planned are evaluated, or none is left.
    private mutating func batch() throws(SearchError) -> [Path] {
        let evaluated = state.evaluations.count
        let end = evaluated < sample ? sample : settings.population * settings.generations
        let count = min(settings.population, end - evaluated)
        guard count > 0 else { return [] }
        fresh.beginBatch(of: count)
        var paths: [Path] = []
        if evaluated >= sample {
            for path in try promising(count) where fresh.claim(path) { paths.append(path) }
        }
        for index in paths.count..<count {
            var stream = RandomStream(seed: seed, purpose: .search, round: state.generation, index: index)
            guard let path = fresh.random(using: &stream) else { break }
            paths.append(path)
        }
        return paths
    }

    /// How NSGA-II goes about it on predictions: with twice the population for twice the generations, four times as many paths
    /// for each batch as are evaluated in all, since they cost nothing.
    private var predictions: NSGA2Settings {
        var predictions = settings
        predictions.population *= 2
        predictions.generations *= 2
        return predictions
    }

    /// The best that NSGA-II finds by the predictions among the paths that are not evaluated.
    private func promising(_ count: Int) throws(SearchError) -> [Path] {
        let model = ObjectiveModel(domain: domain, objectives: objectives, evaluations: state.evaluations)
        let known = Set(state.asked)
        let parents = state.asked + first.filter { !known.contains($0) }
        let best = NonDominatedSorting.best(predictions.population, of: try model.evaluations(of: parents))
        // A seed of its own for each fit: children that no model has chosen before are tried too.
        var stream = RandomStream(seed: seed, purpose: .prediction, round: state.generation)
        var search = try NSGA2(
            domain: domain, settings: predictions, seed: stream.next(), first: best.map(\.path))
        while !search.isFinished { try search.tell(try model.evaluations(of: search.ask())) }
        let found = search.state.evaluations.filter { !known.contains($0.path) }
        return NonDominatedSorting.best(count, of: found).map(\.path)
    }
}
