import Architecture
import Datasets
import Documents
import Foundation
import Layout
import NeuralNetwork
import ScenarioKeys
import Scenarios
import Search
import TestSupport

/// Trials of one reader, in a folder of its own.
final class HostileAttack {
    private let reader: HostileReader
    private let root = TemporaryFolder()
    private let folder: URL
    private let journal: FileHandle
    private let journalPath: String
    /// Files that the reader took.
    private(set) var accepted = 0
    /// Files that it refused.
    private(set) var refused = 0
    private var slowest = (number: 0, duration: Duration.zero)

    /// Lays out the reader's valid files.
    init(on reader: HostileReader) throws {
        self.reader = reader
        let manager = FileManager.default
        folder = URL(fileURLWithPath: root.path("files"))
        for file in reader.files { try root.write("files/\(file.name)", file.variants[0]) }
        // For what reads one valid file besides.
        try root.write("scenario.json", "{}")
        journalPath =
            manager.temporaryDirectory.appendingPathComponent(
                "greedynas-fuzz-\(reader.name.replacing(" ", with: "-"))"
            ).path
        _ = manager.createFile(atPath: journalPath, contents: nil)
        journal = try FileHandle(forWritingTo: URL(fileURLWithPath: journalPath))
    }

    deinit {
        try? journal.close()
        try? FileManager.default.removeItem(atPath: journalPath)
    }

    /// Lets the reader read one hostile file.
    ///
    /// - Returns: What is wrong with the error that it threw; nil where nothing is.
    func trial(_ number: Int) throws -> String? {
        try journal.seek(toOffset: 0)
        try journal.write(contentsOf: Data("\(number)\n".utf8))
        let target = reader.files[number % reader.files.count]
        var mutator = Mutator(of: target.variants, isText: target.isText, number: number)
        let place = folder.appendingPathComponent(target.name)
        try Self.overwrite(place, with: reader.seal(mutator.file()))
        defer { try? Self.overwrite(place, with: target.variants[0]) }
        let clock = ContinuousClock()
        let start = clock.now
        var problem: String?
        do {
            try reader.read(folder.path)
            accepted += 1
        } catch {
            refused += 1
            problem = Self.problem(with: error)
        }
        let duration = clock.now - start
        if duration > slowest.duration { slowest = (number, duration) }
        return problem
    }

    /// Without waiting for the disk, as `Data` does, and file systems where a file was emptied first: that would take most
    /// of the time.
    private static func overwrite(_ place: URL, with bytes: [UInt8]) throws {
        let file = try FileHandle(forWritingTo: place)
        defer { try? file.close() }
        try file.write(contentsOf: Data(bytes))
        try file.truncate(atOffset: UInt64(bytes.count))
    }

    /// What the trials came to, on one line.
    var report: String {
        "\(reader.name): \(accepted + refused) trials, \(accepted) read, \(refused) refused, the slowest \(slowest.number) "
            + "in \(slowest.duration)"
    }

    /// An error is one of the engine's own, a single line, and quotes no more of a file than a person would read.
    private static func problem(with error: any Error) -> String? {
        let text = "\(error)"
        switch error {
        case is Refusal, is Failure, is ScenarioError, is JSONSyntaxError, is DatasetsError, is ArchitectureError,
            is SearchError, is NetworkLayoutError:
            break
        default: return "an error of another kind, \(type(of: error)): \(text.prefix(300))"
        }
        if text.isEmpty { return "an error without words" }
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            return "a control character in: \(text.debugDescription.prefix(300))"
        }
        return text.utf8.count > 4_000 ? "\(text.utf8.count) bytes of words: \(text.prefix(300))" : nil
    }
}
