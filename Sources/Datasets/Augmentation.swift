public import Imaging

/// How a training picture is varied each time it is seen.
///
/// In this order: `crop`, then `randAugment` and `jitter` on bytes; then, on normalised numbers, the padded crop, the flip,
/// `cutout` and `erasing`.
public struct Augmentation: Sendable, Equatable, Codable {
    /// Pixels of zeros (after normalisation) on each side before a crop of the picture's own size; 0 is off.
    public let padding: Int
    /// Whether half of the pictures are flipped horizontally.
    public let horizontalFlip: Bool
    /// The side of a square set to zero around a point drawn uniformly, cut off at the border (DeVries and Taylor,
    /// 2017); 0 is off.
    public let cutout: Int
    /// A random part, resized to the size that the network takes; nil is off.
    public let crop: RandomResizedCrop?
    /// Random brightness, contrast and saturation; nil is off.
    public let jitter: ColourJitter?
    /// Random operations; nil is off.
    public let randAugment: RandAugment?
    /// A rectangle of noise; nil is off.
    public let erasing: RandomErasing?

    /// Every picture as it is.
    public static let none = Augmentation(padding: 0, horizontalFlip: false, cutout: 0)

    /// Takes the figures as they are; `BatchAssembler` checks them.
    public init(
        padding: Int, horizontalFlip: Bool, cutout: Int, crop: RandomResizedCrop? = nil, jitter: ColourJitter? = nil,
        randAugment: RandAugment? = nil, erasing: RandomErasing? = nil
    ) {
        self.padding = padding
        self.horizontalFlip = horizontalFlip
        self.cutout = cutout
        self.crop = crop
        self.jitter = jitter
        self.randAugment = randAugment
        self.erasing = erasing
    }
}
