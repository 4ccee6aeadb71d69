import Documents
import LatencyTables
import Measurements
import NetworkFiles
import Reporting
import RunFiles
import Scenarios

/// `greedynas latency`: the time of each operation of a scenario's space on this machine, or of one network.
struct LatencyCommand: Command {
    let name = "latency"
    let summary = "Measure the latency of each operation on this machine, or of one network"
    let positionals = ["SCENARIO|NETWORK..."]
    let options = [
        Self.output, Self.threads, Self.batch, SharedOptions.data, SharedOptions.set, SharedOptions.json,
        SharedOptions.quiet,
    ]
    let notes = """
        The table serves limits of latency (search.latency_table, search.limits.latency), for this processor, number of
        threads and space. Nothing else should run on the machine meanwhile.

        NETWORK is a published network's name, a file of a network, the folder of a run that found one, or a network block by
        block, as `describe` takes them. It is measured as a whole, and nothing is written.

        \(ScenarioArgument.notes)
        """

    /// A mean relative error above which a table is hardly worth a search.
    private static let largestError = 0.05

    private static let output = SharedOptions.output("FILE", "the table; default NAME-latency.json")
    private static let threads = CommandLineOption.option("threads", "N", "threads that run one network; default 1")
    private static let batch = CommandLineOption.option("batch", "N", "pictures at once; default 1")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let threads = try arguments.integer(Self.threads, in: 1...1024) ?? 1
        let batch = try arguments.integer(Self.batch, in: 1...4096) ?? 1
        let isQuiet = arguments.isGiven(SharedOptions.quiet)
        let text = arguments.positionals.joined(separator: " ")
        if GivenNetwork.isMeant(by: text) {
            if let option = [Self.output, SharedOptions.data, SharedOptions.set].first(where: { arguments.isGiven($0) })
            {
                throw UsageError("--\(option.name) is given with a network; expected it with a scenario alone")
            }
            let latency = try await NetworkLatency.measured(
                GivenNetwork(text), threads: threads, batch: batch
            ) { line in if !isQuiet { StandardStreams.note(line) } }
            return arguments.isGiven(SharedOptions.json) ? latency.json.text(indented: true) : latency.text
        }
        let scenario = try ScenarioArgument.read(text, arguments, trains: false)
        let output = arguments.value(Self.output) ?? "\(scenario.name)-latency.json"
        guard !FolderContents.exists(output) else {
            throw UsageError("\(output) already exists; expected a new file name")
        }
        let file = try OutputFile(output)
        let (table, check) = try await LatencyMeasurement(
            of: scenario.measuredSpace(), threads: threads, batch: batch
        ).run { line in if !isQuiet { StandardStreams.note(line) } }
        let report = LatencyReport(table, check)
        try report.write(to: file)
        if check.meanRelativeError > Self.largestError {
            StandardStreams.warn(
                "the sums of the table differ from whole networks by \(NumberText.percent(check.meanRelativeError)) in the mean; "
                    + "measure again while nothing else runs")
        }
        return arguments.isGiven(SharedOptions.json)
            ? report.json.text(indented: true) : report.text + "\nwritten to \(output)"
    }
}
