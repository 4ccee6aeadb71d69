/// How a file is compressed whose name does not say so.
package enum Compression: String {
    /// RFC 1952.
    case gzip
    /// An archive of the kind of PKWARE's.
    case zip

    /// By the first bytes of a file; nil where they are of neither.
    package init?(of bytes: some Sequence<UInt8>) {
        if bytes.starts(with: [0x1F, 0x8B]) {
            self = .gzip
        } else if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            self = .zip
        } else {
            return nil
        }
    }
}
