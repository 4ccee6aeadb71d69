import Foundation

/// Why there is nothing at a path.
package enum FileAbsence {
    /// In words that end a sentence: nothing is there at all, or a link leads nowhere.
    package static func words(_ path: String) -> String {
        target(of: path).map { "it is a link to \($0), which is not there" } ?? "there is no such file"
    }

    /// What a link names; nil where the path is none.
    package static func target(of path: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    }
}
