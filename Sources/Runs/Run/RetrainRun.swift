public import Architecture
import Documents
public import Exchange
import Host
import Layout
import Retraining
public import RunFiles
import RunReports
public import Scenarios
import TensorFiles

/// A standalone retraining, into a new folder.
///
/// With the settings of a finished run and the network that it found, the weights are those of the run's own retraining
/// to the last bit.
public struct RetrainRun: Sendable {
    /// A network that is to be trained.
    public enum Network: Sendable {
        /// One that a search found, as its file says.
        case found(FoundArchitecture)
        /// Any other one, with its name.
        case other(Blueprint, name: String? = nil)

        /// The network's blocks.
        public var blueprint: Blueprint {
            switch self {
            case .found(let found): found.space.blueprint(of: found.path)
            case .other(let blueprint, _): blueprint
            }
        }

        /// The network's name; nil if it has none.
        public var name: String? { if case .other(_, let name) = self { name } else { nil } }
    }

    private let scenario: Scenario
    private let network: NetworkLayout
    /// The network's name; nil if it has none.
    private let name: String?
    private let directory: RunDirectory
    private let phase: RetrainPhase
    /// What the training begins with, and the SHA-256 of the file that it is from; nil for newly drawn initial weights.
    private let start: (state: RetrainingState, sha256: String)?
    private let environment: RunEnvironment
    private let ranks: Ranks?
    private let audience: Audience
    /// What the caller should be told before it begins, a sentence each.
    public let notes: [String]
    /// What is allowed but probably not meant, a sentence each.
    public let warnings: [String]

    /// Prepares a retraining: reads the pictures and claims the new folder.
    ///
    /// - Parameters:
    ///   - network: What to train; where it is made for other pictures or classes, it is fitted to those of the scenario.
    ///   - scenario: How, and on what: its sections `data` and `retrain`.
    ///   - run: The folder of the run, or of the search, that found the network, for a scenario whose `retrain.from` is
    ///     `supernet`; nil for none.
    ///   - output: The new folder; nil for `runs/NAME-retrain`.
    ///   - beginsAnew: Whether what an earlier retraining has left in the folder is removed.
    ///   - workers: Threads that compute; nil for as many as there are usable cores.
    ///   - ranks: The processes that compute together, of which this is the first; nil for one alone.
    ///   - audience: Receives the progress.
    /// - Throws: `Refusal` or an error of the pictures' reader, for whatever keeps it from beginning.
    public init(
        _ network: Network, by scenario: Scenario, of run: String? = nil, output: String?, beginsAnew: Bool = false,
        workers: Int?, ranks: Ranks? = nil, audience: Audience = .none
    ) throws {
        let supernet = try scenario.retrain.from == .supernet ? Self.supernetFolder(of: network, foundIn: run) : nil
        let output = output ?? "runs/\(scenario.name)-retrain"
        if !beginsAnew { try RunDirectory.check(creating: output) }
        environment = RunEnvironment(
            workers: workers ?? Processor.cores, kind: .retrain, of: supernet, ranks: ranks?.json)
        let given = network.blueprint
        let expected = try scenario.fitted(given)
        let pictures = try ScenarioPictures(
            scenario, for: .retrain...(.retrain), workers: environment.workers, network: expected,
            ranks: ranks?.count ?? 1)
        phase = try RetrainPhase(scenario, pictures: pictures)
        let fitted = try phase.fitted(given, by: scenario)
        let network = fitted == given ? network : .other(fitted, name: network.name)
        let layout = try phase.layout(of: fitted)
        start = try Self.start(phase, of: network, layout, in: supernet)
        self.network = layout
        name = network.name
        directory = try beginsAnew ? RunDirectory(beginningAnew: output) : RunDirectory(creating: output)
        self.scenario = scenario
        self.ranks = ranks
        self.audience = audience
        notes =
            [directory.note, Self.note(of: given, fitted)].compactMap(\.self)
            + (ranks?.notes(supernet: nil, network: phase.settings) ?? [])
        warnings = pictures.warnings
        // The latency table, where there is one, is not read: what its digest was stays.
        // Before the scenario, so that no folder of this kind is ever taken for a run's.
        try directory.write(environment.json, to: RunFileName.environment)
        let resolved = scenario.resolved(files: pictures.files, latency: nil)
        try directory.write(resolved, to: RunFileName.scenario)
        let input = pictures.input(supernet: nil, network: phase.feed.normalization)
        try directory.write(input.json, to: RunFileName.pictures)
        if case .found(let found) = network { try directory.write(found.json, to: RunFileName.architecture) }
        ranks?.open(resolved, for: .retrain...(.retrain), network: expected, workers: workers)
    }

    /// The new folder.
    public var path: String { directory.path }

    /// Trains, tests and writes the folder's files.
    ///
    /// - Parameter stop: Asks the retraining to end.
    /// - Returns: The results; `summary.json` holds them.
    /// - Throws: `RetrainingError` where a number is not finite, `Failure` where a file cannot be written.
    @concurrent
    public func execute(stop: StopRequest = StopRequest()) async throws -> RetrainOutcome {
        let advice = RunInterruption.advice(abandoning: directory.path)
        return try await directory.working(until: stop, advice: advice) {
            try await ranks?.checkAllAreReady()
            let context = try RunContext(
                in: directory, environment: environment, audience: audience, stop: stop, ranks: ranks)
            let result = try await phase.run(network, from: start?.state, in: context)
            var digest = RunDigest()
            if let start { digest.add(sha256: start.sha256) }
            digest.add(network: network.blueprint.description)
            digest.add(result)
            let summary = try RetrainOutcome(
                scenario: scenario.name, seed: scenario.retrain.seed ?? scenario.seed, digest: digest.hexadecimal,
                name: name, retrain: result, from: scenario.retrain.from, files: directory.keptFiles(),
                folder: directory.path)
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

    /// Prepares to repeat a standalone retraining: its network, by its scenario.
    ///
    /// - Parameters:
    ///   - retraining: The folder of the retraining.
    ///   - output: The new folder.
    ///   - data: Replaces `data.path`, where the pictures have moved.
    ///   - workers: Threads that compute.
    ///   - ranks: As above.
    ///   - audience: Receives the progress.
    /// - Throws: As above, and `Refusal` where the folder does not tell the network.
    init(
        repeating retraining: String, output: String, data: String?, workers: Int, ranks: Ranks? = nil,
        audience: Audience
    ) throws {
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
            network, by: ScenarioFile.read(ofRun: retraining, data: data), of: retraining, output: output,
            workers: workers, ranks: ranks, audience: audience)
    }

    /// The folder with the weights that a network shares.
    ///
    /// - Parameter folder: Of a run; of a search or a retraining, which know their run; nil for none.
    private static func supernetFolder(of network: Network, foundIn folder: String?) throws(Refusal) -> String {
        guard case .found = network, let folder else { throw withoutSupernet }
        guard let environment = try WrittenEnvironment(ifAnyOf: folder) else { return folder }
        let kind = try environment.kind
        guard kind != .run else { return folder }
        let run = try environment.run
        guard FolderContents.isFolder(run) else {
            throw Refusal(
                "\(folder) is of \(kind.words) in the supernet of \(run), which is not there; expected that "
                    + "folder, whose weights are needed")
        }
        return run
    }

    /// A network that has no path in a supernet.
    private static var withoutSupernet: Refusal {
        Refusal(
            "retrain.from is \"supernet\", and the network is not given as the folder of the run that found it; expected "
                + "that folder, or \"scratch\"")
    }

    /// What the training begins with.
    ///
    /// - Parameter folder: The folder with the shared weights; nil for drawn ones.
    private static func start(
        _ phase: RetrainPhase, of network: Network, _ layout: NetworkLayout, in folder: String?
    ) throws(Refusal) -> (state: RetrainingState, sha256: String)? {
        guard let folder else { return nil }
        guard case .found(let found) = network, layout.blueprint == network.blueprint else { throw withoutSupernet }
        let supernet = SupernetLayout(found.space)
        let file = "\(folder)/\(RunFileName.supernetWeights)"
        let (weights, sha256) = try WeightsFile.read(file, layout: supernet)
        try KeptFiles(of: folder).check(RunFileName.supernetWeights, sha256: sha256)
        guard [nil, sha256].contains(found.provenance.supernetSHA256) else {
            throw Refusal(
                "\(file) holds other weights than those by which the network was found; expected the same")
        }
        return phase.start(of: layout, path: found.path, in: supernet, weights: weights).map { ($0, sha256) }
    }

    /// The scenario of a finished run's folder, changed for another retraining.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - settings: Changes, `retrain.key=value`.
    ///   - seed: Replaces `retrain.seed`.
    ///   - data: Replaces `data.path`, where the pictures have moved.
    /// - Throws: `Refusal` for a folder that is not of a run, a search or a retraining; `ScenarioError` for a change that
    ///   cannot be.
    public static func scenario(of folder: String, settings: [String], seed: Int?, data: String?) throws -> Scenario {
        try GivenFolder.checkBegan(folder)
        try GivenFolder.check(folder, isOf: [.run, .search, .retrain])
        return try ScenarioFile.read(ofRun: folder, changing: .retrain, settings: settings, seed: seed, data: data)
    }
}
