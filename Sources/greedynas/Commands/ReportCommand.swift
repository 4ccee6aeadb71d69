import Experiment

/// `greedynas report`: the page of a run.
struct ReportCommand: Command {
    let name = "report"
    let summary = "Write a page about a run: curves, pool, front, network, test and costs, in one HTML file"
    let positionals = ["DIR"]
    let options = [Self.output]
    let notes = """
        DIR is the folder of a run, of a search or of a retraining. A run that has not come to its end, or is still going
        on, has a report too, which says how far it went. The page needs nothing but itself: no network, no script.
        The same folder gives the same bytes.
        """

    private static let output = CommandLineOption.option("output", "FILE", "where to write; default DIR/report.html")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let folder = arguments.positionals[0]
        let file = arguments.value(Self.output) ?? "\(folder)/\(RunReport.fileName)"
        try RunReport(of: folder).write(to: file)
        return file
    }
}
