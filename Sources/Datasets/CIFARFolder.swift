/// The files of a version of CIFAR, found in a folder.
struct CIFARFolder: Sendable {
    /// Which set it is.
    let kind: CIFARKind
    /// The folder that holds the files: the one given, or the one in it that the archive unpacks to.
    let path: String
    /// How the version's files are called.
    let files: CIFARKind.Files
    /// The training files that are there, up to the last one.
    let training: [String]

    /// Finds the files of a version; reads none.
    ///
    /// - Throws: `DatasetsError.folderMissing`, `.filesMissing` without the first training file or the test file, or
    ///   `.batchMissing` where a training file is missing before another one.
    init(_ kind: CIFARKind, _ files: CIFARKind.Files, in folder: String) throws {
        guard PlainFile.folderExists(folder) else { throw DatasetsError.folderMissing(path: folder) }
        let places = [folder, PlainFile.join(folder, files.folder)]
        let needed = [files.training[0], files.test]
        let place = places.first { place in needed.allSatisfy { PlainFile.exists(PlainFile.join(place, $0)) } }
        guard let path = place else {
            throw DatasetsError.filesMissing(set: kind.title, places: places, names: needed)
        }
        let present = files.training.map { PlainFile.exists(PlainFile.join(path, $0)) }
        let count = present.prefix { $0 }.count
        if let later = present[count...].firstIndex(of: true) {
            throw DatasetsError.batchMissing(
                folder: path, missing: files.training[count], present: files.training[later])
        }
        (self.kind, self.path, self.files) = (kind, path, files)
        training = Array(files.training.prefix(count))
    }

    /// The path of a file.
    func file(_ name: String) -> String { PlainFile.join(path, name) }

    /// The size of the set.
    ///
    /// - Parameter count: How many pictures the file of a path holds.
    func size(picturesIn count: (_ path: String) throws -> Int) rethrows -> PictureSetSize {
        PictureSetSize(
            training: try training.reduce(0) { try $0 + count(file($1)) }, test: try count(file(files.test)), side: 32,
            channels: 3, classes: kind.classCount)
    }

    /// The training files in their order, the test file, and the list of class names where there is one, with their SHA-256.
    func sourceFiles() throws -> [SourceFile] {
        try (training + [files.test, files.names]).map(file).filter { PlainFile.exists($0) }.map {
            try SourceFile(path: $0)
        }
    }

    /// The names of the classes: the authors', or those of the file beside the pictures where there is one.
    ///
    /// - Parameter read: Reads that file.
    /// - Throws: `DatasetsError.wrongClassNames` where the file has more or fewer, and what `read` throws.
    func classNames(read: (String) throws -> [String]) throws -> [String] {
        let path = file(files.names)
        guard PlainFile.exists(path) else { return kind.knownClassNames }
        let names = try read(path)
        guard names.count == kind.classCount else {
            throw DatasetsError.wrongClassNames(path: path, count: names.count, expected: kind.classCount)
        }
        return names
    }
}
