import Datasets
import Foundation
import Testing

/// A folder of its own for a test, removed with it.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/datasets-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, with the folders above it.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return path + "/" + name
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }
}

/// Expects an error whose description is one sentence that holds all of `parts`.
func expectSentence(
    _ parts: String..., location: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) {
    let error = #expect(throws: DatasetsError.self, sourceLocation: location) { try body() }
    guard let text = error?.description else { return }
    for part in parts { #expect(text.contains(part), "\(text)", sourceLocation: location) }
    #expect(!text.contains("\n") && !text.contains(". "), "\(text)", sourceLocation: location)
}
