import Datasets
import Documents
import Foundation
import Planning
import Preparation
import Reporting
import RunFiles
import Scenarios

/// `greedynas data inspect`: what a set of pictures holds.
struct DataInspectCommand: Command {
    let name = "data inspect"
    let summary = "Print what a folder of pictures or the data set of a scenario holds"
    let positionals = ["FOLDER|SCENARIO"]
    let options = [Self.kind, Self.sheet] + SharedOptions.scenario + [SharedOptions.json, SharedOptions.quiet]
    let notes = """
        Without --kind a folder is tried as CIFAR-10, CIFAR-100 (binary or Python version), IDX (MNIST's format), NumPy
        arrays, packed pictures, and a folder of JPEG and PNG files. Of JPEG and PNG files a sample is decoded; of packed
        pictures every checksum is compared. --sheet writes a page with some pictures of each class: look at it once.
        """

    private static let kind = CommandLineOption.option(
        "kind", kinds.map(\.rawValue).joined(separator: "|"), "the format of the folder")
    private static let sheet = CommandLineOption.option("sheet", "FILE", "write pictures of each class to an HTML file")
    private static let kinds: [ScenarioData.PictureSet] = [.cifar10, .cifar100, .idx, .npy, .packed, .folder]

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let sheet = try arguments.value(Self.sheet).map { try OutputFile($0) }
        let found = try found(arguments)
        let report = DatasetReport(found.summary)
        if !arguments.isGiven(SharedOptions.quiet) {
            for warning in report.warnings + found.damages { StandardStreams.warn(warning) }
        }
        if let sheet {
            let pictures = ContactSheet(
                try found.pictures(), classNames: found.summary.classNames, name: found.summary.name)
            try sheet.write(Data(pictures.page.html.utf8))
        }
        return arguments.isGiven(SharedOptions.json) ? report.json.text(indented: true) : report.text
    }

    /// A set, and its training pictures or some of them.
    private struct Found {
        let summary: DatasetSummary
        let pictures: () throws -> Pictures
        var damages: [String] = []

        init(_ source: any PictureSource) throws {
            if let packed = source as? PackedPictures { try packed.check() }
            summary = try DatasetSummary(of: source)
            pictures = { try source.training() }
        }

        init(folder: String) throws {
            let sample = try FolderSample(folder)
            summary = DatasetSummary(
                name: "folder", classNames: sample.tree.classNames, trainingCounts: sample.counts(.training),
                testCounts: sample.counts(.test), measuredOn: sample.pictures, sample: sample.words, files: [])
            pictures = { sample.pictures }
            damages = sample.damaged.map(\.line)
        }
    }

    private func found(_ arguments: ParsedArguments) throws -> Found {
        let path = ScenarioFile.found(arguments.positionals[0])
        let word = try arguments.word(Self.kind)
        guard FolderContents.exists(path) else { throw DatasetsError.folderMissing(path: path) }
        guard FolderContents.isFolder(path) else {
            if word != nil {
                throw UsageError(
                    "--kind cannot be used with a scenario, whose data.set says the format; expected a folder")
            }
            let scenario = try ScenarioArgument.read(path, arguments, trains: false)
            try scenario.packPictures()
            return try Found(scenario.data.source(seed: scenario.seed))
        }
        if let option = (SharedOptions.scenario.first { arguments.isGiven($0) }) {
            throw UsageError("--\(option.name) cannot be used with a folder; expected a scenario")
        }
        switch Self.kinds.first(where: { $0.rawValue == word }) {
        case .folder: return try Found(folder: path)
        case let kind?: return try Found(kind.source(folder: path))
        case nil: break
        }
        do {
            return try Found(PictureFolder.detect(path, among: Self.kinds.filter { $0 != .folder }))
        } catch let error as DatasetsError {
            // Where there are no folders of classes, what was said of files is the better sentence.
            guard case .filesMissing = error, try PictureTree.hasFolders(path) else { throw error }
            return try Found(folder: path)
        }
    }
}
