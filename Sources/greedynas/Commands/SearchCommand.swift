import Documents
import Runs

/// `greedynas search`: the search of a finished run again.
struct SearchCommand: Command {
    let name = "search"
    let summary = "Search again in the trained supernet of a run"
    let positionals = ["DIR"]
    let options =
        [
            Self.output, SharedOptions.data, Self.seed, Self.set, SharedOptions.workers, SharedOptions.mixed,
            SharedOptions.json,
        ]
        + SharedOptions.audience
    let notes = """
        DIR is the folder of a run whose supernet is trained: its scenario.json, pool.json and supernet.weights are
        read. The new folder holds scenario.json, environment.json, metrics.jsonl (a line a generation), front.json,
        architecture.json, summary.json and report.html. With unchanged settings it finds the same networks as the run's
        own search.
        """

    private static let output = SharedOptions.output("DIR", "where to write; default DIR-search")
    private static let seed = CommandLineOption.option("seed", "N", "seed of the search alone (search.seed)")
    private static let set = CommandLineOption.option(
        "set", "KEY=VALUE", repeatable: true, "change a key of the section search, such as search.population=100")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let audience = try arguments.audience()
        let run = try SearchRun(
            arguments.positionals[0], output: arguments.value(Self.output), settings: arguments.values(Self.set),
            seed: arguments.integer(Self.seed, in: 0...Int.max), data: arguments.value(SharedOptions.data),
            workers: arguments.integer(SharedOptions.workers, in: 1...1024), ranks: arguments.ranks,
            audience: audience)
        if !audience.isQuiet {
            for warning in run.warnings { StandardStreams.warn(warning) }
            for note in run.notes + ["writing to \(run.path)"] { StandardStreams.hint(note) }
        }
        let outcome = try await SignalWatch.stopping { stop in try await run.execute(stop: stop) }
        return arguments.isGiven(SharedOptions.json) ? outcome.json.text(indented: true) : outcome.text
    }
}
