import Foundation

/// Files that lie one after the other in the address space, read by the system when they are looked at.
// Nothing in it changes, and the memory is never written to.
@safe final class MappedFiles: @unchecked Sendable {
    let start: UnsafePointer<UInt8>
    let byteCount: Int

    /// Whether files of such lengths can follow each other without a gap.
    static func canMap(_ byteCounts: [Int]) -> Bool {
        byteCounts.contains { $0 > 0 } && byteCounts.dropLast().allSatisfy { $0 > 0 && $0 % Int(getpagesize()) == 0 }
            && (byteCounts.last ?? 0) > 0
    }

    /// Maps files whose lengths `canMap` has been asked about.
    ///
    /// - Throws: `DatasetsError` where a file is missing, has another length, or the system refuses.
    init(_ files: [(path: String, byteCount: Int)]) throws {
        byteCount = files.reduce(0) { $0 + $1.byteCount }
        // Takes the addresses and no memory; the files then take their places in it.
        guard
            let room = unsafe mmap(nil, byteCount, PROT_NONE, MAP_PRIVATE | Self.anonymous, -1, 0),
            unsafe room != MAP_FAILED
        else { throw Self.refusal(files.first?.path ?? "") }
        unsafe start = UnsafePointer(room.assumingMemoryBound(to: UInt8.self))
        var place = unsafe room
        for file in files {
            do {
                try unsafe Self.map(file.path, byteCount: file.byteCount, at: place)
            } catch {
                unsafe munmap(room, byteCount)
                throw error
            }
            unsafe place += file.byteCount
        }
    }

    deinit { unsafe munmap(UnsafeMutableRawPointer(mutating: start), byteCount) }

    private static func map(_ path: String, byteCount: Int, at place: UnsafeMutableRawPointer) throws {
        // Its length is asked for before it is mapped: what lies behind the end of a file cannot be looked at.
        let file = try PlainFile(path: path)
        guard file.byteCount == byteCount else {
            throw DatasetsError.wrongLength(path: path, byteCount: file.byteCount, expected: byteCount)
        }
        guard
            unsafe mmap(place, byteCount, PROT_READ, MAP_SHARED | MAP_FIXED, file.descriptor, 0) != MAP_FAILED
        else { throw refusal(path) }
    }

    private static func refusal(_ path: String) -> DatasetsError {
        .inaccessible(path: path, reason: unsafe String(cString: strerror(errno)))
    }

    #if os(Linux)
    private static let anonymous = MAP_ANONYMOUS
    #else
    private static let anonymous = MAP_ANON
    #endif
}
