public import Datasets
import ScenarioKeys

extension ScenarioData {
    /// The set of pictures as far as the scenario uses it, its files found but not read.
    ///
    /// - Parameter seed: The scenario's seed, which generated pictures follow.
    /// - Throws: `ScenarioError` where no folder is given or the set has no reader, `DatasetsError` where the folder lacks
    ///   the files.
    public func source(seed: Int) throws -> any PictureSource {
        let whole = try wholeSource(seed: seed)
        return trainingPictures.map { ReducedPictures(of: whole, training: $0) } ?? whole
    }

    private func wholeSource(seed: Int) throws -> any PictureSource {
        if set == .embedded {
            return try EmbeddedPictures(
                seed: UInt64(seed), trainingCount: generatedTraining, testCount: generatedTest)
        }
        guard set != .imagenet else {
            throw ScenarioError.conflict(
                place: nil, sentence: "data.set is \"imagenet\", which has no reader and serves `plan` only")
        }
        guard let path else {
            throw ScenarioError.conflict(
                place: nil,
                sentence:
                    "data.path is not given; expected the folder of the data set \"\(set.rawValue)\", as data.path "
                    + "or with --data")
        }
        return try set.source(folder: path)
    }
}

extension ScenarioData.PictureSet {
    /// The set in a folder, its files found but not read.
    ///
    /// - Throws: `ScenarioError` where the set is not one of files, `DatasetsError` where the folder lacks the files.
    public func source(folder: String) throws -> any PictureSource {
        switch self {
        case .cifar10: try CIFARBinary(.ten, folder: folder)
        case .cifar100: try CIFARBinary(.hundred, folder: folder)
        case .idx: try IDXFolder(folder: folder)
        case .embedded, .imagenet:
            throw ScenarioError.conflict(
                place: nil,
                sentence: "the data set \"\(rawValue)\" has no files to read; expected one that is read from files")
        }
    }
}
