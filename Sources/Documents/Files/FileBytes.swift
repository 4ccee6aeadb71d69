package import Foundation

/// Whole files that a run is given.
package enum FileBytes {
    /// Reads a file of limited size.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - limit: The most bytes that it may have.
    ///   - what: What the file is expected to be, for the sentences.
    /// - Throws: `Refusal` where there is none, it is a folder, it is larger, or the system refuses.
    package static func read(_ path: String, atMost limit: Int, what: String) throws(Refusal) -> Data {
        guard FolderContents.exists(path) else { throw Refusal("there is no file \(path); expected \(what)") }
        guard !FolderContents.isFolder(path) else { throw Refusal("\(path) is a folder; expected \(what)") }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw Refusal("\(path) cannot be read: the system refuses to open it")
        }
        defer { try? handle.close() }
        let data: Data
        do {
            // A file that grows, or a device without an end, must not fill the memory.
            data = try handle.read(upToCount: limit + 1) ?? Data()
        } catch {
            throw Refusal("\(path) cannot be read: \(SystemReason.of(error))")
        }
        guard data.count <= limit else {
            throw Refusal("\(path) is larger than \(limit) bytes; expected \(what)")
        }
        return data
    }
}
