import Architecture
import Documents
import NeuralNetwork
import RunFiles
import Scenarios
import Search
import Supernet

/// The second phase of a run: searches networks in a trained supernet.
struct SearchPhase {
    private let settings: ScenarioSearch
    private let domain: SearchDomain
    private let seed: Int
    /// The SHA-256 of the latency table's file; nil without one.
    let latencySHA256: String?

    /// Prepares a search, and reads the latency table where the scenario names one.
    ///
    /// - Throws: `Refusal` where no network of the space keeps the scenario's limits, saying what the smallest one
    ///   needs, or where the table holds for something else.
    init(_ scenario: Scenario, space: SearchSpace) throws(Refusal) {
        settings = scenario.search
        seed = scenario.search.seed ?? scenario.seed
        (domain, latencySHA256) = try Self.domain(of: scenario, space: space)
    }

    /// The networks that a scenario's limits allow, and the SHA-256 of the latency table's file, nil without one.
    ///
    /// - Throws: As `init`.
    static func domain(
        of scenario: Scenario, space: SearchSpace
    ) throws(Refusal) -> (domain: SearchDomain, latencySHA256: String?) {
        let (costs, sha256) = try measured(CostTable(of: space), scenario.search)
        do {
            return (try SearchDomain(costs: costs, limits: scenario.search.limits.costLimits), sha256)
        } catch {
            throw Refusal("search.limits: \(error)")
        }
    }

    /// The costs with the latencies of the scenario's table, where there is one, and the SHA-256 of its file.
    private static func measured(
        _ costs: CostTable, _ search: ScenarioSearch
    ) throws(Refusal) -> (CostTable, String?) {
        guard let file = search.latencyTable else { return (costs, nil) }
        let table = try LatencyTable(file: file, space: costs.space, threads: search.latencyThreads)
        let sha256 = try LatencyTable.sha256(of: file)
        if let expected = search.latencySHA256, expected != sha256 {
            throw Refusal(
                "\(file) is not the file whose digest search.latency_sha256 is; expected the latency table that the "
                    + "scenario was run with")
        }
        do {
            return (try table.costs(), sha256)
        } catch {
            throw Refusal("\(file): \(error)")
        }
    }

    /// The space that is searched.
    var space: SearchSpace { domain.space }

    /// Searches to the end.
    ///
    /// - Parameters:
    ///   - progress: Where to go on from; nil for the beginning.
    ///   - pool: The members of the candidate pool, best first.
    ///   - scoring: Scores paths with the trained weights.
    ///   - cores: The cores at work, for the time.
    ///   - stop: Breaks a generation off, which is asked for again when the search goes on.
    ///   - report: Called after each generation, in order, with the progress.
    /// - Throws: `Failure` where a loss is not finite; `CancellationError` when the task is cancelled or `stop` asks.
    func run(
        from progress: SearchProgress?, pool: [Path], scoring: PathScoring, cores: Int, stop: StopRequest,
        report: (GenerationEvent, SearchProgress) async throws -> Void
    ) async throws -> SearchResult {
        let watch = PhaseTime.Watch(after: progress?.time, cores: cores)
        var progress = progress ?? SearchProgress()
        var searcher = try searcher(from: progress, first: settings.start == .pool ? pool : [])
        while !searcher.isFinished {
            let (paths, generation) = (searcher.ask(), searcher.state.generation + 1)
            let scored = try await stop.interrupting {
                try await score(paths, by: scoring, generation: generation)
            }
            try searcher.tell(scored.map(\.evaluation))
            progress.networks += scored
            progress.generation = searcher.state.generation
            progress.population = searcher.state.population
            progress.time = watch.time
            try await report(
                GenerationEvent(
                    generation: progress.generation, networks: scored,
                    evaluated: progress.networks.count, objectives: settings.objectives, front: searcher.front,
                    images: progress.networks.count * scoring.picturesPerPath, seconds: progress.time.seconds),
                progress)
        }
        guard let winner = winner(of: progress) else {
            throw Failure("the search evaluated no network; expected at least one within search.limits")
        }
        return SearchResult(
            space: domain.space, method: settings.method, objectives: settings.objectives, seed: seed,
            evaluated: progress.networks.count, generations: progress.generation,
            front: front(of: progress, by: searcher), picturesPerNetwork: scoring.picturesPerPath,
            images: progress.networks.count * scoring.picturesPerPath, seconds: progress.time.seconds, winner: winner)
    }

    /// The network that goes on after a search; nil where the search is not over.
    func winner(of progress: SearchProgress) -> ScoredNetwork? {
        guard let searcher = try? searcher(from: progress, first: []), searcher.isFinished else { return nil }
        return front(of: progress, by: searcher).min { $0.wins(against: $1) }
    }

    private func front(of progress: SearchProgress, by searcher: any Searcher) -> [ScoredNetwork] {
        let networks = Dictionary(progress.networks.map { ($0.path, $0) }) { first, _ in first }
        return searcher.front.members.compactMap { networks[$0.path] }
    }

    /// The searcher that goes on from some progress, or begins with some paths where there is none.
    func searcher(from progress: SearchProgress, first: [Path]) throws(SearchError) -> any Searcher {
        let hasBegun = progress.generation > 0
        switch settings.method {
        case .nsga2:
            let own = NSGA2Settings(
                population: settings.population, generations: settings.generations, crossover: settings.crossover,
                mutation: settings.mutation)
            return hasBegun
                ? try NSGA2(domain: domain, settings: own, seed: UInt64(seed), resuming: progress.state)
                : try NSGA2(domain: domain, settings: own, seed: UInt64(seed), first: first)
        case .random:
            return try RandomSearch(
                domain: domain, evaluations: settings.population * settings.generations, batch: settings.population,
                seed: UInt64(seed), resuming: progress.state)
        }
    }

    private func score(
        _ paths: [Path], by scoring: PathScoring, generation: Int
    ) async throws -> [ScoredNetwork] {
        try zip(paths, try await scoring.score(paths)).map { path, outcome in
            guard outcome.loss.isFinite else {
                throw Failure(
                    "the loss of path \(domain.space.names(of: path)) in generation \(generation) of the search is not a "
                        + "finite number; a supernet trained at a smaller learning rate usually helps")
            }
            return try network(path, loss: outcome.loss, accuracy: outcome.accuracy)
        }
    }

    /// A path with its scores and what follows from its choices.
    func network(_ path: Path, loss: Double, accuracy: Double) throws(SearchError) -> ScoredNetwork {
        ScoredNetwork(
            path: path, loss: loss, accuracy: accuracy, cost: domain.costs.cost(of: path),
            evaluation: try domain.evaluation(
                of: path, accuracy: accuracy, loss: loss, objectives: settings.objectives))
    }
}
