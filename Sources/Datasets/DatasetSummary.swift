/// What a set of pictures holds, in figures.
public struct DatasetSummary: Sendable, Equatable, Encodable {
    /// The set's name.
    public let name: String
    /// Rows of a picture.
    public let height: Int
    /// Columns of a picture.
    public let width: Int
    /// Colour channels of a pixel.
    public let channels: Int
    /// The names of the classes.
    public let classNames: [String]
    /// Training pictures of each class.
    public let trainingCounts: [Int]
    /// Test pictures of each class.
    public let testCounts: [Int]
    /// Mean and deviation of byte / 255 over the training part, per channel.
    public let normalization: Normalization
    /// The files with their SHA-256; empty for generated pictures.
    public let files: [SourceFile]

    /// Reads both parts of a set and counts.
    ///
    /// - Throws: What the set throws when it cannot be read.
    public init(of source: some PictureSource) throws {
        let training = try source.training()
        name = source.name
        height = training.height
        width = training.width
        channels = training.channels
        classNames = source.classNames
        trainingCounts = training.countsPerClass(classes: source.classNames.count)
        testCounts = try source.test().countsPerClass(classes: source.classNames.count)
        normalization = .measured(on: training, indices: 0..<training.count)
        files = try source.files()
    }
}
