public import Architecture
import Documents
import Host
import NeuralNetwork
public import RunFiles
import RunReports
public import Scenarios

/// The retraining of a network by itself, into a folder of its own.
///
/// With the settings of a finished run and the network that it found, the weights are those of the run's own retraining
/// to the last bit.
public struct RetrainRun: Sendable {
    /// A network that is to be trained.
    public enum Network: Sendable {
        /// One that a search found, as its file says.
        case found(FoundArchitecture)
        /// Any other one, with what people call it.
        case other(Blueprint, name: String? = nil)

        /// The network's blocks.
        public var blueprint: Blueprint {
            switch self {
            case .found(let found): found.space.blueprint(of: found.path)
            case .other(let blueprint, _): blueprint
            }
        }

        /// What people call the network; nil where it has no name.
        public var name: String? { if case .other(_, let name) = self { name } else { nil } }
    }

    private let scenario: Scenario
    private let network: NetworkLayout
    /// What people call the network; nil where it has no name.
    private let name: String?
    private let directory: RunDirectory
    private let phase: RetrainPhase
    private let environment: RunEnvironment
    private let audience: Audience
    /// What the caller should be told before it begins, a sentence each.
    public let notes: [String]
    /// What is probably not meant, a sentence each.
    public let warnings: [String]

    /// Prepares a retraining: reads the pictures and claims the new folder.
    ///
    /// - Parameters:
    ///   - network: What to train; where it is made for other pictures or classes, it is fitted to those of the scenario.
    ///   - scenario: How, and on what: its sections `data` and `retrain`.
    ///   - output: The new folder; nil for `runs/NAME-retrain`.
    ///   - beginsAnew: Whether what an earlier retraining has left in the folder goes.
    ///   - workers: Threads that compute; nil for as many as there are usable cores.
    ///   - audience: Who hears of it while it goes on.
    /// - Throws: `Refusal` or an error of the pictures' reader, for whatever keeps it from beginning.
    public init(
        _ network: Network, by scenario: Scenario, output: String?, beginsAnew: Bool = false, workers: Int?,
        audience: Audience = .none
    ) throws {
        environment = RunEnvironment(workers: workers ?? Processor.cores, kind: .retrain)
        let given = network.blueprint
        let size = scenario.data.nominalSize
        let expected = try scenario.fitted(
            network.blueprint, side: size.side, channels: size.channels, classes: size.classes)
        let pictures = try ScenarioPictures(
            scenario, for: .retrain...(.retrain), workers: environment.workers, network: expected)
        phase = try RetrainPhase(scenario, pictures: pictures)
        let fitted = try phase.fitted(given, by: scenario)
        let network = fitted == network.blueprint ? network : .other(fitted, name: network.name)
        self.network = try phase.layout(of: fitted)
        name = network.name
        let output = output ?? "runs/\(scenario.name)-retrain"
        directory = try beginsAnew ? RunDirectory(beginningAnew: output) : RunDirectory(creating: output)
        self.scenario = scenario
        self.audience = audience
        notes = [directory.note, Self.note(of: given, fitted)].compactMap(\.self)
        warnings = pictures.warnings
        // The latency table, where there is one, is not read: what its digest was stays.
        // Before the scenario, so that no folder of this kind is ever taken for a run's.
        try directory.write(environment.json, to: RunFileName.environment)
        try directory.write(scenario.resolved(files: pictures.files, latency: nil), to: RunFileName.scenario)
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
        let advice = RunInterruption.advice(abandoning: directory.path)
        return try await directory.working(until: stop, advice: advice) {
            let context = try RunContext(in: directory, environment: environment, audience: audience, stop: stop)
            let result = try await phase.run(network, in: context)
            var digest = RunDigest()
            digest.add(network: network.blueprint.description)
            digest.add(result)
            let summary = try RetrainOutcome(
                scenario: scenario.name, seed: scenario.retrain.seed ?? scenario.seed, digest: digest.hexadecimal,
                name: name, retrain: result, files: directory.keptFiles(), folder: directory.path)
            try directory.write(summary.json, to: RunFileName.summary)
            try directory.writeReport()
            return summary
        }
    }

    /// What fitting has made of a network, a sentence; nil where it stayed as it was.
    private static func note(of network: Blueprint, _ fitted: Blueprint) -> String? {
        guard fitted != network else { return nil }
        func words(_ network: Blueprint) -> String {
            "\(network.channels)x\(network.side)x\(network.side) pictures and \(network.classes.counted("class", "classes"))"
        }
        let strides = network.strides - fitted.strides
        return "the network is made for \(words(network)); here it is trained for \(words(fitted)), "
            + (strides == 0
                ? "with its own strides"
                : "its first \(strides == 1 ? "stride is" : "\(strides) strides are") 1 (retrain.unit_strides)")
    }

    /// Prepares to repeat a retraining of its own: its network, by its scenario.
    ///
    /// - Parameters:
    ///   - retraining: The folder of the retraining.
    ///   - output: The new folder.
    ///   - data: Replaces `data.path`, where the pictures have moved.
    ///   - workers: Threads that compute.
    ///   - audience: Who hears of it while it goes on.
    /// - Throws: As above, and `Refusal` where the folder does not tell the network.
    init(repeating retraining: String, output: String, data: String?, workers: Int, audience: Audience) throws {
        let network: Network
        if FolderContents.exists("\(retraining)/\(RunFileName.architecture)") {
            network = .found(try FoundArchitecture(of: retraining))
        } else {
            let summary = try FinishedRun.summary(of: retraining)
            guard let blueprint = try summary?.givenNetwork(in: retraining) else {
                throw Refusal(
                    "\(retraining) has no \(RunFileName.architecture), and its \(RunFileName.summary) names no network; "
                        + "expected the folder of a retraining")
            }
            network = .other(blueprint, name: summary?.architecture?.name)
        }
        try self.init(
            network, by: ScenarioFile.read(ofRun: retraining, data: data), output: output,
            workers: workers, audience: audience)
    }

    /// The scenario of a finished run's folder, changed for another retraining.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - settings: Changes, `retrain.key=value`.
    ///   - seed: Replaces `retrain.seed`.
    ///   - data: Replaces `data.path`, where the pictures have moved.
    public static func scenario(of folder: String, settings: [String], seed: Int?, data: String?) throws -> Scenario {
        try ScenarioFile.read(ofRun: folder, changing: .retrain, settings: settings, seed: seed, data: data)
    }
}
