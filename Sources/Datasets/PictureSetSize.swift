/// How many pictures a set has, and how large they are: known without reading them.
public struct PictureSetSize: Hashable, Sendable {
    /// Pictures in the training part.
    public var training: Int
    /// Pictures in the test part.
    public var test: Int
    /// Rows of a picture.
    public var height: Int
    /// Columns of a picture.
    public var width: Int
    /// Channels: 3 in colour, 1 in grey.
    public var channels: Int
    /// Classes.
    public var classes: Int

    /// The shorter side in pixels, either one of square pictures; setting it makes them square.
    public var side: Int {
        get { min(height, width) }
        set { (height, width) = (newValue, newValue) }
    }

    /// A set of `training + test` pictures.
    public init(training: Int, test: Int, height: Int, width: Int, channels: Int, classes: Int) {
        self.training = training
        self.test = test
        self.height = height
        self.width = width
        self.channels = channels
        self.classes = classes
    }

    /// A set of square pictures.
    public init(training: Int, test: Int, side: Int, channels: Int, classes: Int) {
        self.init(
            training: training, test: test, height: side, width: side, channels: channels, classes: classes)
    }
}
