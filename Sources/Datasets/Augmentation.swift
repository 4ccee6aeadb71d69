/// How a training picture is varied each time it is seen.
public struct Augmentation: Sendable, Equatable, Codable {
    /// Pixels of zeros (after normalisation) on each side before a crop of the picture's own size; 0 is off.
    public let padding: Int
    /// Whether left and right change places for half of the pictures.
    public let horizontalFlip: Bool
    /// The side of a square set to zero around a point drawn uniformly, cut off at the border (DeVries and Taylor,
    /// 2017); 0 is off.
    public let cutout: Int

    /// Every picture as it is.
    public static let none = Augmentation(padding: 0, horizontalFlip: false, cutout: 0)

    /// Takes the figures as they are; `BatchAssembler` checks them.
    public init(padding: Int, horizontalFlip: Bool, cutout: Int) {
        self.padding = padding
        self.horizontalFlip = horizontalFlip
        self.cutout = cutout
    }
}
