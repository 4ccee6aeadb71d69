public import Architecture
import Reproducibility

/// The evolutionary search NSGA-II (Deb et al., IEEE Transactions on Evolutionary Computation, 2002) over paths.
///
/// Each generation asks for as many children as the population has members, and keeps the best of both together. Children
/// that were asked for before or, unless the domain's policy says otherwise, go beyond the limits, are drawn again; so
/// every evaluation is spent on a new path within the limits.
public struct NSGA2: Searcher {
    /// The paths that may be asked for.
    public let domain: SearchDomain
    /// How the search goes about it.
    public let settings: NSGA2Settings
    /// The run's seed.
    public let seed: UInt64
    /// The search as it stands.
    public private(set) var state: SearchState
    private var fresh: FreshPaths

    /// Begins a search.
    ///
    /// - Parameters:
    ///   - domain: The paths that may be asked for.
    ///   - settings: How the search goes about it.
    ///   - seed: The run's seed.
    ///   - first: Paths to begin with, best first, for example those of the candidate pool. As many as the population
    ///     holds are taken, leaving out repeated ones and those beyond the limits; random paths fill it up.
    /// - Throws: `SearchError` where a setting is out of its range or the space does not have one of the first paths.
    public init(
        domain: SearchDomain, settings: NSGA2Settings = NSGA2Settings(), seed: UInt64, first: [Path] = []
    ) throws(SearchError) {
        try settings.check()
        for path in first where !domain.space.contains(path) { throw .foreignPath("\(path)") }
        self.domain = domain
        self.settings = settings
        self.seed = seed
        state = SearchState()
        fresh = FreshPaths(domain: domain)
        state.pending = firstPopulation(from: first)
    }

    /// Continues a search from its state, bit-identical to a search that was not interrupted.
    ///
    /// With more generations than before a search that was finished continues.
    ///
    /// - Throws: `SearchError` where a setting is out of its range, or the state is not that of a search over this domain
    ///   with this population.
    public init(
        domain: SearchDomain, settings: NSGA2Settings, seed: UInt64, resuming state: SearchState
    ) throws(SearchError) {
        try settings.check()
        try state.check(domain: domain)
        let expected = min(settings.population, state.evaluations.count)
        guard state.population.count == expected, state.pending.count <= settings.population else {
            throw .state(
                found: "a population of \(state.population.count) and \(state.pending.count) pending paths",
                expected: "a population of \(expected) and at most \(settings.population) pending paths")
        }
        guard state.generation > 0 || !state.pending.isEmpty else {
            throw .state(found: "neither evaluations nor pending paths", expected: "a search that has begun")
        }
        self.domain = domain
        self.settings = settings
        self.seed = seed
        self.state = state
        fresh = FreshPaths(domain: domain, asked: state.asked)
        if state.pending.isEmpty { self.state.pending = offspring() }
    }

    /// Takes the results of all paths asked for, keeps the best, and breeds the next generation.
    public mutating func tell(_ results: [Evaluation]) throws(SearchError) {
        if results.isEmpty, isFinished { return }
        let candidates = state.population + Array(try state.record(results))
        let ranking = ParetoRanking(of: candidates.map { state.evaluations[$0] })
        state.population = ranking.best(settings.population).map { candidates[$0] }
        state.pending = offspring()
    }

    private mutating func firstPopulation(from paths: [Path]) -> [Path] {
        fresh.beginBatch(of: settings.population)
        var population: [Path] = []
        for path in paths where population.count < settings.population && fresh.claim(path) {
            population.append(path)
        }
        for index in population.count..<settings.population {
            var stream = RandomStream(seed: seed, purpose: .search, round: 0, index: index)
            guard let path = fresh.random(using: &stream) else { break }
            population.append(path)
        }
        return population
    }

    /// The next generation: fewer than the population where hardly any path is left, none when the search is over.
    private mutating func offspring() -> [Path] {
        guard state.generation < settings.generations else { return [] }
        fresh.beginBatch(of: settings.population)
        let breeding = Breeding(
            domain: domain, settings: settings, parents: state.population.map { state.evaluations[$0] })
        var children: [Path] = []
        for index in 0..<settings.population {
            var stream = RandomStream(seed: seed, purpose: .search, round: state.generation, index: index)
            guard let child = breeding.child(among: &fresh, using: &stream) ?? fresh.random(using: &stream) else {
                break
            }
            children.append(child)
        }
        return children
    }
}
