import Architecture
import Reproducibility

/// The baseline: random paths within the limits, each once, as many as another search evaluates.
public struct RandomSearch: Searcher {
    /// The paths that may be asked for.
    public let domain: SearchDomain
    /// The number of paths to evaluate.
    public let evaluations: Int
    /// The paths of a batch.
    public let batch: Int
    /// The run's seed.
    public let seed: UInt64
    /// The search as it stands; its generations are the batches, and it has no population.
    public private(set) var state: SearchState
    private var fresh: FreshPaths

    /// Begins a search.
    ///
    /// - Parameters:
    ///   - domain: The paths that may be asked for.
    ///   - evaluations: The number of paths to evaluate; for a fair comparison with NSGA-II, population times generations.
    ///   - batch: The paths asked for at once. The paths drawn depend on it.
    ///   - seed: The run's seed.
    /// - Throws: `SearchError` where a number is below 1.
    public init(domain: SearchDomain, evaluations: Int = 1000, batch: Int = 50, seed: UInt64) throws(SearchError) {
        try self.init(
            begun: SearchState(), domain: domain, evaluations: evaluations, batch: batch, seed: seed)
    }

    /// Continues a search from its state, bit-identical to a search that was not interrupted.
    ///
    /// With more evaluations than before a search that was finished continues.
    ///
    /// - Throws: `SearchError` where a number is below 1, or the state is not that of a random search over this domain with
    ///   this batch.
    public init(
        domain: SearchDomain, evaluations: Int = 1000, batch: Int = 50, seed: UInt64, resuming state: SearchState
    ) throws(SearchError) {
        try state.check(domain: domain)
        guard state.population.isEmpty, state.pending.count <= batch else {
            throw .state(
                found: "a population of \(state.population.count) and \(state.pending.count) pending paths",
                expected: "no population and at most \(batch) pending paths")
        }
        try self.init(begun: state, domain: domain, evaluations: evaluations, batch: batch, seed: seed)
    }

    private init(
        begun state: SearchState, domain: SearchDomain, evaluations: Int, batch: Int, seed: UInt64
    ) throws(SearchError) {
        try SearchError.requirePositive(["number of evaluations": evaluations, "batch": batch])
        self.domain = domain
        self.evaluations = evaluations
        self.batch = batch
        self.seed = seed
        self.state = state
        fresh = FreshPaths(domain: domain, asked: state.asked)
        if state.pending.isEmpty { self.state.pending = draw() }
    }

    /// Takes the results of all paths asked for, and draws the next ones.
    public mutating func tell(_ results: [Evaluation]) throws(SearchError) {
        if results.isEmpty, isFinished { return }
        _ = try state.record(results)
        state.pending = draw()
    }

    private mutating func draw() -> [Path] {
        let count = min(batch, evaluations - state.evaluations.count)
        guard count > 0 else { return [] }
        fresh.beginBatch(of: count)
        var paths: [Path] = []
        for index in 0..<count {
            var stream = RandomStream(seed: seed, purpose: .search, round: state.generation, index: index)
            guard let path = fresh.random(using: &stream) else { break }
            paths.append(path)
        }
        return paths
    }
}
