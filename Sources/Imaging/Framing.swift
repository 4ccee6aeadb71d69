/// How pictures of any size become those of one side that a network takes.
public struct Framing: Sendable, Hashable, Codable {
    /// Height and width of the result in pixels; nil leaves pictures at their own size.
    public let side: Int?
    /// The part of the shorter side that is seen where nothing is drawn at random, from 0.1 to 1.
    ///
    /// The shorter side is resized to `side / share`, rounded down, and the square in the middle is cut out.
    public let share: Double
    /// How pictures are resized, and turned where they are.
    public let interpolation: Interpolation

    /// What the shorter side is resized to where nothing is drawn at random; nil where pictures keep their size.
    public var resizedSide: Int? { side.map { max($0, Int(Double($0) / share)) } }

    /// 224 of 256 pixels, as ImageNet's test pictures are usually seen.
    public static let usualShare = 0.875
    /// Pictures as they are.
    public static let none = Framing(side: nil)

    /// Takes the figures.
    ///
    /// - Precondition: The side is positive, and the share is from 0.1 to 1.
    public init(side: Int?, share: Double = Self.usualShare, interpolation: Interpolation = .bilinear) {
        precondition((side ?? 1) > 0 && share >= 0.1 && share <= 1)
        self.side = side
        self.share = share
        self.interpolation = interpolation
    }

    /// The middle of a picture, resized, as torchvision's `Resize` and `CenterCrop` give it; nil where pictures keep their
    /// size.
    public func middle(of picture: BitmapView) -> Bitmap? {
        guard let side else { return nil }
        return picture.middleSquare(side, of: resizedSide, by: interpolation)
    }
}
