import Architecture
import Datasets
import Documents
import Foundation
import Host
import NeuralNetwork
import Planning
import Reproducibility
import Retraining
import RunFiles
import RunReports
public import Scenarios
import Supernet
import Workers

/// One run of a scenario: from its pictures to the files of its folder.
///
/// Each phase begins where the run's progress says, at its beginning in a new run. A phase that is over returns its result
/// from its last state; so a run that goes on takes the same way as one that was never interrupted.
public struct Run: Sendable {
    private let scenario: Scenario
    private let directory: RunDirectory
    private let phases: RunPhases
    private let environment: RunEnvironment
    private let isQuiet: Bool
    /// The SHA-256 of `scenario.json`.
    private let scenarioSHA256: String
    private let progress: RunProgress?
    /// The builds that have computed, in their order.
    private let builds: [String]
    /// What the caller should be told before the run goes on, a sentence each.
    public let notes: [String]

    /// Prepares a run: reads the pictures, claims the folder and writes what is known before the first round.
    ///
    /// - Parameters:
    ///   - scenario: What to do.
    ///   - output: The run's folder, created if it does not exist; nil for `runs/NAME-seedN`.
    ///   - last: The phase with which the run ends; nil for what the scenario says.
    ///   - workers: Threads that compute; nil for as many as there are usable cores. They decide the speed only.
    ///   - version: The engine's version, for `environment.json`.
    ///   - isQuiet: Whether progress is kept off standard error.
    /// - Throws: `Refusal` or an error of the pictures' reader, for whatever keeps the run from beginning, or would keep
    ///   one of its phases from it.
    public init(
        _ scenario: Scenario, output: String?, until last: RunPhase? = nil, workers: Int?, version: String,
        isQuiet: Bool
    ) throws {
        let last = last ?? scenario.until
        phases = try RunPhases(of: scenario, until: last)
        directory = try RunDirectory(creating: output ?? "runs/\(scenario.name)-seed\(scenario.seed)")
        environment = RunEnvironment(version: version, workers: workers ?? Processor.cores)
        self.scenario = scenario
        self.isQuiet = isQuiet
        progress = nil
        notes = []
        builds = [environment.build]
        try directory.write(
            scenario.resolved(files: phases.supernet.files, latency: phases.search?.latencySHA256)
                .setting("until", to: .string(last.rawValue)), to: RunFileName.scenario)
        scenarioSHA256 = try directory.sha256(of: RunFileName.scenario)
        try directory.write(environment.json, to: RunFileName.environment)
    }

    /// Prepares to go on with a run that was interrupted, from its last checkpoint, or from the beginning where it has
    /// none.
    ///
    /// - Parameters:
    ///   - folder: The run's folder.
    ///   - data: Where the pictures are now; nil for where they were.
    ///   - workers: As for a new run; their number need not be the same.
    ///   - version: The engine's version.
    ///   - isQuiet: Whether progress is kept off standard error.
    /// - Throws: `Refusal`, `ScenarioError` or an error of the pictures' reader: where the folder is none of a run or in
    ///   use, pictures or scenario were changed, or no checkpoint is whole.
    public init(resuming folder: String, data: String?, workers: Int?, version: String, isQuiet: Bool) throws {
        directory = try RunDirectory(resuming: folder)
        try WrittenEnvironment(ifAnyOf: folder)?.checkIsOfRun()
        scenario = try ScenarioFile.read("\(folder)/\(RunFileName.scenario)", data: data)
        try MemoryCheck.check(scenario, phases: .supernet...scenario.until, workers: workers)
        phases = try RunPhases(of: scenario, until: scenario.until)
        environment = RunEnvironment(version: version, workers: workers ?? Processor.cores)
        self.isQuiet = isQuiet
        scenarioSHA256 = try directory.sha256(of: RunFileName.scenario)
        let resumption = try Resumption(in: folder, scenario: scenarioSHA256, phases: phases)
        resumption.removeDamaged()
        progress = resumption.progress
        let current = environment.build
        builds = resumption.builds.last == current ? resumption.builds : resumption.builds + [current]
        let another =
            builds.count > 1
            ? [
                "builds \(builds.dropLast().joined(separator: ", ")) came before, and this is \(current): results may differ"
            ]
            : []
        let place = resumption.progress.map(\.words) ?? "the beginning, since no checkpoint was written"
        notes = resumption.notes + another + ["going on from \(place)"]
        try directory.write(
            environment.joining(directory.file(RunFileName.environment)), to: RunFileName.environment)
    }

    /// The run's folder.
    public var path: String { directory.path }

    /// Goes through the phases, each of which writes its files when it ends.
    ///
    /// - Parameter stop: Asks the run to keep its state and end.
    /// - Returns: What came out; `summary.json` holds it.
    /// - Throws: `SupernetError` or `RetrainingError` where a number is not finite, `Failure` where a file cannot be
    ///   written; metrics, pool and weights up to then are in the folder. `RunInterruption` where `stop` ended it.
    @concurrent
    public func execute(stop: StopRequest = StopRequest()) async throws -> RunOutcome {
        do {
            return try await phasesToTheEnd(stop: stop)
        } catch let error as CancellationError {
            guard let signal = stop.signal else { throw error }
            throw RunInterruption(
                signal: signal,
                advice: "`greedynas resume \(directory.path)` goes on from the checkpoint that was written")
        }
    }

    private func phasesToTheEnd(stop: StopRequest) async throws -> RunOutcome {
        let metrics = try MetricsFile(in: directory, keeping: progress?.metricsBytes ?? 0)
        let reporter = RunReporter(
            metrics: metrics, plannedRounds: phases.supernet.settings.lastRound, isQuiet: isQuiet)
        let keeper = CheckpointKeeper(
            in: directory, metrics: metrics, scenario: scenarioSHA256, builds: builds,
            schedule: scenario.checkpoint, stop: stop, progress: progress)
        let team = WorkerTeam(width: environment.workers)
        let supernet = try await trainSupernet(on: team, reporter: reporter, keeper: keeper, stop: stop)
        let result = supernet.result
        var found: SearchResult?
        if let search = phases.search {
            do {
                found = try await SearchFiles(directory: directory, scenario: scenario).search(
                    search, from: progress?.search, in: phases.supernet, weights: result.weights,
                    sha256: supernet.sha256,
                    pool: result.pool.members.map(\.path), team: team, cores: environment.busyCores, stop: stop,
                    reporter: reporter
                ) { progress in
                    try await keeper.keep(progress, isDue: keeper.ending() != .next)
                }
            } catch let error as CancellationError {
                // The generation at hand is broken off; those that are over are kept.
                try await keeper.keepNoted()
                throw error
            }
        }
        var retrained: RetrainResult?
        if let retrain = phases.retrain, let found {
            let watch = PhaseTime.Watch(after: progress?.retrainTime, cores: environment.busyCores)
            let network = try retrain.layout(of: found.space.blueprint(of: found.winner.path))
            retrained = try await RetrainFiles(directory: directory).retrain(
                network, by: retrain, from: progress?.retrain, watch: watch, team: team, reporter: reporter
            ) { state in
                let ending = keeper.ending(isUnit: state.step.isMultiple(of: retrain.batchesPerEpoch))
                // The last step is kept too, since calibration and test may take long.
                let isKept = ending != .next || state.step == retrain.plannedSteps
                if isKept { try await keeper.keep(state, time: watch.time) }
                guard ending == .stop else { return }
                try await keeper.finish()
                throw CancellationError()
            }
            try await keeper.finish()
        }
        let summary = summary(of: supernet, search: found, retrain: retrained)
        try directory.write(summary.json, to: RunFileName.summary)
        try directory.writeReport()
        return summary
    }

    /// What the first phase leaves.
    private struct TrainedSupernet {
        let result: SupernetResult
        let standing: PoolStanding?
        let time: PhaseTime
        /// The SHA-256 of the weights' file.
        let sha256: String
    }

    private func trainSupernet(
        on team: WorkerTeam, reporter: RunReporter, keeper: CheckpointKeeper, stop: StopRequest
    ) async throws -> TrainedSupernet {
        let watch = PhaseTime.Watch(after: progress?.supernetTime, cores: environment.busyCores)
        let training = GreedyTraining(
            layout: phases.supernet.layout, settings: phases.supernet.settings, feed: phases.supernet.feed, team: team,
            state: progress?.supernet)
        let keeping = RoundKeeping(decide: { _ in keeper.ending() }) { state in
            try await keeper.keep(state, time: watch.time)
        }
        let result: SupernetResult
        do {
            let cost = try await training.train(keeping: keeping) { record in try await reporter.report(record) }
            result = try await stop.interrupting { try await training.finish(after: cost) }
        } catch {
            await reporter.close()
            let pool = await training.pool
            // Whatever keeps these files from being written, the first error is the one to report.
            _ = try? save(pool, scoredOn: "each round's filtering pictures", weights: await training.weights)
            throw error
        }
        await reporter.close()
        // A pool without members is scored by nothing; then only what follows says that this phase was over.
        let isOver = progress.map { $0.search != nil || $0.supernet.cost.rescoringImages > 0 } ?? false
        let time = isOver ? progress?.supernetTime ?? watch.time : watch.time
        if !isOver { try await keeper.keep(result.state, time: time) }
        let standing = try await stop.interrupting { try await training.standing() }
        let sha256 = try save(
            result.pool, scoredOn: PoolFile.finalPictures, standing: standing, weights: result.weights)
        return TrainedSupernet(result: result, standing: standing, time: time, sha256: sha256)
    }

    private func save(
        _ pool: PoolState, scoredOn pictures: String, standing: PoolStanding? = nil, weights: FloatBuffer
    ) throws -> String {
        let supernet = phases.supernet
        try directory.write(
            PoolFile(pool, space: supernet.space, scoredOn: pictures, standing: standing).json(space: supernet.space),
            to: RunFileName.pool)
        let data = WeightsFile.data(
            supernet.layout.table.parameters, in: weights,
            metadata: [(RunKey.space, supernet.space.description), (RunKey.fingerprint, supernet.space.fingerprint)])
        try directory.write(data, to: RunFileName.supernetWeights)
        var hash = SHA256()
        data.withUnsafeBytes { hash.update($0) }
        return hash.hexadecimal
    }

    private func summary(
        of supernet: TrainedSupernet, search: SearchResult?, retrain: RetrainResult?
    ) -> RunOutcome {
        var digest = RunDigest()
        digest.add(supernet.result, table: phases.supernet.layout.table)
        if let search { digest.add(search, latency: phases.search?.latencySHA256) }
        if let retrain { digest.add(retrain) }
        return RunOutcome(
            scenario: scenario.name, seed: scenario.seed, digest: digest.hexadecimal, result: supernet.result,
            standing: supernet.standing, search: search, retrain: retrain, settings: phases.supernet.settings,
            budget: scenario.supernet.budget,
            space: phases.supernet.space, trainingPictures: phases.supernet.feed.trainingPictures, time: supernet.time,
            builds: builds, folder: directory.path)
    }
}
