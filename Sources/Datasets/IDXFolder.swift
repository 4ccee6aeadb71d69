/// A folder of IDX files: MNIST, Fashion-MNIST and their like.
///
/// Looks for `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and
/// `t10k-labels-idx1-ubyte`, also with a dot before `idx`, each as it is or compressed as `.gz`; a file that is not
/// compressed goes first. The files do not say which set they are, so the name and the classes are given.
public struct IDXFolder: PictureSource {
    /// The classes of MNIST.
    public static let digits = (0..<10).map { String($0) }
    /// The classes of Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017).
    public static let garments = [
        "t-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
    ]

    /// The name that was given.
    public let name: String
    /// The names of the classes that were given.
    public let classNames: [String]
    private let trainingPictures: String
    private let trainingLabels: String
    private let testPictures: String
    private let testLabels: String

    /// Finds the four files; reads none of them.
    ///
    /// - Parameters:
    ///   - folder: Where the files are.
    ///   - name: The name of the set.
    ///   - classNames: The names of the classes; a label beyond them is an error when the files are read.
    /// - Throws: `DatasetsError` when the folder or a file is missing, or without classes.
    public init(folder: String, name: String = "mnist", classNames: [String] = Self.digits) throws {
        guard PlainFile.folderExists(folder) else { throw DatasetsError.folderMissing(path: folder) }
        guard !classNames.isEmpty else {
            throw DatasetsError.wrongCount(what: "The number of classes of \(name)", value: 0, expected: "at least 1")
        }
        self.name = name
        self.classNames = classNames
        trainingPictures = try Self.find("train-images", "idx3-ubyte", in: folder, set: name)
        trainingLabels = try Self.find("train-labels", "idx1-ubyte", in: folder, set: name)
        testPictures = try Self.find("t10k-images", "idx3-ubyte", in: folder, set: name)
        testLabels = try Self.find("t10k-labels", "idx1-ubyte", in: folder, set: name)
    }

    /// Reads the training part.
    ///
    /// - Throws: `DatasetsError` when a file is not what its header says, or a label has no class.
    public func training() throws -> Pictures {
        try read(IDXFile(path: trainingPictures, content: .pictures), labelPath: trainingLabels)
    }

    /// Reads the test part.
    ///
    /// - Throws: As `training()`, and when the pictures are of another size than those of the training part.
    public func test() throws -> Pictures {
        let file = try IDXFile(path: testPictures, content: .pictures)
        let expected = try IDXFile(path: trainingPictures, content: .pictures).sizes
        guard file.sizes.dropFirst() == expected.dropFirst() else {
            throw DatasetsError.sizesDiffer(
                path: testPictures, height: file.sizes[1], width: file.sizes[2], expectedHeight: expected[1],
                expectedWidth: expected[2])
        }
        return try read(file, labelPath: testLabels)
    }

    /// The four files, training part first, with their SHA-256.
    public func files() throws -> [SourceFile] {
        try [trainingPictures, trainingLabels, testPictures, testLabels].map { try SourceFile(path: $0) }
    }

    private func read(_ file: IDXFile, labelPath: String) throws -> Pictures {
        let labelFile = try IDXFile(path: labelPath, content: .labels)
        guard file.sizes[0] == labelFile.sizes[0] else {
            throw DatasetsError.countsDiffer(
                pictures: file.path, pictureCount: file.sizes[0], labels: labelPath, labelCount: labelFile.sizes[0])
        }
        let labels = try labelFile.bytes()
        if let record = labels.firstIndex(where: { Int($0) >= classNames.count }) {
            throw DatasetsError.labelOutOfRange(
                path: labelPath, record: record, label: Int(labels[record]), classes: classNames.count)
        }
        return Pictures(
            height: file.sizes[1], width: file.sizes[2], channels: 1, pixels: try file.bytes(),
            labels: labels.map { UInt16($0) })
    }

    private static func find(_ start: String, _ end: String, in folder: String, set: String) throws -> String {
        let names = ["", ".gz"].flatMap { ending in ["-", "."].map { "\(start)\($0)\(end)\(ending)" } }
        guard let name = names.first(where: { PlainFile.exists(PlainFile.join(folder, $0)) }) else {
            throw DatasetsError.filesMissing(set: set, places: [folder], names: names)
        }
        return PlainFile.join(folder, name)
    }
}
