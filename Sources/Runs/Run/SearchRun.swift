import Architecture
import Documents
import Host
import RunFiles
import RunReports
import Scenarios
import Supernet

/// The search of a finished run once more, into a folder of its own.
///
/// With the same settings it finds the same to the last bit as the run's own search.
public struct SearchRun: Sendable {
    private let scenario: Scenario
    private let directory: RunDirectory
    private let supernet: TrainedSupernet
    private let phase: SearchPhase
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
    ///   - isQuiet: Whether progress is kept off standard error.
    /// - Throws: `Refusal`, `ScenarioError` or an error of the pictures' reader, for whatever keeps it from beginning.
    public init(
        _ run: String, output: String?, settings: [String], seed: Int?, data: String?, workers: Int?, isQuiet: Bool
    ) throws {
        let folder = FilePath.plain(run)
        guard FolderContents.isFolder(folder) else {
            throw Refusal("\(folder) is not a folder; expected that of a run")
        }
        var first: [String] = []
        // Another table is not the one whose digest the run has kept.
        if settings.contains(where: { $0.hasPrefix("search.latency_table=") }) {
            first.append("search.latency_sha256=null")
        }
        // Whatever this search looks for, the supernet was trained within the limits that the run had.
        if settings.contains(where: { $0.hasPrefix("search.limits") }) {
            first.append("supernet.limits=\(try ScenarioFile.read(ofRun: folder).trainedLimits)")
        }
        let scenario = try ScenarioFile.read(
            ofRun: folder, changing: .search, settings: settings, seed: seed, data: data, first: first)
        environment = RunEnvironment(workers: workers ?? Processor.cores, kind: .search)
        let pictures = try ScenarioPictures(scenario, for: .search...(.search), workers: environment.workers)
        phase = try SearchPhase(scenario, space: pictures.space)
        supernet = try TrainedSupernet(of: folder, phase: SupernetPhase(scenario, pictures: pictures))
        directory = try RunDirectory(creating: output ?? "\(folder)-search")
        self.scenario = scenario
        self.isQuiet = isQuiet
        // Before the scenario, so that no folder of this kind is ever taken for a run's.
        try directory.write(environment.json, to: RunFileName.environment)
        try directory.write(
            scenario.resolved(files: pictures.files, latency: phase.latencySHA256), to: RunFileName.scenario)
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
        try await stop.orInterruption(advice: RunInterruption.advice(abandoning: directory.path)) {
            let context = try RunContext(in: directory, environment: environment, isQuiet: isQuiet, stop: stop)
            let result = try await phase.run(supernet, in: context)
            var digest = RunDigest()
            digest.add(sha256: supernet.sha256)
            digest.add(result, latency: phase.latencySHA256)
            let summary = SearchOutcome(
                scenario: scenario.name, seed: scenario.seed, digest: digest.hexadecimal, supernet: supernet.sha256,
                search: result, folder: directory.path)
            try directory.write(summary.json, to: RunFileName.summary)
            try directory.writeReport()
            return summary
        }
    }
}
