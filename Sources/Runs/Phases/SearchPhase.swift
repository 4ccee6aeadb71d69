import Architecture
import Documents
import Exchange
import NeuralNetwork
import RunFiles
import Scenarios
import Search
import Supernet

/// The second phase of a run: searches networks in a trained supernet.
struct SearchPhase: Sendable {
    private let scenario: Scenario
    private let domain: SearchDomain
    /// The SHA-256 of the latency table's file; nil without one.
    let latencySHA256: String?

    /// Prepares a search, and reads the latency table where the scenario names one.
    ///
    /// - Throws: `Refusal` where no network of the space keeps the scenario's limits, or the table does not fit.
    init(_ scenario: Scenario, space: SearchSpace) throws(Refusal) {
        (domain, latencySHA256) = try scenario.searchDomain(of: space)
        self.scenario = scenario
    }

    private var settings: ScenarioSearch { scenario.search }

    private var seed: Int { settings.seed ?? scenario.seed }

    /// The space that is searched.
    var space: SearchSpace { domain.space }

    /// Searches to the end, with a line of `metrics.jsonl` for each generation, and writes `front.json` and
    /// `architecture.json`.
    ///
    /// - Parameters:
    ///   - supernet: Whose weights the networks are scored with.
    ///   - context: The run's; a generation that its stop request ends early is repeated when the search is resumed.
    /// - Throws: `Failure` where a loss is not finite or a file cannot be written; `CancellationError` when the task is
    ///   cancelled or the run is asked to stop.
    func run(_ supernet: TrainedSupernet, in context: RunContext) async throws -> SearchResult {
        let scoring = await supernet.scoring(
            count: settings.images, group: settings.scoringBatch, team: context.team, precision: settings.precision,
            ranks: context.ranks)
        let result: SearchResult
        do {
            result = try await context.reporting {
                try await search(from: context.progress?.search, pool: supernet.pool, scoring: scoring, in: context)
            }
        } catch let error as CancellationError {
            // The generation at hand is broken off; those that are over are kept.
            try await context.keeper?.keepNoted()
            throw error
        }
        scoring.leave()
        try result.write(to: context.directory, of: scenario, supernet: supernet.sha256)
        return result
    }

    private func search(
        from progress: SearchProgress?, pool: [Path], scoring: PathScoring, in context: RunContext
    ) async throws -> SearchResult {
        let watch = context.watch(after: progress?.time)
        var progress = progress ?? SearchProgress()
        await context.reporter.begin(
            done: Double(progress.generation), images: progress.networks.count * scoring.picturesPerPath)
        var searcher = try searcher(from: progress, first: settings.start == .pool ? pool : [])
        while !searcher.isFinished {
            let (paths, generation) = (searcher.ask(), searcher.state.generation + 1)
            let scored = try await context.stop.interrupting {
                try await score(paths, by: scoring, generation: generation)
            }
            try searcher.tell(scored.map(\.evaluation))
            progress.networks += scored
            progress.generation = searcher.state.generation
            progress.population = searcher.state.population
            progress.time = watch.time
            try await context.reporter.report(
                GenerationEvent(
                    generation: progress.generation, networks: scored,
                    evaluated: progress.networks.count, objectives: settings.objectives, front: searcher.front,
                    images: progress.networks.count * scoring.picturesPerPath, seconds: progress.time.seconds),
                planned: max(settings.generations, progress.generation))
            if let keeper = context.keeper { try await keeper.keep(progress, isDue: keeper.ending() != .next) }
        }
        let choice = try decide(among: progress)
        guard let winner = choice.order.first else {
            throw Failure("the search evaluated no network; expected at least one within search.limits")
        }
        return SearchResult(
            space: domain.space, method: settings.method, objectives: settings.objectives, seed: seed,
            evaluated: progress.networks.count, generations: progress.generation,
            front: choice.front, order: choice.order, effects: choice.effects,
            picturesPerNetwork: scoring.picturesPerPath,
            images: progress.networks.count * scoring.picturesPerPath, seconds: progress.time.seconds, winner: winner)
    }

    /// The decisions after a finished search; nil if it is not finished.
    ///
    /// - Throws: `SearchError` where a prediction is not finite, or the progress is that of no search of this phase.
    func choice(of progress: SearchProgress) throws(SearchError) -> SearchChoice? {
        guard try searcher(from: progress, first: []).isFinished else { return nil }
        return try decide(among: progress)
    }

    /// The decisions about the networks evaluated so far.
    private func decide(among progress: SearchProgress) throws(SearchError) -> SearchChoice {
        try SearchChoice(
            of: progress.networks, in: domain, objectives: settings.objectives,
            byPrediction: settings.method == .predictor)
    }

    /// The settings of NSGA-II, on scores or on predictions.
    private var breeding: NSGA2Settings {
        NSGA2Settings(
            population: settings.population, generations: settings.generations, crossover: settings.crossover,
            mutation: settings.mutation)
    }

    /// The searcher: resumed from the progress, or started with some paths if there is none.
    ///
    /// - Parameter first: The pool, where the search starts from it; a search on predictions goes back to it all the time.
    ///   Whether a search is over does not depend on it.
    func searcher(from progress: SearchProgress, first: [Path]) throws(SearchError) -> any Searcher {
        let hasBegun = progress.generation > 0
        switch settings.method {
        case .nsga2:
            return hasBegun
                ? try NSGA2(domain: domain, settings: breeding, seed: UInt64(seed), resuming: progress.state)
                : try NSGA2(domain: domain, settings: breeding, seed: UInt64(seed), first: first)
        case .random:
            return try RandomSearch(
                domain: domain, evaluations: settings.budget, batch: settings.population,
                seed: UInt64(seed), resuming: progress.state)
        case .predictor:
            return try PredictorSearch(
                domain: domain, objectives: settings.objectives, settings: breeding,
                sample: settings.sample(in: domain.space), seed: UInt64(seed), first: first, resuming: progress.state)
        case .local:
            return hasBegun
                ? try LocalSearch(
                    domain: domain, evaluations: settings.budget, batch: settings.population, seed: UInt64(seed),
                    resuming: progress.state)
                : try LocalSearch(
                    domain: domain, evaluations: settings.budget, batch: settings.population, seed: UInt64(seed),
                    first: first)
        }
    }

    private func score(
        _ paths: [Path], by scoring: PathScoring, generation: Int
    ) async throws -> [ScoredNetwork] {
        try zip(paths, try await scoring.score(paths)).map { path, outcome in
            guard outcome.loss.isFinite else {
                throw Failure(
                    "the loss of path \(domain.space.names(of: path)) in generation \(generation) of the search is not a "
                        + "finite number; a supernet trained at a smaller learning rate usually helps"
                        + (settings.precision == .float16 ? ", or search.precision \"float32\"" : ""))
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
