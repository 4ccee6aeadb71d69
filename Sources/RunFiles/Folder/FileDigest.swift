import Foundation
import Reproducibility

/// The SHA-256 of files.
enum FileDigest {
    /// That of a file, as hex.
    ///
    /// - Throws: The system's error where it cannot be read.
    static func sha256(of file: String) throws -> String {
        sha256(of: try Data(contentsOf: URL(fileURLWithPath: file), options: .mappedIfSafe))
    }

    /// That of a file's bytes, as hex.
    static func sha256(of data: Data) -> String {
        var hash = SHA256()
        hash.update(data.span)
        return hash.hexadecimal
    }
}
