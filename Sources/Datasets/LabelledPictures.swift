/// Some pictures of a set, in an order, to be written as numbers where and when they are needed.
@safe public struct LabelledPictures: Sendable {
    /// The class of each picture.
    public let labels: [Int]
    /// Writes the picture at a place of this order, normalised; called on several threads at once.
    public let write: @Sendable (_ place: Int, _ target: UnsafeMutablePointer<Float>) -> Void
}
