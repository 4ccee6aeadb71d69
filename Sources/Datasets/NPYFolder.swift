/// A folder of NumPy arrays: pictures and labels of a training and a test part.
///
/// Looks for `train_images.npy`, `train_labels.npy`, `test_images.npy` and `test_labels.npy`, or under Keras' names `x_train.npy`,
/// `y_train.npy`, `x_test.npy` and `y_test.npy`. Pictures are `[count, height, width]` (grey), `[count, height, width, channels]`
/// or `[count, channels, height, width]` with 1 or 3 channels; bytes, or Float32 from 0 to 1, which become bytes. Labels are
/// whole numbers `[count]` or `[count, 1]`. The classes are those from 0 to the largest training label, and are named by their
/// numbers.
public struct NPYFolder: PictureSource {
    /// `npy`.
    public let name = "npy"
    /// The numbers from 0 to the largest label of the training part.
    public let classNames: [String]
    private let trainingPart: Part
    private let testPart: Part

    /// The two files of a part.
    private struct Part {
        let pictures: String
        let labels: String
    }

    /// Finds the four files and reads the training part's labels.
    ///
    /// - Throws: `DatasetsError` when the folder or a file is missing, or the labels cannot be read.
    public init(folder: String) throws {
        guard PlainFile.folderExists(folder) else { throw DatasetsError.folderMissing(path: folder) }
        let namings = [
            ["train_images.npy", "train_labels.npy", "test_images.npy", "test_labels.npy"],
            ["x_train.npy", "y_train.npy", "x_test.npy", "y_test.npy"],
        ].map { $0.map { PlainFile.join(folder, $0) } }
        guard let files = namings.first(where: { $0.allSatisfy(PlainFile.exists) }) else {
            throw DatasetsError.filesMissing(
                set: name, places: [folder],
                names: namings.joined().map { $0.split(separator: "/").last.map(String.init) ?? $0 })
        }
        trainingPart = Part(pictures: files[0], labels: files[1])
        testPart = Part(pictures: files[2], labels: files[3])
        let labels = try Self.labels(trainingPart.labels)
        classNames = (0...Int(labels.max() ?? 0)).map { "\($0)" }
    }

    /// What the headers of the files of pictures say.
    ///
    /// - Throws: `DatasetsError` when a file is missing or holds no pictures.
    public func size() throws -> PictureSetSize {
        let training = try NPYPictures(NPYFile(path: trainingPart.pictures))
        return PictureSetSize(
            training: training.count, test: try NPYPictures(NPYFile(path: testPart.pictures)).count,
            height: training.height, width: training.width, channels: training.channels, classes: classNames.count)
    }

    /// Reads the training part.
    ///
    /// - Throws: `DatasetsError` when a file is not what its header says, or pictures and labels do not belong together.
    public func training() throws -> Pictures { try read(trainingPart) }

    /// Reads the test part.
    ///
    /// - Throws: As `training()`, and when the pictures are of another size than those of the training part or a label has
    ///   no class.
    public func test() throws -> Pictures {
        let expected = try NPYPictures(NPYFile(path: trainingPart.pictures))
        let own = try NPYPictures(NPYFile(path: testPart.pictures))
        guard own.sizes == expected.sizes else {
            throw DatasetsError.sizesDiffer(path: testPart.pictures, sizes: own.sizes, expected: expected.sizes)
        }
        return try read(testPart)
    }

    /// The four files, training part first, with their SHA-256.
    public func files() throws -> [SourceFile] {
        try [trainingPart.pictures, trainingPart.labels, testPart.pictures, testPart.labels].map {
            try SourceFile(path: $0)
        }
    }

    private func read(_ part: Part) throws -> Pictures {
        let pictures = try NPYPictures(NPYFile(path: part.pictures))
        let labels = try Self.labels(part.labels)
        guard labels.count == pictures.count else {
            throw DatasetsError.countsDiffer(
                pictures: part.pictures, pictureCount: pictures.count, labels: part.labels, labelCount: labels.count)
        }
        if let record = labels.firstIndex(where: { Int($0) >= classNames.count }) {
            throw DatasetsError.labelOutOfRange(
                path: part.labels, record: record, label: Int(labels[record]), classes: 0...classNames.count - 1)
        }
        return Pictures(
            height: pictures.height, width: pictures.width, channels: pictures.channels, pixels: try pictures.pixels(),
            labels: labels)
    }

    /// The largest label that a class may have.
    private static let largestLabel = 65_535

    private static func labels(_ path: String) throws -> [UInt16] {
        let file = try NPYFile(path: path)
        guard file.shape.count == 1 || file.shape.count == 2 && file.shape[1] == 1, file.shape[0] > 0,
            case .integer(let size, let isSigned) = file.number
        else {
            throw DatasetsError.notNPY(path: path, problem: "holds \(file.shape) numbers, not a list of whole ones")
        }
        let bytes = try file.bytes()
        return try (0..<file.shape[0]).map { record in
            let word = bytes[record * size..<(record + 1) * size].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            // What two's complement says of the bits.
            let shift = 64 - 8 * size
            let value = isSigned ? Int(Int64(bitPattern: word << shift) >> shift) : Int(clamping: word)
            guard (0...largestLabel).contains(value) else {
                throw DatasetsError.labelOutOfRange(
                    path: path, record: record, label: value, classes: 0...largestLabel)
            }
            return UInt16(value)
        }
    }
}
