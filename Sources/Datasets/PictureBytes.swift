/// The bytes of pictures: in memory, or in files that the system maps into it and reads page by page as they are looked at.
public struct PictureBytes: Sendable {
    private enum Place {
        case memory([UInt8])
        /// All files but the last one, which may be shorter, have so many bytes.
        case files([MappedFile], bytesPerFile: Int)
    }

    private let place: Place
    /// How many bytes there are.
    public let count: Int

    /// Bytes in memory.
    public init(_ bytes: [UInt8]) {
        place = .memory(bytes)
        count = bytes.count
    }

    /// Maps files, one after the other as if they were one; they must stay as they are while they are used.
    ///
    /// - Parameter files: Where each file is and how many bytes it has: of whole pictures and as many as the first one, the
    ///   last one as many or fewer.
    /// - Throws: `DatasetsError` where a file is missing or has another length.
    /// - Precondition: The lengths are so.
    public init(mapping files: [(path: String, byteCount: Int)]) throws {
        guard let first = files.first?.byteCount, let last = files.last?.byteCount else {
            (place, count) = (.memory([]), 0)
            return
        }
        precondition(
            files.dropLast().allSatisfy { $0.byteCount == first } && last <= first && last > 0,
            "files are of one length")
        place = .files(try files.map { try MappedFile($0.path, byteCount: $0.byteCount) }, bytesPerFile: first)
        count = files.reduce(0) { $0 + $1.byteCount }
    }

    /// Whether the bytes lie in files, so that they take memory only as far as there is some to spare.
    public var isMapped: Bool {
        if case .files = place { true } else { false }
    }

    /// Gives bytes, such as those of a picture, to a function.
    ///
    /// - Precondition: They are there, and in one file.
    @inline(__always)
    public func withUnsafeBytes<Result>(
        in range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        switch place {
        case .memory(let bytes):
            try unsafe bytes.withUnsafeBufferPointer { try unsafe body(UnsafeBufferPointer(rebasing: $0[range])) }
        case .files(let files, let bytesPerFile):
            try withExtendedLifetime(files) {
                let (number, start) = range.lowerBound.quotientAndRemainder(dividingBy: bytesPerFile)
                let file = files[number]
                precondition(start + range.count <= file.byteCount, "bytes are in one file")
                return try unsafe body(UnsafeBufferPointer(start: file.start + start, count: range.count))
            }
        }
    }
}

extension PictureBytes: RandomAccessCollection {
    /// 0.
    public var startIndex: Int { 0 }
    /// How many bytes there are.
    public var endIndex: Int { count }

    /// A byte.
    public subscript(position: Int) -> UInt8 {
        precondition(position >= 0 && position < count, "there is no byte \(position)")
        return unsafe withUnsafeBytes(in: position..<position + 1) { unsafe $0[0] }
    }

    /// The bytes at one place; nil where they lie in files.
    public func withContiguousStorageIfAvailable<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? {
        guard case .memory(let bytes) = place else { return nil }
        return try unsafe bytes.withUnsafeBufferPointer { try unsafe body($0) }
    }
}

extension PictureBytes: Equatable {
    /// Whether the bytes are the same, wherever they are.
    public static func == (first: PictureBytes, second: PictureBytes) -> Bool {
        if case (.memory(let first), .memory(let second)) = (first.place, second.place) { return first == second }
        return first.elementsEqual(second)
    }
}

extension PictureBytes: ExpressibleByArrayLiteral {
    /// Bytes in memory.
    public init(arrayLiteral elements: UInt8...) { self.init(elements) }
}
