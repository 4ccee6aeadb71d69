package import Documents

/// What is made of each picture that is packed.
package struct PackSettings: Sendable, Hashable {
    /// The side in pixels of the squares, which is what networks see.
    package let side: Int
    /// 3 for colours, 1 for grey; nil: as the first pictures have.
    package let channels: Int?
    /// Whether a damaged picture ends the packing.
    package let isStrict: Bool

    /// The sides that a picture may have.
    package static let sides = 8...1_024

    /// Checks the side.
    ///
    /// - Parameters:
    ///   - side: The side in pixels of the squares.
    ///   - channels: 1, 3 or nil.
    ///   - isStrict: Whether a damaged picture ends the packing.
    /// - Throws: `Refusal`.
    package init(side: Int, channels: Int? = nil, isStrict: Bool = false) throws(Refusal) {
        guard Self.sides.contains(side) else {
            throw Refusal(
                "the side of packed pictures is \(side); expected \(Self.sides.lowerBound) to \(Self.sides.upperBound) pixels"
            )
        }
        self.side = side
        self.channels = channels
        self.isStrict = isStrict
    }
}
