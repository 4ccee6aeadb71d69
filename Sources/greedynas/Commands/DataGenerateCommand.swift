import Datasets
import Documents
import Planning

/// `greedynas data generate`: the embedded pictures as files.
struct DataGenerateCommand: Command {
    let name = "data generate"
    let summary = "Write the embedded pictures as binary CIFAR-10 files"
    let positionals = ["FOLDER"]
    let options = [Self.training, Self.test, SharedOptions.seed, SharedOptions.json]

    private static let training = CommandLineOption.option("training", "N", "training pictures; default 10000")
    private static let test = CommandLineOption.option("test", "N", "test pictures; default 5000")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let folder = arguments.positionals[0]
        let training = try arguments.integer(Self.training, in: 10...10_000_000) ?? 10_000
        let test = try arguments.integer(Self.test, in: 10...10_000_000) ?? 5_000
        let seed = try arguments.integer(SharedOptions.seed, in: 0...Int.max) ?? 1
        guard FolderContents.isAbsentOrEmpty(folder) else {
            throw UsageError("\(folder) already exists and is not an empty folder; expected a new or empty one")
        }
        let pictures = try EmbeddedPictures(seed: UInt64(seed), trainingCount: training, testCount: test)
        let files: [SourceFile]
        do {
            files = try CIFARWriter(folder: folder).write(pictures)
        } catch let error as DatasetsError {
            throw Failure("\(error)")
        }
        guard arguments.isGiven(SharedOptions.json) else {
            return files.map { "\($0.sha256)  \($0.path)" }.joined(separator: "\n")
        }
        let document: JSONValue = [
            "folder": .string(folder), "training": .integer(training), "test": .integer(test), "seed": .integer(seed),
            "files": .array(files.map(\.json)),
        ]
        return document.text(indented: true)
    }
}
