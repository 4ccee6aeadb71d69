/// How many pictures a set has, and how large they are.
public struct PictureSetSize: Hashable, Sendable {
    /// Pictures in the training part.
    public var training: Int
    /// Pictures in the test part.
    public var test: Int
    /// Height and width in pixels.
    public var side: Int
    /// Channels: 3 in colour, 1 in grey.
    public var channels: Int
    /// Classes.
    public var classes: Int

    /// A set of square pictures, `training + test` of them.
    public init(training: Int, test: Int, side: Int, channels: Int, classes: Int) {
        self.training = training
        self.test = test
        self.side = side
        self.channels = channels
        self.classes = classes
    }
}
