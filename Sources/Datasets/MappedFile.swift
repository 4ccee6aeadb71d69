import Foundation

/// A file in the address space, read by the system where it is looked at.
// Nothing in it changes, and the memory is never written to.
@safe final class MappedFile: @unchecked Sendable {
    let start: UnsafePointer<UInt8>
    let byteCount: Int

    /// Maps a file.
    ///
    /// - Throws: `DatasetsError` where it is missing, has another length, or the system refuses.
    init(_ path: String, byteCount: Int) throws {
        let file = try PlainFile(path: path)
        // What lies behind the end of a file cannot be looked at.
        guard file.byteCount == byteCount else {
            throw DatasetsError.wrongLength(path: path, byteCount: file.byteCount, expected: byteCount)
        }
        // The mapping stays when the file is closed.
        let mapping = unsafe withExtendedLifetime(file) {
            unsafe mmap(nil, byteCount, PROT_READ, MAP_SHARED, file.descriptor, 0)
        }
        guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
            throw DatasetsError.inaccessible(path: path, reason: unsafe String(cString: strerror(errno)))
        }
        unsafe start = UnsafePointer(mapping.assumingMemoryBound(to: UInt8.self))
        self.byteCount = byteCount
    }

    deinit { unsafe munmap(UnsafeMutableRawPointer(mutating: start), byteCount) }
}
