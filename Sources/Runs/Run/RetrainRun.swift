public import Architecture
import Documents
import Foundation
import Host
import NeuralNetwork
public import RunFiles
import RunReports
public import Scenarios
import Workers

/// The retraining of a network by itself, into a folder of its own.
///
/// With the settings of a finished run and the network that it found, the weights are those of the run's own retraining
/// to the last bit.
public struct RetrainRun: Sendable {
    /// A network that is to be trained.
    public enum Network: Sendable {
        /// One that a search found, as its file says.
        case found(FoundArchitecture)
        /// Any other one.
        case other(Blueprint)

        /// The network's blocks.
        public var blueprint: Blueprint {
            switch self {
            case .found(let found): found.space.blueprint(of: found.path)
            case .other(let blueprint): blueprint
            }
        }
    }

    private let scenario: Scenario
    private let network: NetworkLayout
    private let directory: RunDirectory
    private let phase: RetrainPhase
    private let environment: RunEnvironment
    private let isQuiet: Bool

    /// Prepares a retraining: reads the pictures and claims the new folder.
    ///
    /// - Parameters:
    ///   - network: What to train.
    ///   - scenario: How, and on what: its sections `data` and `retrain`.
    ///   - output: The new folder; nil for `runs/NAME-retrain`.
    ///   - workers: Threads that compute; nil for as many as there are usable cores.
    ///   - version: The engine's version, for `environment.json`.
    ///   - isQuiet: Whether progress is kept off standard error.
    /// - Throws: `Refusal` or an error of the pictures' reader, for whatever keeps it from beginning.
    public init(
        _ network: Network, by scenario: Scenario, output: String?, workers: Int?, version: String, isQuiet: Bool
    ) throws {
        let supernet = try SupernetPhase(reading: scenario)
        phase = try RetrainPhase(scenario, pictures: supernet)
        self.network = try phase.layout(of: network.blueprint)
        directory = try RunDirectory(creating: output ?? "runs/\(scenario.name)-retrain")
        environment = RunEnvironment(version: version, workers: workers ?? Processor.cores, kind: .retrain)
        self.scenario = scenario
        self.isQuiet = isQuiet
        // The latency table, where there is one, is not read: what its digest was stays.
        // Before the scenario, so that no folder of this kind is ever taken for a run's.
        try directory.write(environment.json, to: RunFileName.environment)
        try directory.write(scenario.resolved(files: supernet.files, latency: nil), to: RunFileName.scenario)
        if case .found(let found) = network { try directory.write(found.json, to: RunFileName.architecture) }
    }

    /// The new folder.
    public var path: String { directory.path }

    /// Trains, tests and writes the folder's files.
    ///
    /// - Parameter stop: Asks the retraining to end.
    /// - Returns: What came out; `summary.json` holds it.
    /// - Throws: `RetrainingError` where a number is not finite, `Failure` where a file cannot be written.
    @concurrent
    public func execute(stop: StopRequest = StopRequest()) async throws -> RetrainOutcome {
        let reporter = RunReporter(metrics: try MetricsFile(in: directory), plannedRounds: 0, isQuiet: isQuiet)
        let result: RetrainResult
        do {
            result = try await RetrainFiles(directory: directory).retrain(
                network, by: phase, watch: PhaseTime.Watch(after: nil, cores: environment.busyCores),
                team: WorkerTeam(width: environment.workers), reporter: reporter
            ) { _ in
                if stop.signal != nil { throw CancellationError() }
            }
        } catch let error as CancellationError {
            guard let signal = stop.signal else { throw error }
            throw RunInterruption(signal: signal, abandoned: directory.path)
        }
        var digest = RunDigest()
        digest.add(network: network.blueprint.description)
        digest.add(result)
        let summary = RetrainOutcome(
            scenario: scenario.name, seed: scenario.retrain.seed ?? scenario.seed, digest: digest.hexadecimal,
            retrain: result, folder: directory.path)
        try directory.write(summary.json, to: RunFileName.summary)
        try directory.writeReport()
        return summary
    }

    /// The scenario of a finished run's folder, changed for another retraining.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - settings: Changes, `retrain.key=value`.
    ///   - seed: Replaces `retrain.seed`.
    ///   - data: Replaces `data.path`, where the pictures have moved.
    public static func scenario(of folder: String, settings: [String], seed: Int?, data: String?) throws -> Scenario {
        for setting in settings where !setting.hasPrefix("retrain.") {
            throw Refusal(
                "--set \(setting) changes what the network was found with; expected a key of retrain, such as "
                    + "retrain.epochs")
        }
        let seeds = seed.map { ["retrain.seed=\($0)"] } ?? []
        return try ScenarioFile.read("\(folder)/\(RunFileName.scenario)", settings: settings + seeds, data: data)
    }
}
