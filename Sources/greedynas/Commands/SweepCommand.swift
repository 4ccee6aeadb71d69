import Documents
import Reporting
import Runs
import Scenarios
import Studies

/// `greedynas sweep`: every combination of a scenario's `sweep` object, and one table of them.
struct SweepCommand: Command {
    let name = "sweep"
    let summary = "Run every combination of a scenario's sweep object"
    let positionals = ["SCENARIO"]
    let options =
        [Self.output, Self.plan, Self.simulate, Self.jobs, Self.shard, Self.yes, SharedOptions.until]
        + SharedOptions.scenario
        + [SharedOptions.tensorBoard, SharedOptions.workers, SharedOptions.json, SharedOptions.quiet]
    let notes = """
        The sweep object maps keys to lists of values; keys joined by a comma take lists of tuples:
          sweep: { "supernet.m,supernet.k": [[5, 5], [10, 5]], "seed": [1, 2, 3] }
        makes six runs. Each has its own folder in DIR, next to sweep.csv, .json, .md and .html, which are rewritten
        after each run. Repeat the command to continue a sweep. With --shard several machines share a DIR; a last call
        without it writes the tables of all runs. --set changes keys that are not varied, and lists of the sweep:
        --set 'sweep.seed=[1, 2]', --set 'sweep.supernet.m,supernet.k=[[5, 5], [10, 5]]'.

        SCENARIO is a file, or the name of one in the folder Scenarios, such as sweeps/m-k.
        """

    private static let output = SharedOptions.output(
        "DIR", "the folder for all runs; default runs/NAME[-simulation]-sweep")
    private static let plan = CommandLineOption.flag(
        "plan", "print the runs and their cost in pictures, time and disk; train nothing")
    private static let simulate = CommandLineOption.flag(
        "simulate",
        "simulate the combinations in seconds instead "
            + "of training")
    private static let jobs = CommandLineOption.option("jobs", "N", "number of runs at a time; default 1")
    private static let shard = CommandLineOption.option(
        "shard", "I/N", "do only the I-th of N parts of the runs, I from 1 to N")
    private static let yes = CommandLineOption.flag(
        "yes", "allow more than \(ScenarioSweep.limit) runs (at most \(ScenarioSweep.largest))")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let phase = try arguments.choice(SharedOptions.until, of: RunPhase.self)
        let workers = try arguments.integer(SharedOptions.workers, in: 1...1024)
        let jobs = try arguments.integer(Self.jobs, in: 1...1024) ?? 1
        let shard = try SweepShard.whole(unless: arguments.value(Self.shard))
        let isQuiet = arguments.isGiven(SharedOptions.quiet)
        let data = arguments.value(SharedOptions.data)
        let scenarios = try ScenarioFile.readSweep(
            arguments.positionals[0], settings: arguments.values(SharedOptions.set),
            seed: arguments.integer(SharedOptions.seed, in: 0...Int.max), data: data,
            until: phase, allowsMany: arguments.isGiven(Self.yes))
        let sweep = try Sweep(
            scenarios, of: sweptRun(arguments), output: arguments.value(Self.output), shard: shard, jobs: jobs,
            workers: workers)
        if !isQuiet {
            for warning in scenarios.warnings { StandardStreams.warn(warning) }
            StandardStreams.note(sweep.note)
        }
        if arguments.isGiven(Self.plan) {
            let plan = try await sweep.plan()
            return arguments.isGiven(SharedOptions.json)
                ? plan.json.text(indented: true) : plan.text(width: Terminal.output.width)
        }
        if !arguments.isGiven(Self.simulate) {
            // Before several of them do it at a time.
            for combination in scenarios.combinations { try combination.scenario.packPictures() }
        }
        let table = try await SignalWatch.stopping { stop in
            try await sweep.execute(stop: stop) { line in
                if !isQuiet { StandardStreams.note(line) }
            }
        }
        let text =
            arguments.isGiven(SharedOptions.json)
            ? table.json.text(indented: true) : table.text(width: Terminal.output.width)
        guard table.failures.isEmpty else {
            // What came out is worth having whatever failed beside it.
            try StandardStreams.print(text)
            let names = table.failures.map(\.name).joined(separator: "; ")
            throw Failure("\(table.failures.count) of \(table.count.counted("run")) failed: \(names)")
        }
        return text
    }

    private func sweptRun(_ arguments: ParsedArguments) throws(UsageError) -> any SweptRun {
        let data = arguments.value(SharedOptions.data)
        guard arguments.isGiven(Self.simulate) else {
            return SweptTraining(data: data, events: try arguments.eventsFolder())
        }
        let options = [SharedOptions.data, SharedOptions.until, SharedOptions.tensorBoard, Self.plan]
        if let option = (options.first { arguments.isGiven($0) }) {
            throw UsageError(
                "--\(option.name) cannot be used with --simulate, which reads no pictures and has one phase; "
                    + "expected one of the two")
        }
        return SweptSimulation()
    }
}

extension SweepShard {
    /// The part that an option names; the whole where it is not given.
    ///
    /// - Throws: `UsageError` where the text names no part.
    static func whole(unless text: String?) throws(UsageError) -> SweepShard {
        guard let text else { return .whole }
        guard let shard = SweepShard(text) else {
            throw UsageError("--shard is \"\(text)\"; expected I/N, the I-th of N parts, I from 1 to N")
        }
        return shard
    }
}
