import Foundation

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
    /// How similar neighbouring pixels are.
    public let texture: PictureTexture
    /// What the figures were measured on where that is not the whole training part; nil where it is.
    public let sample: String?
    /// The files with their SHA-256; empty for generated pictures.
    public let files: [SourceFile]

    /// Reads both parts of a set and counts.
    ///
    /// - Throws: What the set throws when it cannot be read.
    public init(of source: some PictureSource) throws {
        let training = try source.training()
        try self.init(
            name: source.name, classNames: source.classNames,
            trainingCounts: training.countsPerClass(classes: source.classNames.count),
            testCounts: source.test().countsPerClass(classes: source.classNames.count), measuredOn: training,
            files: source.files())
    }

    /// Puts counts and what is measured on some pictures together.
    ///
    /// - Parameters:
    ///   - name: The set's name.
    ///   - classNames: The names of the classes.
    ///   - trainingCounts: Training pictures of each class.
    ///   - testCounts: Test pictures of each class.
    ///   - pictures: The pictures that are measured, at least one.
    ///   - sample: What these are where they are not the whole training part.
    ///   - files: The files with their SHA-256.
    public init(
        name: String, classNames: [String], trainingCounts: [Int], testCounts: [Int], measuredOn pictures: Pictures,
        sample: String? = nil, files: [SourceFile]
    ) {
        self.name = name
        self.classNames = classNames
        self.trainingCounts = trainingCounts
        self.testCounts = testCounts
        self.sample = sample
        self.files = files
        (height, width, channels) = (pictures.height, pictures.width, pictures.channels)
        normalization = .measured(on: pictures, indices: 0..<pictures.count)
        texture = PictureTexture(of: pictures)
    }
}

extension DatasetSummary {
    /// Signs that the bytes are not pictures, each as part of a sentence.
    public var doubts: [String] {
        var doubts: [String] = []
        // As many digits as the report has.
        func share(_ number: Float) -> String { String(format: "%.4f", number) }
        for (channel, (mean, deviation)) in zip(normalization.mean, normalization.deviation).enumerated() {
            if !(0.02...0.98).contains(mean) { doubts.append("the mean of channel \(channel) is \(share(mean))") }
            if !(0.02...0.48).contains(deviation) {
                doubts.append("the deviation of channel \(channel) is \(share(deviation))")
            }
        }
        func words(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }
        if min(texture.across, texture.down) < 0.25 {
            doubts.append(
                "neighbouring pixels hardly correlate (\(words(texture.across)) across and "
                    + "\(words(texture.down)) down)")
        }
        // A sample is of pictures that were decoded one by one, which nobody reads from the wrong place.
        if sample == nil, texture.seam > 2.2 {
            doubts.append(
                "two neighbouring columns or rows differ \(words(texture.seam)) times as much as those beside them, as in bytes "
                    + "that are read from the wrong place")
        }
        return doubts
    }
}
