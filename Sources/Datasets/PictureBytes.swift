/// The bytes of pictures: in memory, or in files that the system maps into it and reads page by page as they are looked at.
public struct PictureBytes: Sendable {
    private enum Place {
        case memory([UInt8])
        case files(MappedFiles)
    }

    private let place: Place

    /// Bytes in memory.
    public init(_ bytes: [UInt8]) { place = .memory(bytes) }

    /// Maps files, one after the other as if they were one; they must stay as they are while they are used.
    ///
    /// - Parameter files: Where each file is and how many bytes it has, all but the last one a multiple of
    ///   `PictureBytes.step`.
    /// - Throws: `DatasetsError` where a file is missing or has another length.
    public init(mapping files: [(path: String, byteCount: Int)]) throws {
        place = try MappedFiles.canMap(files.map(\.byteCount)) ? .files(MappedFiles(files)) : .memory(Self.read(files))
    }

    /// What the length of a file is a multiple of that another one may follow.
    ///
    /// A multiple of the pages of nearly every system; where pages are larger, files are read instead of mapped.
    public static let step = 1 << 14

    /// Whether the bytes lie in files, so that they take memory only as far as there is some to spare.
    public var isMapped: Bool {
        if case .files = place { true } else { false }
    }

    /// Gives the bytes at one place to a function.
    @inline(__always)
    public func withUnsafeBufferPointer<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        switch place {
        case .memory(let bytes): try unsafe bytes.withUnsafeBufferPointer { try unsafe body($0) }
        case .files(let files):
            try withExtendedLifetime(files) {
                try unsafe body(UnsafeBufferPointer(start: files.start, count: files.byteCount))
            }
        }
    }

    private static func read(_ files: [(path: String, byteCount: Int)]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for (path, byteCount) in files {
            let file = try PlainFile(path: path)
            let own = try file.readAll(byteCount)
            guard own.count == byteCount, file.byteCount == byteCount else {
                throw DatasetsError.wrongLength(path: path, byteCount: file.byteCount, expected: byteCount)
            }
            bytes += own
        }
        return bytes
    }
}

extension PictureBytes: RandomAccessCollection {
    /// 0.
    public var startIndex: Int { 0 }
    /// How many bytes there are.
    public var endIndex: Int {
        switch place {
        case .memory(let bytes): bytes.count
        case .files(let files): files.byteCount
        }
    }

    /// A byte.
    public subscript(position: Int) -> UInt8 {
        precondition(position >= 0 && position < endIndex, "there is no byte \(position)")
        return unsafe withUnsafeBufferPointer { unsafe $0[position] }
    }

    /// The bytes at one place, which there always is.
    public func withContiguousStorageIfAvailable<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? {
        try unsafe withUnsafeBufferPointer { try unsafe body($0) }
    }
}

extension PictureBytes: Equatable {
    /// Whether the bytes are the same, wherever they are.
    public static func == (first: PictureBytes, second: PictureBytes) -> Bool {
        unsafe first.withUnsafeBufferPointer { first in
            unsafe second.withUnsafeBufferPointer { unsafe first.elementsEqual($0) }
        }
    }
}

extension PictureBytes: ExpressibleByArrayLiteral {
    /// Bytes in memory.
    public init(arrayLiteral elements: UInt8...) { self.init(elements) }
}
