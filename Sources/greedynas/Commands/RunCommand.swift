import Documents
import Runs
import Scenarios

/// `greedynas run`: a scenario from its pictures to the files of a folder.
struct RunCommand: Command {
    let name = "run"
    let summary = "Train a supernet, search it, and train the network found from scratch"
    let positionals = ["SCENARIO"]
    let options =
        [SharedOptions.output] + SharedOptions.scenario
        + [SharedOptions.workers, SharedOptions.until, SharedOptions.mixed, SharedOptions.json] + SharedOptions.audience
    let notes = """
        Each phase of the run writes its files when it ends. The folder holds scenario.json (with every key),
        environment.json, pictures.json, metrics.jsonl (a line a round, generation or epoch), pool.json, supernet.weights
        (safetensors), front.json, architecture.json, network.weights, summary.json and report.html.

        \(ScenarioArgument.notes)
        """

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let phase = try arguments.choice(SharedOptions.until, of: RunPhase.self)
        let workers = try arguments.integer(SharedOptions.workers, in: 1...1024)
        let audience = try arguments.audience()
        let scenario = try ScenarioArgument.read(arguments.positionals[0], arguments)
        let run = try Run(
            scenario, output: arguments.value(SharedOptions.output), until: phase, workers: workers,
            ranks: arguments.ranks, audience: audience)
        if !audience.isQuiet {
            for warning in run.warnings { StandardStreams.warn(warning) }
            for note in run.notes + ["writing to \(run.path)"] { StandardStreams.hint(note) }
        }
        let outcome = try await SignalWatch.stopping { stop in try await run.execute(stop: stop) }
        return arguments.isGiven(SharedOptions.json) ? outcome.json.text(indented: true) : outcome.text
    }
}
