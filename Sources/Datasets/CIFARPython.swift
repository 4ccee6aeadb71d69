/// The Python version of CIFAR-10 or CIFAR-100 in a folder, as the archive holds it that torchvision downloads.
///
/// A file is a pickled dictionary with `data`, a NumPy array of bytes `[pictures, 3072]` whose rows are those of a binary
/// record, and the labels as a list. CIFAR-10 may have one to five training files.
public struct CIFARPython: PictureSource {
    /// The names of the classes, from the file beside the pictures where there is one.
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
    ///   - folder: The folder with the files, or its parent with the folder that the archive unpacks to.
    /// - Throws: `DatasetsError` when the folder or a file is missing, or a list of class names has the wrong length.
    ///   Without such a list the authors' names stand.
    public init(_ kind: CIFARKind, folder: String) throws {
        place = try CIFARFolder(kind, kind.python, in: folder)
        classNames = try place.classNames { path in
            let pickle = try Pickle(path: path, atMost: Self.longestNames)
            return pickle.entry(kind.classNamesKey).flatMap(pickle.texts) ?? []
        }
    }

    /// The pictures that the files hold by the sizes of their arrays, which are not taken apart.
    ///
    /// - Throws: `DatasetsError` when a file is no such dictionary.
    public func size() throws -> PictureSetSize {
        try place.size { try data(of: Pickle(path: $0)).rows }
    }

    /// Reads the training part, file by file.
    ///
    /// - Throws: `DatasetsError` when a file is no such dictionary or a label has no class.
    public func training() throws -> Pictures { try read(place.training) }

    /// Reads the test part.
    ///
    /// - Throws: As `training()`.
    public func test() throws -> Pictures { try read([place.files.test]) }

    /// The training files in their order, the test file, and the list of class names where there is one.
    public func files() throws -> [SourceFile] { try place.sourceFiles() }

    private func read(_ names: [String]) throws -> Pictures {
        var (pixels, labels): ([UInt8], [UInt16]) = ([], [])
        // The files hold little else; growing step by step would take twice the memory at times.
        pixels.reserveCapacity(try names.reduce(0) { try $0 + PlainFile(path: place.file($1)).byteCount })
        for name in names { try read(place.file(name), pixels: &pixels, labels: &labels) }
        return Pictures(height: 32, width: 32, channels: 3, pixels: pixels, labels: labels)
    }

    /// Where the pixels of a file lie in it.
    private func data(of pickle: Pickle) throws -> (rows: Int, columns: Int, bytes: Range<Int>) {
        guard let data = pickle.entry("data").flatMap(pickle.byteArray), data.columns == CIFARKind.pixelBytes else {
            throw DatasetsError.notCIFARPickle(
                path: pickle.path, problem: "has no array data of bytes with \(CIFARKind.pixelBytes) columns")
        }
        guard data.rows > 0 else { throw DatasetsError.noPictures(path: pickle.path) }
        return data
    }

    /// A list of names is short; reading no more than this keeps a wrong file from filling the memory.
    private static let longestNames = 1 << 16

    private func read(_ path: String, pixels: inout [UInt8], labels: inout [UInt16]) throws {
        let pickle = try Pickle(path: path)
        let data = try data(of: pickle)
        guard let classes = pickle.entry(kind.labelKey).flatMap(pickle.numbers), classes.count == data.rows else {
            throw DatasetsError.notCIFARPickle(
                path: path, problem: "has no list \(kind.labelKey) of \(data.rows) whole numbers")
        }
        if let record = classes.firstIndex(where: { !(0..<kind.classCount).contains($0) }) {
            throw DatasetsError.labelOutOfRange(
                path: path, record: record, label: classes[record], classes: 0...kind.classCount - 1)
        }
        labels += classes.map { UInt16($0) }
        pixels += CIFARKind.interleaved(
            pickle.bytes, from: data.bytes.lowerBound, recordBytes: data.columns, count: data.rows)
    }
}
