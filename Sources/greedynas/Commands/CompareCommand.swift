import Documents
import Reporting
import Studies

/// `greedynas compare`: finished runs side by side.
struct CompareCommand: Command {
    let name = "compare"
    let summary = "Print finished runs side by side: accuracy, MACs, cost"
    let positionals = ["DIR..."]
    let options = [Self.markdown, SharedOptions.json]
    let notes = """
        Each DIR is the folder of a finished run, of a search or of a retraining. Runs that differ only in their seeds
        form one row: mean, sample standard deviation and the number n of runs. "-" means that a run has no such figure.
        Below the table the top-1 accuracy of the first row is compared with that of each other row, paired by common
        seeds: the mean difference, its 95 % interval by Student's t, and "above" or "below" only where that excludes 0.
        """

    private static let markdown = CommandLineOption.flag("markdown", "print a table in Markdown")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let isJSON = arguments.isGiven(SharedOptions.json)
        guard !isJSON || !arguments.isGiven(Self.markdown) else {
            throw UsageError("--markdown and --json are both given; expected one of them")
        }
        let comparison = try Comparison(arguments.positionals)
        if isJSON { return comparison.json.text(indented: true) }
        return arguments.isGiven(Self.markdown) ? comparison.markdown : comparison.text(width: Terminal.output.width)
    }
}
