import Architecture
import Documents
import NetworkFiles
import Planning
import RunFiles
import Runs
import Scenarios

/// `greedynas retrain`: one network, from scratch or from shared weights.
struct RetrainCommand: Command {
    let name = "retrain"
    let summary = "Train one network, from scratch or from its supernet, and test it"
    let positionals = ["DIR|NETWORK..."]
    let options =
        [
            Self.scenario, Self.instead, Self.from, Self.output, SharedOptions.data, Self.seed, Self.set,
            SharedOptions.workers, SharedOptions.mixed,
        ]
        + [SharedOptions.json] + SharedOptions.audience
    let notes = """
        DIR is the folder of a run whose search has ended: the network found is trained again. --instead trains a reference
        to compare it with: a random network with 90 to 100 % of its MACs, within the run's limits, or the largest one within
        the limit on MACs. --from supernet starts from the weights that the network shares in the run's supernet. NETWORK is,
        with --scenario,
          a path of the scenario's space: "k3e3 k5e6 id ...", "0,4,6,..." or a run of digits
          the name, the file or the notation of a network, as for `describe`
        A network made for other pictures or classes is fitted to those of the scenario: its input, its classifier, and for
        smaller pictures its first strides (retrain.unit_strides).
        """

    private static let scenario = CommandLineOption.option(
        "scenario", "FILE", "scenario with the sections data and retrain; default DIR/scenario.json")
    private static let instead = CommandLineOption.choice(
        "instead", of: ReferenceNetwork.self, "train a reference network instead of the one found in DIR")
    private static let from = CommandLineOption.choice(
        "from", of: ScenarioRetrain.Start.self,
        "what it starts from: new initial weights or the supernet's (retrain.from)")
    private static let output = SharedOptions.output(
        "DIR",
        "where to write; default DIR-retrain, DIR-WHICH, DIR-from-WHAT, runs/NAME-NETWORK for a published one, or "
            + "runs/NAME-retrain")
    private static let seed = CommandLineOption.option("seed", "N", "seed of the retraining alone (retrain.seed)")
    private static let set = CommandLineOption.option(
        "set", "KEY=VALUE", repeatable: true, "change a key of retrain, such as retrain.epochs=10")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let audience = try arguments.audience()
        let text = arguments.positionals.joined(separator: " ")
        let seed = try arguments.integer(Self.seed, in: 0...Int.max)
        let from = try arguments.choice(Self.from, of: ScenarioRetrain.Start.self)
        let settings = arguments.values(Self.set) + (from.map { ["retrain.from=\($0.rawValue)"] } ?? [])
        let data = arguments.value(SharedOptions.data)
        let reference = try arguments.choice(Self.instead, of: ReferenceNetwork.self)
        let network: RetrainRun.Network
        let scenario: Scenario
        var (run, output): (String?, String?) = (nil, arguments.value(Self.output))
        if let file = arguments.value(Self.scenario) {
            guard reference == nil else {
                throw UsageError(
                    "--instead and --scenario are both given; expected --instead with the folder of a run alone")
            }
            let seeds = seed.map { ["retrain.seed=\($0)"] } ?? []
            scenario = try ScenarioFile.read(file, settings: settings + seeds, data: data)
            let given = try GivenNetwork(text, in: scenario.measuredSpace())
            if case .published(let network) = given.origin {
                output = output ?? "runs/\(scenario.name)-\(network.name)"
            }
            network =
                if case .found(let found) = given.origin {
                    .found(found)
                } else {
                    .other(given.blueprint, name: given.name)
                }
            run = FolderContents.isFolder(text) ? FilePath.plain(text) : nil
        } else {
            guard FolderContents.isFolder(text) else {
                throw UsageError(
                    "\"\(ForeignText.line(text, atMost: 60))\" is not the folder of a run; expected one, or --scenario for a network"
                )
            }
            let folder = FilePath.plain(text)
            scenario = try RetrainRun.scenario(of: folder, settings: settings, seed: seed, data: data)
            let found = try FoundArchitecture(of: folder)
            run = folder
            network = .found(try reference?.network(insteadOf: found, in: scenario) ?? found)
            let marks = [reference?.rawValue, from.map { "from-\($0.rawValue)" }].compactMap(\.self)
            output = output ?? "\(folder)-\(marks.isEmpty ? "retrain" : marks.joined(separator: "-"))"
        }
        let workers = try arguments.integer(SharedOptions.workers, in: 1...1024)
        let retraining = try RetrainRun(
            network, by: scenario, of: run, output: output, workers: workers, ranks: arguments.ranks,
            audience: audience)
        if !audience.isQuiet {
            for warning in retraining.warnings { StandardStreams.warn(warning) }
            for note in retraining.notes + ["writing to \(retraining.path)"] { StandardStreams.hint(note) }
        }
        let outcome = try await SignalWatch.stopping { stop in try await retraining.execute(stop: stop) }
        return arguments.isGiven(SharedOptions.json) ? outcome.json.text(indented: true) : outcome.text
    }
}
