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
        let handle = try opened(path, what: what)
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

    /// Maps a file of limited size, whose bytes are read when they are looked at.
    ///
    /// - Parameters:
    ///   - path: The file, which stays as it is as long as its bytes are used.
    ///   - limit: The most bytes that it may have.
    ///   - what: What the file is expected to be, for the sentences.
    /// - Throws: As `read`.
    package static func mapped(_ path: String, atMost limit: Int, what: String) throws(Refusal) -> Data {
        let handle = try opened(path, what: what)
        defer { try? handle.close() }
        do {
            let length = try handle.seekToEnd()
            guard length <= UInt64(limit) else {
                throw Refusal("\(path) is larger than \(limit) bytes; expected \(what)")
            }
            return try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal("\(path) cannot be read: \(SystemReason.of(error))")
        }
    }

    /// Reads the end of a file that may be as large as it likes, and may grow meanwhile.
    ///
    /// - Parameters:
    ///   - count: The most bytes that are read.
    ///   - path: The file.
    ///   - what: What the file is expected to be, for the sentences.
    /// - Returns: The last bytes, and whether they are all.
    /// - Throws: As `read`.
    package static func last(
        _ count: Int, of path: String, what: String
    ) throws(Refusal) -> (data: Data, isWhole: Bool) {
        let handle = try opened(path, what: what)
        defer { try? handle.close() }
        do {
            let length = try handle.seekToEnd()
            let start = length > UInt64(count) ? length - UInt64(count) : 0
            try handle.seek(toOffset: start)
            return (try handle.read(upToCount: count) ?? Data(), start == 0)
        } catch {
            throw Refusal("\(path) cannot be read: \(SystemReason.of(error))")
        }
    }

    private static func opened(_ path: String, what: String) throws(Refusal) -> FileHandle {
        guard FolderContents.exists(path) else {
            guard let target = FileAbsence.target(of: path) else {
                throw Refusal("there is no file \(path); expected \(what)")
            }
            throw Refusal("\(path) is a link to \(target), which is not there; expected \(what)")
        }
        guard !FolderContents.isFolder(path) else { throw Refusal("\(path) is a folder; expected \(what)") }
        do {
            return try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        } catch {
            throw Refusal("\(path) cannot be read: \(SystemReason.of(error))")
        }
    }
}
