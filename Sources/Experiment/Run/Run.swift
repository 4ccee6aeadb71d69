import Architecture
import Datasets
import Foundation
import Kernels
import NeuralNetwork
import Reporting
import Supernet

/// One run of a scenario: from its pictures to the files of its folder.
public struct Run: Sendable {
    private let scenario: Scenario
    private let directory: RunDirectory
    private let phase: SupernetPhase
    private let environment: RunEnvironment
    private let isQuiet: Bool

    /// Prepares a run: reads the pictures, claims the folder and writes what is known before the first round.
    ///
    /// - Parameters:
    ///   - scenario: What to do.
    ///   - output: The run's folder, created if it does not exist; nil for `runs/NAME-seedN`.
    ///   - workers: Threads that compute; nil for as many as there are usable cores. They decide the speed only.
    ///   - version: The engine's version, for `environment.json`.
    ///   - isQuiet: Whether progress is kept off standard error.
    /// - Throws: `RunRefusal` or an error of the pictures' reader, for whatever keeps the run from beginning.
    public init(
        _ scenario: Scenario, output: String?, workers: Int?, version: String, isQuiet: Bool
    ) throws {
        do {
            phase = try SupernetPhase(scenario)
        } catch let error as DatasetsError {
            throw RunRefusal("\(error)")
        }
        directory = try RunDirectory(creating: output ?? "runs/\(scenario.name)-seed\(scenario.seed)")
        environment = RunEnvironment(version: version, workers: workers ?? Processor.cores)
        self.scenario = scenario
        self.isQuiet = isQuiet
        try write(scenario.resolved(files: phase.files), to: "scenario.json")
        try write(environment.json, to: "environment.json")
    }

    /// The run's folder.
    public var path: String { directory.path }

    /// Trains the supernet and writes the run's files.
    ///
    /// - Returns: What came out; `summary.json` holds it.
    /// - Throws: `SupernetError` where a number is not finite, `RunFailure` where a file cannot be written; metrics, pool
    ///   and weights up to then are in the folder.
    @concurrent
    public func execute() async throws -> RunSummary {
        let metrics = try MetricsFile(in: directory)
        let reporter = RunReporter(
            metrics: metrics, plannedRounds: phase.settings.plannedRounds, isQuiet: isQuiet)
        let training = GreedyTraining(
            layout: phase.layout, settings: phase.settings, feed: phase.feed,
            team: WorkerTeam(width: environment.workers))
        let clock = ContinuousClock()
        let start = clock.now
        let result: SupernetResult
        do {
            result = try await training.run { record in try await reporter.report(record) }
        } catch {
            await reporter.close()
            let pool = await training.pool
            // Whatever keeps these files from being written, the first error is the one to report.
            try? save(pool, scoredOn: "each round's filtering pictures", weights: training.weights)
            throw error
        }
        await reporter.close()
        try save(result.pool, scoredOn: "the search part", weights: result.weights)
        let summary = summary(of: result, seconds: (clock.now - start).inSeconds)
        try write(summary.json, to: "summary.json")
        return summary
    }

    private func save(_ pool: PoolState, scoredOn pictures: String, weights: FloatBuffer) throws {
        try write(pool.json(space: phase.space, picturesOf: pictures), to: "pool.json")
        try directory.write(
            WeightsFile.data(
                phase.layout.table.parameters, in: weights,
                metadata: [("space", phase.space.description), ("fingerprint", phase.space.fingerprint)]),
            to: "supernet.weights")
    }

    private func summary(of result: SupernetResult, seconds: Double) -> RunSummary {
        var digest = RunDigest()
        digest.add(result, table: phase.layout.table)
        return RunSummary(
            scenario: scenario.name, seed: scenario.seed, digest: digest.hexadecimal, result: result,
            settings: phase.settings, space: phase.space, trainingPictures: phase.feed.trainingPictures,
            workers: min(environment.workers, Processor.cores), seconds: seconds, folder: directory.path)
    }

    private func write(_ json: JSONValue, to name: String) throws(RunFailure) {
        try directory.write(Data((json.text(indented: true) + "\n").utf8), to: name)
    }
}

/// Writes each round's line and shows progress.
private actor RunReporter {
    private let metrics: MetricsFile
    private let plannedRounds: Int
    private let progress: ProgressDisplay
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant

    init(metrics: MetricsFile, plannedRounds: Int, isQuiet: Bool) {
        self.metrics = metrics
        self.plannedRounds = plannedRounds
        progress = ProgressDisplay(isQuiet: isQuiet)
        start = clock.now
    }

    func report(_ record: RoundRecord) throws {
        try metrics.append(record.json)
        let scored = (record.ranked.kept + record.ranked.rejected).map(\.loss)
        let losses = scored.allSatisfy(\.isFinite) ? scored : record.trainingLosses
        progress.show(
            ProgressDisplay.Moment(
                round: record.ranked.plan.round, plannedRounds: plannedRounds,
                loss: losses.reduce(0, +) / Double(losses.count), epsilon: record.ranked.plan.epsilon,
                freshShare: record.pool.size > 0 ? record.pool.freshShare : nil,
                images: record.cost.optimizationImages + record.cost.evaluationImages,
                seconds: (clock.now - start).inSeconds))
    }

    func close() { progress.close() }
}
