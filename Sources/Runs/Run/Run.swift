import Architecture
import Documents
public import Exchange
import Host
import Layout
import RunFiles
import RunReports
public import Scenarios
import Supernet

/// One run of a scenario: from its pictures to the files of its folder.
///
/// Each phase begins where the run's progress says, at its beginning in a new run. A phase that is over returns its result
/// from its last state; so a resumed run takes the same course as one that was never interrupted.
public struct Run: Sendable {
    private let scenario: Scenario
    private let directory: RunDirectory
    private let phases: RunPhases
    private let environment: RunEnvironment
    private let audience: Audience
    private let ranks: Ranks?
    /// The SHA-256 of `scenario.json`.
    private let scenarioSHA256: String
    private let progress: RunProgress?
    /// The builds that have computed, in their order.
    private let builds: [String]
    /// What the caller should be told before the run continues, a sentence each.
    public let notes: [String]
    /// What is allowed but probably not meant, a sentence each.
    public var warnings: [String] { phases.supernet.pictures.warnings }

    /// Prepares a run: reads the pictures, claims the folder and writes what is known before the first round.
    ///
    /// - Parameters:
    ///   - scenario: What to do.
    ///   - output: The run's folder, created if it does not exist; nil for `runs/NAME-seedN`.
    ///   - last: The phase with which the run ends; nil for what the scenario says.
    ///   - workers: Threads that compute; nil for as many as there are usable cores. They decide the speed only.
    ///   - ranks: The processes that compute together, of which this is the first; nil for one alone.
    ///   - audience: Receives the progress.
    /// - Throws: `Refusal` or an error of the pictures' reader, for whatever keeps the run from beginning, or would keep
    ///   one of its phases from it.
    public init(
        _ scenario: Scenario, output: String?, until last: RunPhase? = nil, workers: Int?, ranks: Ranks? = nil,
        audience: Audience = .none
    ) throws {
        let last = last ?? scenario.until
        let output = output ?? "runs/\(scenario.name)-seed\(scenario.seed)"
        // Pictures may have to be packed for hours.
        try RunDirectory.check(creating: output)
        environment = RunEnvironment(workers: workers ?? Processor.cores, ranks: ranks?.json)
        phases = try RunPhases(of: scenario, until: last, workers: environment.workers, ranks: ranks?.count ?? 1)
        directory = try RunDirectory(creating: output)
        self.ranks = ranks
        self.scenario = scenario
        self.audience = audience
        progress = nil
        notes =
            [directory.note].compactMap(\.self)
            + (ranks?.notes(supernet: phases.supernet.settings, network: phases.retrain?.settings) ?? [])
        builds = [environment.build]
        let resolved = scenario.resolved(
            files: phases.supernet.pictures.files, latency: phases.search?.latencySHA256
        ).setting("until", to: .string(last.rawValue))
        try directory.write(resolved, to: RunFileName.scenario)
        scenarioSHA256 = try directory.sha256(of: RunFileName.scenario)
        try directory.write(phases.input.json, to: RunFileName.pictures)
        try directory.write(environment.json, to: RunFileName.environment)
        ranks?.open(resolved, for: .supernet...last, workers: workers)
    }

    /// Prepares to resume an interrupted run from its last checkpoint, or from the beginning where it has
    /// none.
    ///
    /// - Parameters:
    ///   - folder: The run's folder.
    ///   - data: Where the pictures are now; nil for where they were.
    ///   - workers: As for a new run; their number need not be the same.
    ///   - ranks: As for a new run; their number need not be the same.
    ///   - audience: Receives the progress.
    /// - Throws: `Refusal`, `ScenarioError` or an error of the pictures' reader: where the folder is not a run's or in
    ///   use, pictures or scenario were changed, or no checkpoint is whole.
    public init(
        resuming folder: String, data: String?, workers: Int?, ranks: Ranks? = nil, audience: Audience = .none
    ) throws {
        self.ranks = ranks
        directory = try RunDirectory(resuming: folder)
        try WrittenEnvironment(ifAnyOf: folder)?.checkIsOfRun()
        scenario = try ScenarioFile.read(ofRun: folder, data: data)
        environment = RunEnvironment(workers: workers ?? Processor.cores, ranks: ranks?.json)
        phases = try RunPhases(
            of: scenario, until: scenario.until, workers: environment.workers, ranks: ranks?.count ?? 1)
        self.audience = audience
        scenarioSHA256 = try directory.sha256(of: RunFileName.scenario)
        let resumption = try Resumption(in: folder, scenario: scenarioSHA256, phases: phases)
        resumption.removeDamaged()
        progress = resumption.progress
        let current = environment.build
        builds = resumption.builds.last == current ? resumption.builds : resumption.builds + [current]
        let another =
            builds.count > 1
            ? [
                "builds \(builds.dropLast().joined(separator: ", ")) have worked on this run, and this is "
                    + "\(current): results may differ"
            ]
            : []
        let beginning =
            resumption.progress.map { "resuming after \($0.words)" } ?? "starting over, since no checkpoint was written"
        notes =
            [directory.note].compactMap(\.self) + resumption.notes + another + [beginning]
            + (ranks?.notes(supernet: phases.supernet.settings, network: phases.retrain?.settings) ?? [])
        // A run of an earlier build has none, nor one that died before its first round.
        try directory.write(phases.input.json, to: RunFileName.pictures)
        try directory.write(
            environment.joining(directory.file(RunFileName.environment)), to: RunFileName.environment)
        ranks?.open(
            scenario.resolved(files: phases.supernet.pictures.files, latency: nil), for: .supernet...scenario.until,
            workers: workers)
    }

    /// The run's folder.
    public var path: String { directory.path }

    /// Goes through the phases, each of which writes its files when it ends.
    ///
    /// - Parameter stop: Asks the run to keep its state and end.
    /// - Returns: The results; `summary.json` holds them.
    /// - Throws: `SupernetError` or `RetrainingError` where a number is not finite, `Failure` where a file cannot be
    ///   written; metrics, pool and weights up to then are in the folder. `RunInterruption` where `stop` ended it.
    @concurrent
    public func execute(stop: StopRequest = StopRequest()) async throws -> RunOutcome {
        let command = "greedynas resume \(ShellWord.quoted(directory.path))"
        let advice = "resume with `\(command)`"
        return try await directory.working(until: stop, advice: advice) {
            try await ranks?.checkAllAreReady()
            let context = try RunContext(
                in: directory, environment: environment, audience: audience, stop: stop, ranks: ranks,
                progress: progress
            ) { metrics in
                CheckpointKeeper(
                    in: directory, metrics: metrics, scenario: scenarioSHA256, builds: builds,
                    schedule: scenario.checkpoint, stop: stop, progress: progress)
            }
            let supernet = try await phases.supernet.run(in: context)
            let found = try await phases.search?.run(supernet.trained, in: context)
            var (chosen, retrained): (CandidateChoice?, RetrainResult?)
            if let retrain = phases.retrain, let found {
                chosen = try await phases.candidates?.run(found, of: supernet.trained, in: context)
                if let chosen { try write(chosen, of: found, supernet: supernet.trained.sha256) }
                let path = chosen?.chosen.network.path ?? found.winner.path
                let network = try retrain.layout(of: found.space.blueprint(of: path))
                // A training that was interrupted goes on from its own state.
                let start =
                    context.progress?.retrain == nil
                    ? chosen?.state
                        ?? retrain.start(
                            of: network, path: path, in: phases.supernet.layout, weights: supernet.trained.weights)
                    : nil
                retrained = try await retrain.run(network, from: start, in: context)
            }
            let summary = try summary(of: supernet, search: found, choice: chosen, retrain: retrained)
            try directory.write(summary.json, to: RunFileName.summary)
            try directory.writeReport()
            return summary
        }
    }

    /// Replaces the search's first network by the one that was chosen.
    private func write(_ choice: CandidateChoice, of found: SearchResult, supernet sha256: String) throws(Failure) {
        let rank = (place: choice.chosen.rank, candidates: choice.networks.count)
        let found = found.found(choice.chosen.network, of: scenario, supernet: sha256, rank: rank)
        try directory.write(found.json, to: RunFileName.architecture)
    }

    private func summary(
        of supernet: SupernetOutcome, search: SearchResult?, choice: CandidateChoice?, retrain: RetrainResult?
    ) throws(Failure) -> RunOutcome {
        var digest = RunDigest()
        digest.add(supernet.result, table: phases.supernet.layout.table)
        if let search { digest.add(search, latency: phases.search?.latencySHA256) }
        if let choice { digest.add(choice) }
        if let retrain { digest.add(retrain) }
        return try RunOutcome(
            scenario: scenario.name, seed: scenario.seed, digest: digest.hexadecimal, result: supernet.result,
            standing: supernet.standing, search: search, choice: choice, retrain: retrain,
            settings: phases.supernet.settings,
            budget: scenario.supernet.budget, space: phases.supernet.space,
            trainingPictures: phases.supernet.feed.trainingPictures, time: supernet.time, builds: builds,
            files: directory.keptFiles(), folder: directory.path)
    }
}
