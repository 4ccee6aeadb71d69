public import Architecture

/// The state of a search: with its domain, settings and seed, everything that decides how it continues.
///
/// Random numbers are keyed by the generation and the path's place in it, so there is no generator's state.
public struct SearchState: Sendable, Hashable {
    /// The number of generations, batches of paths, that are evaluated.
    public internal(set) var generation: Int
    /// All evaluations, in the order in which the paths were asked for.
    public internal(set) var evaluations: [Evaluation]
    /// The present population, best first, as places in `evaluations`; empty for searches that have none.
    public internal(set) var population: [Int]
    /// The paths asked for that nothing is known about yet, in the order of their results in `evaluations`.
    public var pending: [Path]

    /// Puts a state together from its parts, for example those of a checkpoint; whoever continues from it checks them.
    public init(
        generation: Int = 0, evaluations: [Evaluation] = [], population: [Int] = [], pending: [Path] = []
    ) {
        self.generation = generation
        self.evaluations = evaluations
        self.population = population
        self.pending = pending
    }

    /// The paths evaluated or pending, in the order in which they were asked for.
    public var asked: [Path] { evaluations.map(\.path) + pending }

    /// Appends the results of all pending paths, in the order of those, after which none is pending.
    ///
    /// For searchers, which then say what is pending next.
    ///
    /// - Returns: The places of the new evaluations.
    /// - Throws: `SearchError` where a result is missing, was not asked for, is there twice or has another number of
    ///   objectives than those before it; the state is then as it was.
    @discardableResult
    public mutating func record(_ results: [Evaluation]) throws(SearchError) -> Range<Int> {
        let wanted = Set(pending)
        var found: [Path: Evaluation] = [:]
        let objectiveCount = (evaluations.first ?? results.first)?.objectives.count ?? 0
        for result in results {
            let path = "\(result.path)"
            guard wanted.contains(result.path) else { throw .notAsked(path: path) }
            guard result.objectives.count == objectiveCount else {
                throw .objectiveCount(path: path, found: result.objectives.count, expected: objectiveCount)
            }
            guard found.updateValue(result, forKey: result.path) == nil else { throw .toldTwice(path: path) }
        }
        var ordered: [Evaluation] = []
        for path in pending {
            guard let result = found[path] else { throw .notTold(path: "\(path)") }
            ordered.append(result)
        }
        let places = evaluations.count..<evaluations.count + ordered.count
        evaluations += ordered
        pending = []
        generation += 1
        return places
    }

    /// Refuses a state that no search over the domain can have left.
    func check(domain: SearchDomain) throws(SearchError) {
        var seen: Set<Path> = []
        for path in asked {
            guard domain.space.contains(path) else { throw .foreignPath("\(path)") }
            guard seen.insert(path).inserted else {
                throw .state(found: "the path \(path) twice", expected: "each path once")
            }
        }
        for path in pending where !domain.admits(path) {
            throw .state(found: "the pending path \(path) beyond the limits", expected: "paths within them")
        }
        let objectiveCount = evaluations.first?.objectives.count ?? 0
        for evaluation in evaluations where evaluation.objectives.count != objectiveCount {
            throw .objectiveCount(
                path: "\(evaluation.path)", found: evaluation.objectives.count, expected: objectiveCount)
        }
        guard generation >= 0, generation <= evaluations.count, (generation == 0) == evaluations.isEmpty else {
            throw .state(
                found: "\(evaluations.count) evaluations in \(generation) generations",
                expected: "at least one evaluation in each")
        }
        guard Set(population).count == population.count, population.allSatisfy(evaluations.indices.contains) else {
            throw .state(
                found: "the population \(population)",
                expected: "distinct places below \(evaluations.count), the number of evaluations")
        }
    }
}
