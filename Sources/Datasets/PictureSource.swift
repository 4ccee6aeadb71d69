/// A set of pictures: what it is, and its two parts, each read only when asked for.
///
/// The test part is asked for once in a run, after retraining.
public protocol PictureSource: Sendable {
    /// A short name of the set, for reports.
    var name: String { get }
    /// The names of the classes; a label is an index into them.
    var classNames: [String] { get }
    /// Reads the training part.
    func training() throws -> Pictures
    /// Reads the test part.
    func test() throws -> Pictures
    /// The files of the set with their SHA-256, in a fixed order; empty for generated pictures.
    func files() throws -> [SourceFile]
}
