import Architecture
import NeuralNetwork
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
    /// - Throws: `RunRefusal` where no network of the space keeps the scenario's limits, saying what the smallest one
    ///   needs, or where the table holds for something else.
    init(_ scenario: Scenario, space: SearchSpace) throws(RunRefusal) {
        settings = scenario.search
        seed = scenario.search.seed ?? scenario.seed
        (domain, latencySHA256) = try Self.domain(of: scenario, space: space)
    }

    /// The networks that a scenario's limits allow, and the SHA-256 of the latency table's file, nil without one.
    ///
    /// - Throws: As `init`.
    static func domain(
        of scenario: Scenario, space: SearchSpace
    ) throws(RunRefusal) -> (domain: SearchDomain, latencySHA256: String?) {
        let (costs, sha256) = try measured(CostTable(of: space), scenario.search)
        do {
            return (try SearchDomain(costs: costs, limits: scenario.search.limits.costLimits), sha256)
        } catch {
            throw RunRefusal("search.limits: \(error)")
        }
    }

    /// The costs with the latencies of the scenario's table, where there is one, and the SHA-256 of its file.
    private static func measured(
        _ costs: CostTable, _ search: ScenarioSearch
    ) throws(RunRefusal) -> (CostTable, String?) {
        guard let file = search.latencyTable else { return (costs, nil) }
        let table = try LatencyTable(file: file, space: costs.space, threads: search.latencyThreads)
        let sha256 = try LatencyTable.sha256(of: file)
        if let expected = search.latencySHA256, expected != sha256 {
            throw RunRefusal(
                "\(file) is not the file whose digest search.latency_sha256 is; expected the latency table that the "
                    + "scenario was run with")
        }
        do {
            return (try table.costs(), sha256)
        } catch {
            throw RunRefusal("\(file): \(error)")
        }
    }

    /// Searches to the end.
    ///
    /// - Parameters:
    ///   - pool: The members of the candidate pool, best first.
    ///   - scoring: Scores paths with the trained weights.
    ///   - report: Called after each generation, in order.
    /// - Throws: `RunFailure` where a loss is not finite; `CancellationError` when the task is cancelled.
    func run(
        pool: [Path], scoring: PathScoring, report: (SearchGeneration) async throws -> Void
    ) async throws -> SearchResult {
        let clock = ContinuousClock()
        let start = clock.now
        var searcher = try searcher(first: settings.start == .pool ? pool : [])
        var networks: [Path: ScoredNetwork] = [:]
        while !searcher.isFinished {
            let scored = try await score(searcher.ask(), by: scoring, generation: searcher.state.generation + 1)
            for network in scored { networks[network.path] = network }
            try searcher.tell(scored.map(\.evaluation))
            try await report(
                SearchGeneration(
                    number: searcher.state.generation, planned: settings.generations, networks: scored,
                    evaluated: networks.count, objectives: settings.objectives, front: searcher.front,
                    images: networks.count * scoring.picturesPerPath, seconds: (clock.now - start).inSeconds))
        }
        let front = searcher.front.members.compactMap { networks[$0.path] }
        guard let winner = front.min(by: { $0.wins(against: $1) }) else {
            throw RunFailure("the search evaluated no network; expected at least one within search.limits")
        }
        return SearchResult(
            space: domain.space, method: settings.method, objectives: settings.objectives, seed: seed,
            evaluated: networks.count, generations: searcher.state.generation, front: front,
            picturesPerNetwork: scoring.picturesPerPath, images: networks.count * scoring.picturesPerPath,
            seconds: (clock.now - start).inSeconds, winner: winner)
    }

    private func searcher(first: [Path]) throws(SearchError) -> any Searcher {
        switch settings.method {
        case .nsga2:
            try NSGA2(
                domain: domain,
                settings: NSGA2Settings(
                    population: settings.population, generations: settings.generations, crossover: settings.crossover,
                    mutation: settings.mutation),
                seed: UInt64(seed), first: first)
        case .random:
            try RandomSearch(
                domain: domain, evaluations: settings.population * settings.generations, batch: settings.population,
                seed: UInt64(seed))
        }
    }

    private func score(
        _ paths: [Path], by scoring: PathScoring, generation: Int
    ) async throws -> [ScoredNetwork] {
        try zip(paths, try await scoring.score(paths)).map { path, outcome in
            guard outcome.loss.isFinite else {
                throw RunFailure(
                    "the loss of path \(domain.space.names(of: path)) in generation \(generation) of the search is not a "
                        + "finite number; a supernet trained at a smaller learning rate usually helps")
            }
            return ScoredNetwork(
                path: path, loss: outcome.loss, accuracy: outcome.accuracy, cost: domain.costs.cost(of: path),
                evaluation: try domain.evaluation(
                    of: path, accuracy: outcome.accuracy, loss: outcome.loss, objectives: settings.objectives))
        }
    }
}

extension ScenarioLimits {
    /// The limits in the units of the search: counts, and seconds.
    var costLimits: CostLimits { CostLimits(macs: macs, params: params, latency: latencySeconds) }
}
