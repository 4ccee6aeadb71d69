package import Foundation

/// Files that are whole or not there, whatever happens to the process or the power.
package enum DurableFile {
    /// Writes under a temporary name, flushes to the disk, renames, and flushes the folder.
    ///
    /// - Parameters:
    ///   - file: The file, replaced where it is there.
    ///   - temporary: The temporary name, in the same folder.
    ///   - body: Writes the content.
    /// - Throws: The system's error; the temporary file is gone then. The file is as it was, except where only the flush of
    ///   the folder failed: then the new content is in its place, but a power failure may undo that.
    package static func write(to file: String, by temporary: String, _ body: (FileHandle) throws -> Void) throws {
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw systemError }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try body(handle)
            guard fsync(descriptor) == 0 else { throw systemError }
            try handle.close()
            guard unsafe rename(temporary, file) == 0 else { throw systemError }
        } catch {
            unsafe unlink(temporary)
            throw error
        }
        try flushFolder(of: file)
    }

    private static func flushFolder(of file: String) throws {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        let descriptor = unsafe open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw systemError }
        defer { close(descriptor) }
        // Some file systems cannot flush a folder, and say so.
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else { throw systemError }
    }

    private static var systemError: NSError { NSError(domain: NSPOSIXErrorDomain, code: Int(errno)) }
}
