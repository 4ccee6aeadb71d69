/// A file of one NumPy array: a magic text, a version, a header as Python writes a dictionary, then the numbers.
///
/// The layout is that of NumPy's documentation (`numpy.lib.format`), versions 1 to 3.
struct NPYFile {
    /// What kind of number the array has; the sign of whole numbers is told by `isSigned`.
    enum Number: Hashable {
        case integer(bytes: Int, isSigned: Bool)
        case float32
    }

    /// The kind of its numbers, all of the lowest byte first.
    let number: Number
    /// The sizes, the outermost first; the numbers are row-major.
    let shape: [Int]
    private let file: PlainFile
    private let headerBytes: Int

    var path: String { file.path }

    /// Opens a file and checks its header.
    ///
    /// - Throws: `DatasetsError` where the file cannot be read, is no such file, holds numbers that are not read, has columns
    ///   first, or is longer or shorter than it says.
    init(path: String) throws {
        file = try PlainFile(path: path)
        let start = try file.readAll(8)
        guard start.count == 8, Array(start[..<6]) == Self.magic, (1...3).contains(start[6]) else {
            throw DatasetsError.notNPY(path: path, problem: "does not begin as a NumPy file")
        }
        let sizeBytes = start[6] == 1 ? 2 : 4
        let size = try file.readAll(sizeBytes).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard size <= Self.longestHeader, case let text = try file.readAll(size), text.count == size else {
            throw DatasetsError.notNPY(path: path, problem: "has no whole header")
        }
        var header = NPYHeader(String(decoding: text, as: UTF8.self))
        guard let fields = header.fields() else {
            throw DatasetsError.notNPY(
                path: path, problem: "has a header that is no dictionary of descr, fortran_order and shape")
        }
        guard let number = Self.numbers[fields.type] else {
            throw DatasetsError.notNPY(path: path, problem: "holds numbers of the type \(fields.type)")
        }
        guard !fields.columnsFirst else {
            throw DatasetsError.notNPY(path: path, problem: "has its columns first (fortran_order)")
        }
        self.number = number
        shape = fields.shape
        headerBytes = 8 + sizeBytes + size
        var byteCount = number.byteCount
        for size in shape {
            let (next, overflow) = byteCount.multipliedReportingOverflow(by: size)
            guard !overflow else { throw DatasetsError.notNPY(path: path, problem: "has impossible sizes") }
            byteCount = next
        }
        guard file.byteCount - headerBytes == byteCount else {
            throw DatasetsError.wrongLength(
                path: path, byteCount: file.byteCount,
                expected: headerBytes.addingReportingOverflow(byteCount).partialValue)
        }
    }

    /// The bytes behind the header.
    ///
    /// - Throws: `DatasetsError` where the file has become shorter meanwhile.
    func bytes() throws -> [UInt8] {
        let expected = file.byteCount - headerBytes
        let bytes = try file.readAll(expected)
        guard bytes.count == expected else {
            throw DatasetsError.wrongLength(path: path, byteCount: headerBytes + bytes.count, expected: file.byteCount)
        }
        return bytes
    }

    private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    /// More than the header of any array of a few sizes.
    private static let longestHeader = 1 << 16

    private static let numbers: [String: Number] = [
        "|u1": .integer(bytes: 1, isSigned: false), "<u2": .integer(bytes: 2, isSigned: false),
        "<u4": .integer(bytes: 4, isSigned: false), "<u8": .integer(bytes: 8, isSigned: false),
        "|i1": .integer(bytes: 1, isSigned: true), "<i2": .integer(bytes: 2, isSigned: true),
        "<i4": .integer(bytes: 4, isSigned: true), "<i8": .integer(bytes: 8, isSigned: true), "<f4": .float32,
    ]
}

extension NPYFile.Number {
    /// Bytes of a number.
    var byteCount: Int {
        switch self {
        case .integer(let bytes, _): bytes
        case .float32: 4
        }
    }
}
