internal import Reproducibility

/// A file of a set of pictures, and what identifies its content.
public struct SourceFile: Sendable, Equatable, Encodable {
    /// Where the file is.
    public let path: String
    /// The length of the file.
    public let byteCount: Int
    /// The SHA-256 of the file as 64 hexadecimal digits.
    public let sha256: String

    /// Reads the file from its first byte to its last; holds no more than a megabyte of it at a time.
    ///
    /// - Throws: `DatasetsError.inaccessible`.
    public init(path: String) throws {
        let file = try PlainFile(path: path)
        var digest = SHA256()
        var byteCount = 0
        while case let bytes = try file.read(upTo: 1 << 20), !bytes.isEmpty {
            digest.update(bytes.span)
            byteCount += bytes.count
        }
        self.path = path
        self.byteCount = byteCount
        sha256 = digest.hexadecimal
    }
}
