import RunFiles
import RunReports

/// `greedynas report`: the page of a run.
struct ReportCommand: Command {
    let name = "report"
    let summary = "Write an HTML report of a run: curves, front, network, test, costs"
    let positionals = ["DIR"]
    let options = [Self.output, Self.tensorBoard, Self.csv]
    let notes = """
        DIR is the folder of a run, of a search or of a retraining. An unfinished or running run has a report too, which
        says how far it got. The page is self-contained: no network access, no scripts. The same folder gives the same
        bytes. The names of the files written go to standard output; with --output - the page itself does.
        """

    private static let output = SharedOptions.output("FILE", "where to write; default DIR/report.html")
    private static let tensorBoard = CommandLineOption.option(
        "tensorboard", "DIR", "also write the curves to this folder, as a TensorBoard event file")
    private static let csv = CommandLineOption.option(
        "csv", "FILE", "also write the epochs of the retraining to this file, with the columns of timm's summary.csv")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let folder = arguments.positionals[0]
        // All is read before anything is written, so that what is refused leaves no file.
        let report = try RunReport(of: folder)
        let name = arguments.value(Self.output) ?? "\(folder)/\(RunFileName.report)"
        let file = name == "-" ? nil : try OutputFile(name, replacing: "\(folder)/\(RunFileName.report)")
        let table = try arguments.value(Self.csv).map { (file: try OutputFile($0), epochs: try EpochTable(of: folder)) }
        let events = try arguments.eventsFolder().map { (folder: $0, run: try RunEvents(of: folder)) }
        try KeptFiles(of: folder).check()
        if let file { try report.write(to: file) }
        var files = file.map { [$0.path] } ?? []
        if let events { files.append(try events.run.write(into: events.folder)) }
        if let table {
            try table.epochs.write(to: table.file)
            files.append(table.file.path)
        }
        guard file == nil else { return files.joined(separator: "\n") }
        for file in files { StandardStreams.hint("written: \(file)") }
        return report.html
    }
}
