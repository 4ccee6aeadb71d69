/// A folder of IDX files: MNIST, Fashion-MNIST, EMNIST and others in this format, grey or RGB.
///
/// Looks for `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and `t10k-labels-idx1-ubyte`, also
/// with a dot before `idx`, with a set's name in front as EMNIST has it, and compressed as `.gz`. The files do not name their
/// classes: unless names are given, these are the labels that occur, from 0, or from 1 where no label is 0 (EMNIST's letters).
/// EMNIST stores its pictures with rows and columns exchanged; where the files' names begin with `emnist` they are turned back.
public struct IDXFolder: PictureSource {
    /// The name that was given.
    public let name: String
    /// The names of the classes: those that were given, or the labels.
    public let classNames: [String]
    /// The label of the first class in the files.
    private let firstLabel: Int
    private let names: IDXNames

    /// Finds the four files; reads the training part's labels where no classes are given.
    ///
    /// - Parameters:
    ///   - folder: Where the files are.
    ///   - name: The name of the set.
    ///   - classNames: The names of the classes, whose labels count from 0; a label beyond them is an error when the files are
    ///     read. Nil: as the labels say.
    /// - Throws: `DatasetsError` when the folder or a file is missing, without classes, or where labels cannot be read.
    public init(folder: String, name: String = "mnist", classNames: [String]? = nil) throws {
        guard PlainFile.folderExists(folder) else { throw DatasetsError.folderMissing(path: folder) }
        self.name = name
        names = try IDXNames(in: folder, set: name)
        if let classNames {
            guard !classNames.isEmpty else {
                throw DatasetsError.wrongCount(
                    what: "the number of classes of \(name)", value: 0, expected: "at least 1")
            }
            (self.classNames, firstLabel) = (classNames, 0)
        } else {
            let labels = try IDXFile(path: names.trainingLabels, content: .labels).bytes()
            firstLabel = labels.contains(0) ? 0 : min(1, Int(labels.min() ?? 0))
            self.classNames = (firstLabel...max(firstLabel, Int(labels.max() ?? 0))).map { "\($0)" }
        }
    }

    /// What the headers of the files of pictures say.
    ///
    /// - Throws: `DatasetsError` when a file is missing or of another kind.
    public func size() throws -> PictureSetSize {
        let training = try IDXFile(path: names.trainingPictures, content: .pictures).sizes
        let test = try IDXFile(path: names.testPictures, content: .pictures).sizes
        let isTurned = names.prefix.hasPrefix("emnist")
        return PictureSetSize(
            training: training[0], test: test[0], height: training[isTurned ? 2 : 1], width: training[isTurned ? 1 : 2],
            channels: training.count == 4 ? training[3] : 1, classes: classNames.count)
    }

    /// Reads the training part.
    ///
    /// - Throws: `DatasetsError` when a file is not what its header says, or a label has no class.
    public func training() throws -> Pictures {
        try read(IDXFile(path: names.trainingPictures, content: .pictures), labelPath: names.trainingLabels)
    }

    /// Reads the test part.
    ///
    /// - Throws: As `training()`, and when the pictures are of another size than those of the training part.
    public func test() throws -> Pictures {
        let file = try IDXFile(path: names.testPictures, content: .pictures)
        let expected = try IDXFile(path: names.trainingPictures, content: .pictures).pictureSizes
        guard file.pictureSizes == expected else {
            throw DatasetsError.sizesDiffer(path: file.path, sizes: file.pictureSizes, expected: expected)
        }
        return try read(file, labelPath: names.testLabels)
    }

    /// The four files, training part first, with their SHA-256.
    public func files() throws -> [SourceFile] {
        try [names.trainingPictures, names.trainingLabels, names.testPictures, names.testLabels].map {
            try SourceFile(path: $0)
        }
    }

    private func read(_ file: IDXFile, labelPath: String) throws -> Pictures {
        let labelFile = try IDXFile(path: labelPath, content: .labels)
        guard file.sizes[0] == labelFile.sizes[0] else {
            throw DatasetsError.countsDiffer(
                pictures: file.path, pictureCount: file.sizes[0], labels: labelPath, labelCount: labelFile.sizes[0])
        }
        let classes = firstLabel...firstLabel + classNames.count - 1
        let labels = try labelFile.bytes()
        if let record = labels.firstIndex(where: { !classes.contains(Int($0)) }) {
            throw DatasetsError.labelOutOfRange(
                path: labelPath, record: record, label: Int(labels[record]), classes: classes)
        }
        let pictures = Pictures(
            height: file.sizes[1], width: file.sizes[2], channels: file.sizes.count == 4 ? file.sizes[3] : 1,
            pixels: try file.bytes(), labels: labels.map { UInt16(Int($0) - firstLabel) })
        return names.prefix.hasPrefix("emnist") ? pictures.transposed : pictures
    }
}
