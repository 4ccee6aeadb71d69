import Architecture
import Documents
public import Exchange
import Host
import RunFiles
import RunReports
import Scenarios
import Supernet

/// The search of a finished run again, into a new folder.
///
/// With the same settings it finds the same to the last bit as the run's own search.
public struct SearchRun: Sendable {
    private let scenario: Scenario
    private let directory: RunDirectory
    private let supernet: TrainedSupernet
    private let phase: SearchPhase
    private let environment: RunEnvironment
    private let audience: Audience
    private let ranks: Ranks?
    /// What the caller should be told before it begins, a sentence each.
    public let notes: [String]
    /// What is allowed but probably not meant, a sentence each.
    public let warnings: [String]

    /// Prepares a search: reads the run's scenario, pictures, pool and weights, and claims the new folder.
    ///
    /// - Parameters:
    ///   - run: The folder of the run.
    ///   - output: The new folder; nil for the run's with `-search` behind it.
    ///   - settings: Changes of the scenario, `search.key=value`.
    ///   - seed: Replaces `search.seed`.
    ///   - data: Replaces `data.path`, where the pictures have moved.
    ///   - workers: Threads that compute; nil for as many as there are usable cores.
    ///   - ranks: The processes that compute together, of which this is the first; nil for one alone.
    ///   - audience: Receives the progress.
    /// - Throws: `Refusal`, `ScenarioError` or an error of the pictures' reader, for whatever keeps it from beginning.
    public init(
        _ run: String, output: String?, settings: [String], seed: Int?, data: String?, workers: Int?,
        ranks: Ranks? = nil, audience: Audience = .none
    ) throws {
        let folder = FilePath.plain(run)
        try GivenFolder.checkBegan(folder)
        try GivenFolder.check(folder, isOf: [.run])
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
            ofRun: folder, changing: .search, settings: settings, seed: seed, data: data,
            first: first)
        try self.init(scenario, of: folder, output: output, workers: workers, ranks: ranks, audience: audience)
    }

    /// Prepares to repeat a standalone search.
    ///
    /// - Parameters:
    ///   - search: The folder of the search; the run whose supernet it searched must be where it was.
    ///   - output: The new folder.
    ///   - data: Replaces `data.path`, where the pictures have moved.
    ///   - workers: Threads that compute.
    ///   - ranks: As above.
    ///   - audience: Receives the progress.
    /// - Throws: As above, and `Refusal` where the run has other weights now.
    init(
        repeating search: String, output: String, data: String?, workers: Int, ranks: Ranks? = nil,
        audience: Audience
    ) throws {
        let run = try WrittenEnvironment(of: search).run
        guard FolderContents.isFolder(run) else {
            throw Refusal(
                "\(search) is of a search in the supernet of \(run), which is not there; expected that folder, whose "
                    + "weights are needed")
        }
        let scenario = try ScenarioFile.read(ofRun: search, data: data)
        try self.init(
            scenario, of: run, weights: FinishedRun.summary(of: search)?.supernetSHA256, output: output,
            workers: workers, ranks: ranks, audience: audience)
    }

    /// - Parameter sha256: The SHA-256 that the weights must have; nil for any.
    private init(
        _ scenario: Scenario, of folder: String, weights sha256: String? = nil, output: String?, workers: Int?,
        ranks: Ranks?, audience: Audience
    ) throws {
        let output = output ?? "\(folder)-search"
        try RunDirectory.check(creating: output)
        environment = RunEnvironment(
            workers: workers ?? Processor.cores, kind: .search, of: folder, ranks: ranks?.json)
        let pictures = try ScenarioPictures(scenario, for: .search...(.search), workers: environment.workers)
        phase = try SearchPhase(scenario, space: pictures.space)
        supernet = try TrainedSupernet(of: folder, phase: SupernetPhase(scenario, pictures: pictures))
        guard sha256 == nil || sha256 == supernet.sha256 else {
            throw Refusal(
                "\(folder)/\(RunFileName.supernetWeights) holds other weights than those that were searched; expected "
                    + "the same")
        }
        directory = try RunDirectory(creating: output)
        self.ranks = ranks
        self.scenario = scenario
        self.audience = audience
        notes = [directory.note].compactMap(\.self)
        warnings = scenario.searchWarnings + pictures.warnings
        // Before the scenario, so that no folder of this kind is ever taken for a run's.
        try directory.write(environment.json, to: RunFileName.environment)
        let resolved = scenario.resolved(files: pictures.files, latency: phase.latencySHA256)
        try directory.write(resolved, to: RunFileName.scenario)
        ranks?.open(resolved, for: .search...(.search), workers: workers)
    }

    /// The new folder.
    public var path: String { directory.path }

    /// Searches and writes the folder's files.
    ///
    /// - Parameter stop: Asks the search to end.
    /// - Returns: The results; `summary.json` holds them.
    /// - Throws: `Failure` where a loss is not finite or a file cannot be written.
    @concurrent
    public func execute(stop: StopRequest = StopRequest()) async throws -> SearchOutcome {
        let advice = RunInterruption.advice(abandoning: directory.path)
        return try await directory.working(until: stop, advice: advice) {
            try await ranks?.checkAllAreReady()
            let context = try RunContext(
                in: directory, environment: environment, audience: audience, stop: stop, ranks: ranks)
            let result = try await phase.run(supernet, in: context)
            var digest = RunDigest()
            digest.add(sha256: supernet.sha256)
            digest.add(result, latency: phase.latencySHA256)
            let summary = try SearchOutcome(
                scenario: scenario.name, seed: scenario.seed, digest: digest.hexadecimal, supernet: supernet.sha256,
                search: result, files: directory.keptFiles(), folder: directory.path)
            try directory.write(summary.json, to: RunFileName.summary)
            try directory.writeReport()
            return summary
        }
    }
}
