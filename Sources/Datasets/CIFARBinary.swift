/// The binary version of CIFAR-10 or CIFAR-100 in a folder.
///
/// A record is one label byte (CIFAR-100: a coarse and a fine one), then 1024 red, 1024 green and 1024 blue bytes, each
/// plane row-major; the layout is the authors' (Krizhevsky, 2009). CIFAR-10 may have one to five training files.
public struct CIFARBinary: PictureSource {
    /// The names of the classes, from the list beside the pictures where there is one.
    public let classNames: [String]
    private let place: CIFARFolder

    /// Which set it is.
    public var kind: CIFARKind { place.kind }
    /// The folder that holds the files.
    public var folder: String { place.path }
    /// `cifar10` or `cifar100`.
    public var name: String { kind.name }

    /// Finds the files and reads the names of the classes; reads no picture.
    ///
    /// - Parameters:
    ///   - kind: Which set is expected.
    ///   - folder: The folder with the `.bin` files, or its parent with the folder that the archive unpacks to.
    /// - Throws: `DatasetsError` when the folder or a file is missing, or when a list of class names has the
    ///   wrong length. Without such a list the authors' names stand.
    public init(_ kind: CIFARKind, folder: String) throws {
        place = try CIFARFolder(kind, kind.binary, in: folder)
        classNames = try place.classNames(read: Self.classNames)
    }

    /// The pictures that the files hold by their lengths.
    ///
    /// - Throws: `DatasetsError` when a file is missing or no whole number of records.
    public func size() throws -> PictureSetSize {
        try place.size { try open($0).byteCount / kind.recordBytes }
    }

    /// Reads the training part, file by file.
    ///
    /// - Throws: `DatasetsError` when a file is no whole number of records or a label has no class.
    public func training() throws -> Pictures { try read(place.training) }

    /// Reads the test part.
    ///
    /// - Throws: As `training()`.
    public func test() throws -> Pictures { try read([place.files.test]) }

    /// The training files in their order, the test file, and the list of class names where there is one.
    public func files() throws -> [SourceFile] { try place.sourceFiles() }

    private func read(_ names: [String]) throws -> Pictures {
        let files = try names.map { try open(place.file($0)) }
        let count = files.reduce(0) { $0 + $1.byteCount / kind.recordBytes }
        var pixels: [UInt8] = []
        var labels: [UInt16] = []
        // Growing step by step would take twice the memory at times.
        pixels.reserveCapacity(count * CIFARKind.pixelBytes)
        labels.reserveCapacity(count)
        for file in files { try read(file, pixels: &pixels, labels: &labels) }
        return Pictures(height: 32, width: 32, channels: 3, pixels: pixels, labels: labels)
    }

    private func open(_ path: String) throws -> PlainFile {
        let file = try PlainFile(path: path)
        guard file.byteCount > 0 else { throw DatasetsError.noPictures(path: path) }
        // A first record of these bytes would be of class 31, or of group 31: neither set has so many.
        if try file.readAll(2) == [0x1F, 0x8B] { throw DatasetsError.gzipped(path: path) }
        try file.rewind()
        guard file.byteCount % kind.recordBytes == 0 else {
            throw DatasetsError.brokenRecords(path: path, byteCount: file.byteCount, recordBytes: kind.recordBytes)
        }
        return file
    }

    /// Reads a file, some hundred records at a time.
    private func read(_ file: PlainFile, pixels: inout [UInt8], labels: inout [UInt16]) throws {
        let count = file.byteCount / kind.recordBytes
        for first in stride(from: 0, to: count, by: 256) {
            let size = min(256, count - first)
            let bytes = try file.readAll(size * kind.recordBytes)
            guard bytes.count == size * kind.recordBytes else {
                throw DatasetsError.wrongLength(
                    path: file.path, byteCount: first * kind.recordBytes + bytes.count, expected: file.byteCount)
            }
            for record in 0..<size {
                let label = Int(bytes[record * kind.recordBytes + kind.labelPlace])
                guard label < kind.classCount else {
                    throw DatasetsError.labelOutOfRange(
                        path: file.path, record: first + record, label: label, classes: 0...kind.classCount - 1)
                }
                labels.append(UInt16(label))
            }
            pixels += CIFARKind.interleaved(
                bytes, from: kind.labelBytes, recordBytes: kind.recordBytes, count: size)
        }
    }

    /// The lines of a list of names.
    private static func classNames(_ path: String) throws -> [String] {
        // A list of names is short; reading no more than this keeps a wrong file from filling the memory.
        let text = String(decoding: try PlainFile(path: path).readAll(1 << 16), as: UTF8.self)
        return text.split(whereSeparator: \.isNewline).map { line in
            String(line.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        }
        .filter { !$0.isEmpty }
    }
}
