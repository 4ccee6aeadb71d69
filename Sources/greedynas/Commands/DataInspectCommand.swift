import Datasets
import Documents
import Planning
import Scenarios

/// `greedynas data inspect`: what a set of pictures holds.
struct DataInspectCommand: Command {
    let name = "data inspect"
    let summary = "Print what a folder of pictures holds, or what a scenario trains on"
    let positionals = ["FOLDER|SCENARIO"]
    let options = [Self.kind] + SharedOptions.scenario + [SharedOptions.json, SharedOptions.quiet]
    let notes = """
        A folder is tried as CIFAR-10, CIFAR-100 (binary versions) and IDX (MNIST and its like) unless --kind names one.
        """

    private static let kind = CommandLineOption.option("kind", "KIND", "the folder's set: cifar10, cifar100, idx or npy")
    private static let kinds: [ScenarioData.PictureSet] = [.cifar10, .cifar100, .idx, .npy]

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let report = DatasetReport(try DatasetSummary(of: try source(arguments)))
        return arguments.isGiven(SharedOptions.json) ? report.json.text(indented: true) : report.text
    }

    private func source(_ arguments: ParsedArguments) throws -> any PictureSource {
        let path = arguments.positionals[0]
        let word = try arguments.word(Self.kind, among: Self.kinds.map(\.rawValue))
        guard FolderContents.exists(path) else { throw DatasetsError.folderMissing(path: path) }
        guard FolderContents.isFolder(path) else {
            let scenario = try ScenarioArgument.read(path, arguments)
            return try scenario.data.source(seed: scenario.seed)
        }
        if let option = (SharedOptions.scenario.first { arguments.isGiven($0) }) {
            throw UsageError("--\(option.name) is given with a folder; expected it with a scenario only")
        }
        if let kind = Self.kinds.first(where: { $0.rawValue == word }) { return try kind.source(folder: path) }
        return try PictureFolder.detect(path, among: Self.kinds)
    }
}
