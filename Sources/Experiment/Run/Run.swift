import Architecture
import Datasets
import Foundation
import Kernels
import NeuralNetwork
import Reproducibility
import Supernet

/// One run of a scenario: from its pictures to the files of its folder.
public struct Run: Sendable {
    private let scenario: Scenario
    private let directory: RunDirectory
    private let supernet: SupernetPhase
    /// Nil where the run ends before.
    private let search: SearchPhase?
    /// Nil where the run ends before.
    private let retrain: RetrainPhase?
    private let environment: RunEnvironment
    private let isQuiet: Bool

    /// Prepares a run: reads the pictures, claims the folder and writes what is known before the first round.
    ///
    /// - Parameters:
    ///   - scenario: What to do.
    ///   - output: The run's folder, created if it does not exist; nil for `runs/NAME-seedN`.
    ///   - last: The phase with which the run ends.
    ///   - workers: Threads that compute; nil for as many as there are usable cores. They decide the speed only.
    ///   - version: The engine's version, for `environment.json`.
    ///   - isQuiet: Whether progress is kept off standard error.
    /// - Throws: `RunRefusal` or an error of the pictures' reader, for whatever keeps the run from beginning, or would keep
    ///   one of its phases from it.
    public init(
        _ scenario: Scenario, output: String?, until last: RunPhase = .last, workers: Int?, version: String,
        isQuiet: Bool
    ) throws {
        supernet = try SupernetPhase(reading: scenario)
        search = last >= .search ? try SearchPhase(scenario, space: supernet.space) : nil
        retrain = last >= .retrain ? try RetrainPhase(scenario, pictures: supernet) : nil
        directory = try RunDirectory(creating: output ?? "runs/\(scenario.name)-seed\(scenario.seed)")
        environment = RunEnvironment(version: version, workers: workers ?? Processor.cores)
        self.scenario = scenario
        self.isQuiet = isQuiet
        try directory.write(
            scenario.resolved(files: supernet.files, latency: search?.latencySHA256), to: "scenario.json")
        try directory.write(environment.json, to: "environment.json")
    }

    /// The run's folder.
    public var path: String { directory.path }

    /// Goes through the phases, each of which writes its files when it ends.
    ///
    /// - Returns: What came out; `summary.json` holds it.
    /// - Throws: `SupernetError` or `RetrainingError` where a number is not finite, `RunFailure` where a file cannot be written; metrics, pool
    ///   and weights up to then are in the folder.
    @concurrent
    public func execute() async throws -> RunSummary {
        let reporter = RunReporter(
            metrics: try MetricsFile(in: directory), plannedRounds: supernet.settings.lastRound, isQuiet: isQuiet)
        let team = WorkerTeam(width: environment.workers)
        let clock = ContinuousClock()
        let start = clock.now
        let (result, sha256) = try await trainSupernet(on: team, reporter: reporter)
        let seconds = (clock.now - start).inSeconds
        var found: SearchResult?
        if let search {
            found = try await SearchFiles(directory: directory, scenario: scenario).search(
                search, in: supernet, weights: result.weights, sha256: sha256, pool: result.pool.members.map(\.path),
                team: team, reporter: reporter)
        }
        var retrained: RetrainResult?
        if let retrain, let found {
            let network = try retrain.layout(of: found.space.blueprint(of: found.winner.path))
            retrained = try await RetrainFiles(directory: directory).retrain(
                network, by: retrain, team: team, reporter: reporter)
        }
        let summary = summary(of: result, search: found, retrain: retrained, seconds: seconds)
        try directory.write(summary.json, to: "summary.json")
        try directory.writeReport()
        return summary
    }

    /// The first phase; returns the SHA-256 of the weights' file too.
    private func trainSupernet(
        on team: WorkerTeam, reporter: RunReporter
    ) async throws -> (result: SupernetResult, sha256: String) {
        let training = GreedyTraining(
            layout: supernet.layout, settings: supernet.settings, feed: supernet.feed, team: team)
        let result: SupernetResult
        do {
            result = try await training.run { record in try await reporter.report(record) }
        } catch {
            await reporter.close()
            let pool = await training.pool
            // Whatever keeps these files from being written, the first error is the one to report.
            _ = try? save(pool, scoredOn: "each round's filtering pictures", weights: training.weights)
            throw error
        }
        await reporter.close()
        return (result, try save(result.pool, scoredOn: PoolFile.finalPictures, weights: result.weights))
    }

    private func save(_ pool: PoolState, scoredOn pictures: String, weights: FloatBuffer) throws -> String {
        try directory.write(pool.json(space: supernet.space, picturesOf: pictures), to: PoolFile.name)
        let data = WeightsFile.data(
            supernet.layout.table.parameters, in: weights,
            metadata: [("space", supernet.space.description), ("fingerprint", supernet.space.fingerprint)])
        try directory.write(data, to: WeightsFile.supernetName)
        var hash = SHA256()
        data.withUnsafeBytes { hash.update($0) }
        return hash.hexadecimal
    }

    private func summary(
        of result: SupernetResult, search: SearchResult?, retrain: RetrainResult?, seconds: Double
    ) -> RunSummary {
        var digest = RunDigest()
        digest.add(result, table: supernet.layout.table)
        if let search { digest.add(search, latency: self.search?.latencySHA256) }
        if let retrain { digest.add(retrain) }
        return RunSummary(
            scenario: scenario.name, seed: scenario.seed, digest: digest.hexadecimal, result: result, search: search,
            retrain: retrain, settings: supernet.settings, budget: scenario.supernet.budget, space: supernet.space,
            trainingPictures: supernet.feed.trainingPictures,
            workers: min(environment.workers, Processor.cores), seconds: seconds, folder: directory.path)
    }
}
