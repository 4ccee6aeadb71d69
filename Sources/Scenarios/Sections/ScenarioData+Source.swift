public import Datasets

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
                    "data.path is not given; expected the folder of the set \"\(set.rawValue)\", there or by --data")
        }
        return try set.source(folder: path, coarse: labels == .coarse)
    }
}

extension ScenarioData.PictureSet {
    /// The set in a folder, its files found but not read.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - coarse: Whether CIFAR-100's coarse labels are wanted.
    /// - Throws: `ScenarioError` where the set is not one of files, `DatasetsError` where the folder lacks the files.
    public func source(folder: String, coarse: Bool = false) throws -> any PictureSource {
        switch self {
        case .cifar10: try CIFARKind.ten.source(in: folder)
        case .cifar100: try (coarse ? CIFARKind.twenty : .hundred).source(in: folder)
        case .idx: try IDXFolder(folder: folder)
        case .npy: try NPYFolder(folder: folder)
        case .embedded, .imagenet:
            throw ScenarioError.conflict(
                place: nil, sentence: "no files of the set \"\(rawValue)\" can be read; expected a set with a reader")
        }
    }
}
