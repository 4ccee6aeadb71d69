import Architecture
import Documents
import NetworkFiles
import RunFiles
import Runs
import Scenarios

/// `greedynas retrain`: one network from scratch.
struct RetrainCommand: Command {
    let name = "retrain"
    let summary = "Train one network from scratch and test it"
    let positionals = ["DIR|NETWORK..."]
    let options =
        [Self.scenario, Self.instead, Self.output, SharedOptions.data, Self.seed, Self.set, SharedOptions.workers]
        + [SharedOptions.json] + SharedOptions.audience
    let notes = """
        DIR is the folder of a run whose search has ended: its scenario.json and architecture.json are read.
        --instead trains, in place of the network found, a reference to hold it against: a random network of 90 to 100 %
        of its MACs within the run's limits, or the largest one within the limit on MACs.
        NETWORK is, with --scenario,
          a path of the scenario's space: "k3e3 k5e6 id ...", "0,4,6,..." or a run of digits
          a published network by its name, a network block by block, or a file of one, as `describe` takes them
        One that is made for other pictures or classes is fitted to those of the scenario: its input and its classifier,
        and where the pictures are smaller its first strides, as retrain.unit_strides says.
        The new folder holds scenario.json, environment.json, metrics.jsonl (a line an epoch), network.weights
        (safetensors) and summary.json. With the settings of a run its network gets the same weights as in the run.
        """

    private static let scenario = CommandLineOption.option(
        "scenario", "FILE", "whose sections data and retrain say how; default DIR/scenario.json")
    private static let instead = CommandLineOption.choice(
        "instead", of: ReferenceNetwork.self, "train a reference in place of the network of DIR")
    private static let output = SharedOptions.output(
        "DIR",
        "where to write; default DIR-retrain, DIR-WHICH, runs/NAME-NETWORK for a published one, or runs/NAME-retrain")
    private static let seed = CommandLineOption.option("seed", "N", "seed of what the retraining draws: retrain.seed")
    private static let set = CommandLineOption.option(
        "set", "KEY=VALUE", repeatable: true, "change a key of retrain, such as retrain.epochs=10")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let audience = try arguments.audience()
        let text = arguments.positionals.joined(separator: " ")
        let seed = try arguments.integer(Self.seed, in: 0...Int.max)
        let settings = arguments.values(Self.set)
        let data = arguments.value(SharedOptions.data)
        let reference = try arguments.choice(Self.instead, of: ReferenceNetwork.self)
        let network: RetrainRun.Network
        let scenario: Scenario
        var output = arguments.value(Self.output)
        if let file = arguments.value(Self.scenario) {
            guard reference == nil else {
                throw UsageError(
                    "--instead and --scenario are both given; expected --instead with the folder of a run alone")
            }
            let seeds = seed.map { ["retrain.seed=\($0)"] } ?? []
            scenario = try ScenarioFile.read(file, settings: settings + seeds, data: data)
            let given = try GivenNetwork(text, in: scenario.searchSpace)
            if case .published(let network) = given.origin {
                output = output ?? "runs/\(scenario.name)-\(network.name)"
            }
            network =
                if case .found(let found) = given.origin {
                    .found(found)
                } else {
                    .other(given.blueprint, name: given.name)
                }
        } else {
            guard FolderContents.isFolder(text) else {
                throw UsageError(
                    "\"\(ForeignText.line(text, atMost: 60))\" is not the folder of a run; expected one, or --scenario for a network"
                )
            }
            let folder = FilePath.plain(text)
            scenario = try RetrainRun.scenario(of: folder, settings: settings, seed: seed, data: data)
            let found = try FoundArchitecture(of: folder)
            network = .found(try reference?.network(insteadOf: found, in: scenario) ?? found)
            output = output ?? "\(folder)-\(reference?.rawValue ?? "retrain")"
        }
        let workers = try arguments.integer(SharedOptions.workers, in: 1...1024)
        let run = try RetrainRun(
            network, by: scenario, output: output, workers: workers, audience: audience)
        if !audience.isQuiet {
            for warning in run.warnings { StandardStreams.warn(warning) }
            for note in run.notes + ["writing to \(run.path)"] { StandardStreams.hint(note) }
        }
        let outcome = try await SignalWatch.stopping { stop in try await run.execute(stop: stop) }
        return arguments.isGiven(SharedOptions.json) ? outcome.json.text(indented: true) : outcome.text
    }
}
