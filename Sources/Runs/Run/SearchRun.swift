import Architecture
import Documents
import Foundation
import Host
import NeuralNetwork
import Planning
import RunFiles
import RunReports
import Scenarios
import Supernet
import Workers

/// The search of a finished run once more, into a folder of its own.
///
/// With the same settings it finds the same to the last bit as the run's own search.
public struct SearchRun: Sendable {
    private let scenario: Scenario
    private let directory: RunDirectory
    private let supernet: SupernetPhase
    private let phase: SearchPhase
    private let weights: FloatBuffer
    private let sha256: String
    private let pool: [Path]
    private let environment: RunEnvironment
    private let isQuiet: Bool

    /// Prepares a search: reads the run's scenario, pictures, pool and weights, and claims the new folder.
    ///
    /// - Parameters:
    ///   - run: The folder of the run.
    ///   - output: The new folder; nil for the run's with `-search` behind it.
    ///   - settings: Changes of the scenario, `search.key=value`.
    ///   - seed: Replaces `search.seed`.
    ///   - data: Replaces `data.path`, where the pictures have moved.
    ///   - workers: Threads that compute; nil for as many as there are usable cores.
    ///   - version: The engine's version, for `environment.json`.
    ///   - isQuiet: Whether progress is kept off standard error.
    /// - Throws: `Refusal`, `ScenarioError` or an error of the pictures' reader, for whatever keeps it from beginning.
    public init(
        _ run: String, output: String?, settings: [String], seed: Int?, data: String?, workers: Int?, version: String,
        isQuiet: Bool
    ) throws {
        let folder = FilePath.plain(run)
        guard FolderContents.isFolder(folder) else {
            throw Refusal("\(folder) is not a folder; expected that of a run")
        }
        let scenario = try Self.scenario(of: folder, settings: settings, seed: seed, data: data)
        try MemoryCheck.check(scenario, phases: .search...(.search), workers: workers)
        supernet = try SupernetPhase(reading: scenario)
        phase = try SearchPhase(scenario, space: supernet.space)
        pool = try PoolFile.paths(of: "\(folder)/\(RunFileName.pool)", space: supernet.space)
        (weights, sha256) = try WeightsFile.read("\(folder)/\(RunFileName.supernetWeights)", layout: supernet.layout)
        directory = try RunDirectory(creating: output ?? "\(folder)-search")
        environment = RunEnvironment(version: version, workers: workers ?? Processor.cores, kind: .search)
        self.scenario = scenario
        self.isQuiet = isQuiet
        // Before the scenario, so that no folder of this kind is ever taken for a run's.
        try directory.write(environment.json, to: RunFileName.environment)
        try directory.write(
            scenario.resolved(files: supernet.files, latency: phase.latencySHA256), to: RunFileName.scenario)
    }

    /// The new folder.
    public var path: String { directory.path }

    /// Searches and writes the folder's files.
    ///
    /// - Parameter stop: Asks the search to end.
    /// - Returns: What came out; `summary.json` holds it.
    /// - Throws: `Failure` where a loss is not finite or a file cannot be written.
    @concurrent
    public func execute(stop: StopRequest = StopRequest()) async throws -> SearchOutcome {
        let reporter = RunReporter(metrics: try MetricsFile(in: directory), plannedRounds: 0, isQuiet: isQuiet)
        let result: SearchResult
        do {
            result = try await SearchFiles(directory: directory, scenario: scenario).search(
                phase, in: supernet, weights: weights, sha256: sha256, pool: pool,
                team: WorkerTeam(width: environment.workers), cores: environment.busyCores, stop: stop,
                reporter: reporter)
        } catch let error as CancellationError {
            guard let signal = stop.signal else { throw error }
            throw RunInterruption(signal: signal, abandoned: directory.path)
        }
        var digest = RunDigest()
        digest.add(sha256: sha256)
        digest.add(result, latency: phase.latencySHA256)
        let summary = SearchOutcome(
            scenario: scenario.name, seed: scenario.seed, digest: digest.hexadecimal, supernet: sha256, search: result,
            folder: directory.path)
        try directory.write(summary.json, to: RunFileName.summary)
        try directory.writeReport()
        return summary
    }

    private static func scenario(of folder: String, settings: [String], seed: Int?, data: String?) throws -> Scenario {
        for setting in settings where !setting.hasPrefix("search.") {
            throw Refusal(
                "--set \(setting) changes what the supernet was trained with; expected a key of search, such as "
                    + "search.population")
        }
        let seeds = seed.map { ["search.seed=\($0)"] } ?? []
        // Another table is not the one whose digest the run has kept.
        let isOtherTable = settings.contains { $0.hasPrefix("search.latency_table=") }
        let digests = isOtherTable ? ["search.latency_sha256=null"] : []
        return try ScenarioFile.read(
            "\(folder)/\(RunFileName.scenario)", settings: digests + settings + seeds, data: data)
    }
}
