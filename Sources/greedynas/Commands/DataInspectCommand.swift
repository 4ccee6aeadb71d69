import Datasets
import Documents
import Planning
import Scenarios

/// `greedynas data inspect`: what a set of pictures holds.
struct DataInspectCommand: Command {
    let name = "data inspect"
    let summary = "Print what a folder of pictures or a scenario's set holds"
    let positionals = ["FOLDER|SCENARIO"]
    let options = [Self.kind] + SharedOptions.scenario + [SharedOptions.json, SharedOptions.quiet]
    let notes = """
        A folder is tried as CIFAR-10, CIFAR-100 (binary versions) and IDX (MNIST and its like) unless --kind names one.
        """

    private static let kind = CommandLineOption.option(
        "kind", kinds.map(\.rawValue).joined(separator: "|"), "the format of the folder")
    private static let kinds: [ScenarioData.PictureSet] = [.cifar10, .cifar100, .idx]

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let report = DatasetReport(try DatasetSummary(of: try source(arguments)))
        if !arguments.isGiven(SharedOptions.quiet), let warning = report.warning {
            StandardStreams.warn(warning)
        }
        return arguments.isGiven(SharedOptions.json) ? report.json.text(indented: true) : report.text
    }

    private func source(_ arguments: ParsedArguments) throws -> any PictureSource {
        let path = ScenarioFile.found(arguments.positionals[0])
        let word = try arguments.word(Self.kind)
        guard FolderContents.exists(path) else { throw DatasetsError.folderMissing(path: path) }
        guard FolderContents.isFolder(path) else {
            let scenario = try ScenarioArgument.read(path, arguments, trains: false)
            return try scenario.data.source(seed: scenario.seed)
        }
        if let option = (SharedOptions.scenario.first { arguments.isGiven($0) }) {
            throw UsageError("--\(option.name) cannot be used with a folder; expected a scenario")
        }
        if let kind = Self.kinds.first(where: { $0.rawValue == word }) { return try kind.source(folder: path) }
        return try PictureFolder.detect(path, among: Self.kinds)
    }
}
