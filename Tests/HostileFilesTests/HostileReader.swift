/// A reader of the engine, and valid files for it: what `HostileFilesTests` needs to attack it.
///
/// A reader is added to the attack by one more value in `HostileReader+All.swift`.
struct HostileReader: Sendable {
    /// A file that lies in the folder while the reader runs.
    struct File: Sendable {
        /// The name, with a folder where it lies in one.
        var name: String
        /// Valid contents; the first one lies there while other files are attacked.
        var variants: [[UInt8]]
        /// Whether the content is text.
        var isText = true

        /// A file of one valid text.
        init(_ name: String, _ texts: String...) {
            self.name = name
            variants = texts.map { Array($0.utf8) }
        }

        /// A file of bytes.
        init(_ name: String, bytes: [[UInt8]], isText: Bool = false) {
            self.name = name
            variants = bytes
            self.isText = isText
        }
    }

    /// The name, of letters and blanks.
    let name: String
    /// The files that the reader reads; in each trial one of them is hostile.
    let files: [File]
    /// How many times fewer trials it gets than others, being slow.
    var slowness = 1
    /// Makes a hostile file pass a checksum, so that what stands behind it is reached.
    var seal: @Sendable ([UInt8]) -> [UInt8] = { $0 }
    /// Reads the folder: returns, or throws one of the engine's errors.
    let read: @Sendable (_ folder: String) throws -> Void
}
