/// The fixed pieces into which a group of pictures is cut, whatever the number of workers.
///
/// Partial sums are merged in the order of the chunks; so the cut decides the bits, and the workers do not.
package struct Chunks: Sendable {
    /// Pictures in the group.
    let pictures: Int
    /// Pictures in every chunk but, perhaps, the last.
    let size: Int

    /// Pictures of a chunk: few enough to stay in the caches, enough for matrix products to pay.
    private static let usualSize = 8
    /// More chunks than this would cost more memory for partial sums than they bring to any machine.
    private static let mostChunks = 64

    /// Cuts a group of pictures, at least one.
    package init(pictures: Int) {
        precondition(pictures > 0)
        self.pictures = pictures
        size = max(Self.usualSize, (pictures + Self.mostChunks - 1) / Self.mostChunks)
    }

    /// The chunks, and so the most threads that share a pass of the group.
    package var count: Int { (pictures + size - 1) / size }

    /// The pictures of a chunk.
    subscript(index: Int) -> Range<Int> { index * size..<min(pictures, (index + 1) * size) }
}
