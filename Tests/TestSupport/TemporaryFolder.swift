import Foundation

/// A folder of its own for a test, which goes when the value goes.
package final class TemporaryFolder: Sendable {
    /// Where the folder lies.
    package let path = FileManager.default.temporaryDirectory.appendingPathComponent("greedynas-\(UUID())").path

    /// Makes an empty folder.
    package init() {
        // Where it cannot be made, whoever writes into it says why.
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of what lies in the folder, or may lie there, under a name.
    package func path(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file, with the folders above it, and returns its path.
    @discardableResult
    package func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = URL(fileURLWithPath: path(name))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return path(name)
    }

    /// Writes a text, with the folders above it, and returns its path.
    @discardableResult
    package func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    /// The bytes of a file.
    package func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    /// The names of what lies in a folder below this one, or in this one, in their order.
    package func contents(of name: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
    }

    /// Removes a file or a folder.
    package func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }
}
