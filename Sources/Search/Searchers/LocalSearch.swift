public import Architecture
import Reproducibility

/// A local search: from a path to the best of those that differ in one layer, as long as one is better; then from elsewhere.
///
/// A batch is a start with neighbours of it, or neighbours alone, in random order. After each batch the search moves to the
/// best neighbour evaluated so far, where that is better; where all neighbours within the limits are evaluated and none is
/// better, the path is a local optimum, and the search starts again from a random path. So with batches as large as a
/// neighbourhood every step is the steepest one.
///
/// Better is the path that breaks the limits less, then has the smaller first objective, then the smaller second one and so
/// on: one goal within limits, whose equals the other objectives decide. The front is of all that was evaluated on the way.
public struct LocalSearch: Searcher {
    /// The paths that may be asked for.
    public let domain: SearchDomain
    /// The number of paths to evaluate.
    public let evaluations: Int
    /// The most paths of a batch.
    public let batch: Int
    /// The run's seed.
    public let seed: UInt64
    /// The search as it stands; its generations are the batches, its population the path whose neighbours are looked at.
    public private(set) var state: SearchState
    private var fresh: FreshPaths

    /// Begins a search.
    ///
    /// - Parameters:
    ///   - domain: The paths that may be asked for.
    ///   - evaluations: The number of paths to evaluate; for a fair comparison with NSGA-II, population times generations.
    ///   - batch: The most paths asked for at once. The course depends on it.
    ///   - seed: The run's seed.
    ///   - first: Paths, best first, of which the first one within the limits is the start; none for a random start.
    /// - Throws: `SearchError` where a number is below 1 or the space does not have one of the first paths.
    public init(
        domain: SearchDomain, evaluations: Int = 1000, batch: Int = 50, seed: UInt64, first: [Path] = []
    ) throws(SearchError) {
        for path in first where !domain.space.contains(path) { throw .foreignPath("\(path)") }
        try self.init(begun: SearchState(), domain, evaluations, batch, seed)
        state.pending = climb(from: first.first { domain.admits($0) })
    }

    /// Continues a search from its state, bit-identical to a search that was not interrupted.
    ///
    /// With more evaluations than before a search that was finished continues.
    ///
    /// - Throws: `SearchError` where a number is below 1, or the state is not that of a local search over this domain with
    ///   this batch.
    public init(
        domain: SearchDomain, evaluations: Int = 1000, batch: Int = 50, seed: UInt64, resuming state: SearchState
    ) throws(SearchError) {
        try state.check(domain: domain)
        let expected = state.evaluations.isEmpty ? 0 : 1
        guard state.population.count == expected, state.pending.count <= batch else {
            throw .state(
                found: "a population of \(state.population.count) and \(state.pending.count) pending paths",
                expected: "a population of \(expected) and at most \(batch) pending paths")
        }
        guard state.generation > 0 || !state.pending.isEmpty else {
            throw .state(found: "neither evaluations nor pending paths", expected: "a search that has begun")
        }
        try self.init(begun: state, domain, evaluations, batch, seed)
        if state.pending.isEmpty { self.state.pending = next() }
    }

    private init(
        begun state: SearchState, _ domain: SearchDomain, _ evaluations: Int, _ batch: Int, _ seed: UInt64
    ) throws(SearchError) {
        try SearchError.requirePositive(["number of evaluations": evaluations, "batch": batch])
        self.domain = domain
        self.evaluations = evaluations
        self.batch = batch
        self.seed = seed
        self.state = state
        fresh = FreshPaths(domain: domain, asked: state.asked)
    }

    /// Takes the results of all paths asked for, moves, and decides what to ask for next.
    public mutating func tell(_ results: [Evaluation]) throws(SearchError) {
        if results.isEmpty, isFinished { return }
        let places = try state.record(results)
        // A start is no neighbour of where the search stood: those were all evaluated before it left.
        let start = state.evaluations[places.lowerBound].path
        var current = places.lowerBound
        if let stand = state.population.first, Self.differInOneLayer(state.evaluations[stand].path, start) {
            current = stand
        }
        while let better = improvement(on: current) { current = better }
        state.population = [current]
        state.pending = next()
    }

    /// The best evaluated neighbour of an evaluated path; nil where none is better.
    private func improvement(on place: Int) -> Int? {
        let current = state.evaluations[place]
        return state.evaluations.indices
            .filter { Self.differInOneLayer(state.evaluations[$0].path, current.path) }
            .min { Self.isBetter(state.evaluations[$0], than: state.evaluations[$1]) }
            .flatMap { Self.isBetter(state.evaluations[$0], than: current) ? $0 : nil }
    }

    /// The neighbours that are not evaluated yet; where there are none, another start with neighbours of it.
    private mutating func next() -> [Path] {
        let rest = min(batch, evaluations - state.evaluations.count)
        guard rest > 0 else { return [] }
        fresh.beginBatch(of: rest)
        let paths = neighbours(of: state.evaluations[state.population[0]].path, atMost: rest)
        return paths.isEmpty ? climb(from: nil) : paths
    }

    /// A start with neighbours of it; nothing where no path is left.
    ///
    /// - Parameter start: Where to begin; nil for a random path.
    private mutating func climb(from start: Path?) -> [Path] {
        let count = min(batch, evaluations - state.evaluations.count)
        fresh.beginBatch(of: count)
        var stream = RandomStream(seed: seed, purpose: .search, round: state.generation)
        var first = start
        if let given = start { _ = fresh.claim(given) } else { first = fresh.random(using: &stream) }
        return first.map { [$0] + neighbours(of: $0, atMost: count - 1) } ?? []
    }

    /// Takes paths into the batch that differ from a path in one layer and were never asked for, in random order.
    private mutating func neighbours(of path: Path, atMost count: Int) -> [Path] {
        var all: [Path] = []
        for (layer, offer) in domain.space.layers.enumerated() {
            for choice in offer.choices where choice != path.choices[layer] {
                var neighbour = path
                neighbour.choices[layer] = choice
                all.append(neighbour)
            }
        }
        var stream = RandomStream(seed: seed, purpose: .search, round: state.generation, index: 1)
        stream.shuffle(&all)
        var taken: [Path] = []
        for neighbour in all where taken.count < count && fresh.claim(neighbour) { taken.append(neighbour) }
        return taken
    }

    private static func isBetter(_ first: Evaluation, than second: Evaluation) -> Bool {
        if first.violation != second.violation { return first.violation < second.violation }
        return first.objectives.lexicographicallyPrecedes(second.objectives)
    }

    private static func differInOneLayer(_ first: Path, _ second: Path) -> Bool {
        zip(first.choices, second.choices).count { $0 != $1 } == 1
    }
}
