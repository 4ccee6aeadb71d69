import Documents
import Runs
import Scenarios
import Studies

/// `greedynas truth`: a table of what networks of a space are worth, made by training them from scratch.
struct TruthCommand: Command {
    let name = "truth"
    let summary = "Train random networks from scratch, as a table of true accuracies for correlate"
    let positionals = ["SCENARIO"]
    let options =
        [Self.networks, Self.seeds, Self.output, Self.shard] + SharedOptions.scenario
        + [SharedOptions.workers, SharedOptions.json, SharedOptions.quiet]
    let notes = """
        Trains and tests different random networks within search.limits, with the settings of the section retrain. Each
        training opens the test set once. Each training has its own folder in DIR, next to table.json (networks whose
        trainings are all finished) and trainings.csv. Repeat the command to continue; larger --networks or --seeds
        extend the table. With --shard several machines share a DIR; a last call without it writes the whole table.

          greedynas truth FILE --networks 64 --seeds 2
          greedynas correlate runs/NAME-seed1 --benchmark runs/NAME-truth/table.json

        A choice made with this table is a choice made on the test set.

        \(ScenarioArgument.notes)
        """

    private static let networks = CommandLineOption.option(
        "networks", "N", "number of different networks (required)")
    private static let seeds = CommandLineOption.option(
        "seeds", "S", "trainings per network, with consecutive seeds from retrain.seed; default 1")
    private static let output = SharedOptions.output("DIR", "the folder for all trainings; default runs/NAME-truth")
    private static let shard = CommandLineOption.option(
        "shard", "I/N", "do only the I-th of N parts of the trainings, I from 1 to N")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let most = Truth.mostTrainings
        let networks = try arguments.required(Self.networks, arguments.integer(Self.networks, in: 1...most))
        let seeds = try arguments.integer(Self.seeds, in: 1...(most / networks)) ?? 1
        let workers = try arguments.integer(SharedOptions.workers, in: 1...1024)
        let shard = try SweepShard.whole(unless: arguments.value(Self.shard))
        let isQuiet = arguments.isGiven(SharedOptions.quiet)
        let scenario = try ScenarioArgument.read(arguments.positionals[0], arguments)
        let truth = try Truth(
            scenario, networks: networks, seeds: seeds, output: arguments.value(Self.output), shard: shard,
            workers: workers)
        if !isQuiet { for note in truth.notes { StandardStreams.hint(note) } }
        try scenario.packPictures()
        let table = try await SignalWatch.stopping { stop in
            try await truth.execute(stop: stop) { line in
                if !isQuiet { StandardStreams.note(line) }
            }
        }
        let text = arguments.isGiven(SharedOptions.json) ? table.json.text(indented: true) : table.text
        guard table.failures.isEmpty else {
            // What came out is worth having whatever failed beside it.
            try StandardStreams.print(text)
            let names = table.failures.map(\.name).joined(separator: "; ")
            throw Failure("\(table.failures.count) of \(table.count.counted("training")) failed: \(names)")
        }
        return text
    }
}
