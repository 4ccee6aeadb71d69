public import Datasets
import Documents
import Preparation
import ScenarioKeys

extension ScenarioData {
    /// The set of pictures as far as the scenario uses it, its files found but not read.
    ///
    /// - Parameter seed: The scenario's seed, which generated pictures follow.
    /// - Throws: `ScenarioError` where no folder is given, the set has no reader, or an earlier build has chosen a part of
    ///   it; `DatasetsError` where the folder lacks the files.
    public func source(seed: Int) throws -> any PictureSource {
        if let undecidedFile, let trainingPictures {
            throw ScenarioError.conflict(
                place: undecidedFile,
                sentence:
                    "an earlier build has chosen the \(trainingPictures) pictures of data.training_pictures, the first "
                    + "ones of the set or the first ones of each class, which the file does not tell; expected a run of "
                    + "this build: "
                    + "`greedynas run \(ShellWord.quoted(undecidedFile))` begins one")
        }
        let whole = try wholeSource(seed: seed)
        return trainingPictures.map { ReducedPictures(of: whole, training: $0) } ?? whole
    }

    /// Whether the pictures are in a folder of files that are not packed yet, which may take hours.
    package var isUnpacked: Bool {
        guard set == .folder, let path else { return false }
        return !FolderPack(path, side: packedSide).isPacked
    }

    private func wholeSource(seed: Int) throws -> any PictureSource {
        if set == .embedded {
            return try EmbeddedPictures(
                seed: UInt64(seed), trainingCount: generatedTraining, testCount: generatedTest)
        }
        guard let path else {
            throw ScenarioError.conflict(
                place: nil,
                sentence:
                    "data.path is not given; expected the folder of the data set \"\(set.rawValue)\", as data.path "
                    + "or with --data")
        }
        return try set.source(folder: path, coarse: labels == .coarse, side: packedSide)
    }

    /// The sizes of the set in the folder that is given; nil where none is, or none is read.
    ///
    /// - Throws: `DatasetsError` or `Refusal` where the folder is not there or not the set's.
    func size() throws -> PictureSetSize? {
        guard let path, set != .embedded else { return nil }
        guard set == .folder else { return try set.source(folder: path, coarse: labels == .coarse).size() }
        return try FolderPack(path, side: packedSide).size()
    }
}

extension ScenarioData.PictureSet {
    /// The set in a folder, its files found but not read.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - coarse: Whether CIFAR-100's coarse labels are wanted.
    ///   - side: The side to which a folder of JPEG and PNG files is packed, which is done now where it has not been.
    /// - Throws: `ScenarioError` where the set is not one of files, `DatasetsError` or `Refusal` where the folder lacks the files.
    public func source(folder: String, coarse: Bool = false, side: Int = 64) throws -> any PictureSource {
        switch self {
        case .cifar10: try CIFARKind.ten.source(in: folder)
        case .cifar100: try (coarse ? CIFARKind.twenty : .hundred).source(in: folder)
        case .idx: try IDXFolder(folder: folder)
        case .npy: try NPYFolder(folder: folder)
        case .packed, .imagenet: try PackedPictures(folder: folder)
        case .folder: try FolderPack(folder, side: side).pictures()
        case .embedded:
            throw ScenarioError.conflict(
                place: nil,
                sentence: "the data set \"\(rawValue)\" has no files to read; expected one that is read from files")
        }
    }
}
