import Documents
import Measurements
import RunFiles
import Scenarios

/// `greedynas latency`: the time of each operation of a scenario's space on this machine.
struct LatencyCommand: Command {
    let name = "latency"
    let summary = "Measure each operation of a space here, for the search"
    let positionals = ["SCENARIO"]
    let options = [
        Self.output, Self.threads, Self.batch, SharedOptions.set, SharedOptions.json, SharedOptions.quiet,
    ]
    let notes = """
        The table holds for this processor, this number of threads and this space; search.latency_table names it. Nothing
        else should run meanwhile.

        \(ScenarioArgument.notes)
        """

    private static let output = SharedOptions.output("FILE", "the table; default NAME-latency.json")
    private static let threads = CommandLineOption.option("threads", "N", "threads of one network; default 1")
    private static let batch = CommandLineOption.option("batch", "N", "pictures at once; default 1")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let threads = try arguments.integer(Self.threads, in: 1...1024) ?? 1
        let batch = try arguments.integer(Self.batch, in: 1...4096) ?? 1
        let isQuiet = arguments.isGiven(SharedOptions.quiet)
        let scenario = try ScenarioArgument.read(arguments.positionals[0], arguments)
        let output = arguments.value(Self.output) ?? "\(scenario.name)-latency.json"
        guard !FolderContents.exists(output) else {
            throw UsageError("\(output) is there already; expected a new file")
        }
        let file = try OutputFile(output)
        let (table, check) = try await LatencyMeasurement(
            of: scenario.searchSpace, threads: threads, batch: batch
        ).run { line in if !isQuiet { StandardStreams.note(line) } }
        let report = LatencyReport(table, check)
        try report.write(to: file)
        return arguments.isGiven(SharedOptions.json)
            ? report.json.text(indented: true) : report.text + "\nwritten to \(output)"
    }
}
