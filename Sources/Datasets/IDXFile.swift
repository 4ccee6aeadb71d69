/// One file of the IDX format: a magic number, sizes, then bytes; all numbers big-endian.
///
/// Layout as published with MNIST (LeCun, Cortes and Burges): 0x00000803 for pictures `[count, height, width]`,
/// 0x00000801 for labels `[count]`.
struct IDXFile {
    /// What a file holds.
    enum Content: UInt32 {
        case pictures = 0x0000_0803
        case labels = 0x0000_0801

        /// The last byte of the magic number says how many sizes follow it.
        var dimensions: Int { Int(rawValue & 0xFF) }
    }

    private let source: any ByteSource
    private let byteCount: Int
    /// The sizes that the header announces.
    let sizes: [Int]

    var path: String { source.path }

    /// Opens a file and checks its header.
    init(path: String, content: Content) throws {
        source = path.hasSuffix(".gz") ? try GzipFile(path: path) : try PlainFile(path: path)
        let headerBytes = 4 + 4 * content.dimensions
        let header = try source.readAll(headerBytes)
        guard header.count == headerBytes else {
            try source.finish()
            throw DatasetsError.noHeader(path: path, byteCount: header.count, headerBytes: headerBytes)
        }
        let words = stride(from: 0, to: headerBytes, by: 4).map { start in
            header[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        guard words[0] == content.rawValue else {
            throw DatasetsError.wrongMagic(path: path, magic: words[0], expected: content.rawValue)
        }
        sizes = words.dropFirst().map { Int($0) }
        if content == .labels && sizes == [0] { throw DatasetsError.noPictures(path: path) }
        var product = 1
        for size in sizes {
            let (next, overflow) = product.multipliedReportingOverflow(by: size)
            guard next > 0, !overflow, next < Int.max - headerBytes else {
                throw DatasetsError.impossibleSize(path: path, count: sizes[0], height: sizes[1], width: sizes[2])
            }
            product = next
        }
        byteCount = headerBytes + product
        if let file = source as? PlainFile, file.byteCount != byteCount {
            throw DatasetsError.wrongLength(path: path, byteCount: file.byteCount, expected: byteCount)
        }
    }

    /// The bytes behind the header, exactly as many as the sizes say.
    func bytes() throws -> [UInt8] {
        let headerBytes = 4 + 4 * sizes.count
        let bytes = try source.readAll(byteCount - headerBytes)
        guard bytes.count == byteCount - headerBytes else {
            // A compressed file that is cut off ends early too; then gzip's own words are the better ones.
            try source.finish()
            throw DatasetsError.wrongLength(path: path, byteCount: headerBytes + bytes.count, expected: byteCount)
        }
        guard try source.read(upTo: 1).isEmpty else {
            throw DatasetsError.trailingBytes(path: path, expected: byteCount)
        }
        try source.finish()
        return bytes
    }
}
