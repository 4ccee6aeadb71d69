/// A set of pictures: what it is, and its two parts, each read only when asked for.
///
/// The test part is asked for once in a run, after retraining.
public protocol PictureSource: Sendable {
    /// A short name of the set, for reports.
    var name: String { get }
    /// The names of the classes; a label is an index into them.
    var classNames: [String] { get }
    /// How many pictures the parts have and how large they are; of files, by their headers and lengths.
    func size() throws -> PictureSetSize
    /// Reads the training part.
    func training() throws -> Pictures
    /// Reads the test part.
    func test() throws -> Pictures
    /// The files of the set with their SHA-256, in a fixed order; empty for generated pictures.
    func files() throws -> [SourceFile]
}

extension PictureSource {
    /// The same by reading both parts, for sets that are at hand.
    public func size() throws -> PictureSetSize {
        let training = try training()
        return PictureSetSize(
            training: training.count, test: try test().count, height: training.height, width: training.width,
            channels: training.channels, classes: classNames.count)
    }
}
