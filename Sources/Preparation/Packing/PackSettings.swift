package import Documents

/// What is made of each picture that is packed.
package struct PackSettings: Sendable, Hashable {
    /// The side in pixels of the squares that networks are to see.
    package let side: Int
    /// The side of the squares that are kept, so that there is something to crop from; no less than `side`.
    package let kept: Int
    /// 3 for colours, 1 for grey; nil asks the first pictures.
    package let channels: Int?
    /// Whether a damaged picture ends the packing.
    package let isStrict: Bool

    /// The sides that a picture may have.
    package static let sides = 8...1_024

    /// Checks the sizes.
    ///
    /// - Parameters:
    ///   - side: What networks will see.
    ///   - kept: What is kept; nil for the same.
    ///   - channels: 1, 3 or nil.
    ///   - isStrict: Whether a damaged picture ends the packing.
    /// - Throws: `Refusal`.
    package init(side: Int, kept: Int? = nil, channels: Int? = nil, isStrict: Bool = false) throws(Refusal) {
        for (name, value) in [("side", side), ("kept side", kept ?? side)] where !Self.sides.contains(value) {
            throw Refusal(
                "the \(name) of packed pictures is \(value); expected \(Self.sides.lowerBound) to \(Self.sides.upperBound) "
                    + "pixels")
        }
        guard kept ?? side >= side else {
            throw Refusal("pictures of side \(side) are to be kept at \(kept ?? side) pixels; expected no fewer")
        }
        self.side = side
        self.kept = kept ?? side
        self.channels = channels
        self.isStrict = isStrict
    }
}
