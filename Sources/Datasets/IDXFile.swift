/// One file of the IDX format: a magic number, sizes, then bytes; all numbers big-endian.
///
/// Layout as published with MNIST (LeCun, Cortes and Burges): 0x00000803 for pictures `[count, height, width]`, 0x00000804
/// for pictures `[count, height, width, channels]`, 0x00000801 for labels `[count]`.
struct IDXFile {
    /// What a file holds.
    enum Content {
        case pictures
        case labels

        /// What such a file may begin with; the last byte says how many sizes follow.
        var magics: [UInt32] { self == .pictures ? [0x0000_0803, 0x0000_0804] : [0x0000_0801] }
    }

    private let source: any ByteSource
    private let byteCount: Int
    /// The sizes in the header.
    let sizes: [Int]

    /// Height, width and channels of pictures.
    var pictureSizes: [Int] { [sizes[1], sizes[2], sizes.count == 4 ? sizes[3] : 1] }

    var path: String { source.path }

    /// Opens a file and checks its header.
    init(path: String, content: Content) throws {
        source = path.hasSuffix(".gz") ? try GzipFile(path: path) : try PlainFile(path: path)
        var header = try source.readAll(4)
        let magic = header.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard header.count < 4 || content.magics.contains(magic) else {
            if header.starts(with: [0x1F, 0x8B]) { throw DatasetsError.compressed(path: path) }
            throw DatasetsError.wrongMagic(path: path, magic: magic, expected: content.magics[0])
        }
        let headerBytes = 4 + 4 * Int(magic & 0xFF)
        if header.count == 4 { header += try source.readAll(headerBytes - 4) }
        guard header.count == headerBytes else {
            try source.finish()
            throw DatasetsError.noHeader(
                path: path, byteCount: header.count, headerBytes: 4 + 4 * Int(content.magics[0] & 0xFF))
        }
        sizes = stride(from: 4, to: headerBytes, by: 4).map { start in
            header[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        if content == .labels && sizes == [0] { throw DatasetsError.noPictures(path: path) }
        var product = 1
        for size in sizes {
            let (next, overflow) = product.multipliedReportingOverflow(by: size)
            guard next > 0, !overflow, next < Int.max - headerBytes else {
                throw DatasetsError.impossibleSize(path: path, count: sizes[0], height: sizes[1], width: sizes[2])
            }
            product = next
        }
        if sizes.count == 4, ![1, 3].contains(sizes[3]) {
            throw DatasetsError.wrongCount(
                what: "the number of channels in \(path)", value: sizes[3], expected: "1 (grey) or 3 (red, green, blue)"
            )
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
