package import Datasets
import Documents
import Imaging

/// Some pictures of a folder of picture files, decoded to be looked at; nothing is written.
package struct FolderSample: Sendable {
    /// The folder's pictures.
    package let tree: PictureTree
    /// The pictures that were decoded, as squares of one size, in the order of the tree.
    package let pictures: Pictures
    /// What they are, in words.
    package let words: String
    /// Those that could not be decoded.
    package let damaged: [PackedPart.Damage]

    /// The side of the squares.
    private static let side = 64
    /// At most this many pictures of a class, and of all classes.
    private static let (mostOfClass, most) = (12, 1_200)

    /// Decodes some training pictures of each class.
    ///
    /// - Throws: The error that keeps the folder from being packed; `Failure` where none of the pictures can be decoded.
    package init(_ folder: String, decoders: PictureDecoders = PictureDecoders()) throws {
        tree = try PictureTree(folder)
        try decoders.check(tree.training.lazy.map(\.path))
        let each = max(1, min(Self.mostOfClass, Self.most / tree.classNames.count))
        var left = [Int](repeating: each, count: tree.classNames.count)
        // Pictures may be large: only their squares are kept.
        var found: [(square: Bitmap, height: Int, width: Int, label: Int)] = []
        var damaged: [PackedPart.Damage] = []
        for file in tree.training where left[file.label] > 0 {
            left[file.label] -= 1
            do {
                let picture = try decoders.picture("\(tree.root)/\(file.path)")
                found.append((picture.middleSquare(Self.side), picture.height, picture.width, file.label))
            } catch let problem as PictureProblem {
                damaged.append(PackedPart.Damage(path: file.path, reason: problem.description))
            }
        }
        guard let smallest = found.min(by: { $0.height * $0.width < $1.height * $1.width }),
            let largest = found.max(by: { $0.height * $0.width < $1.height * $1.width })
        else {
            throw Failure("none of the pictures of \(folder) can be decoded, as \(damaged.first?.line ?? "")")
        }
        let channels = found.contains { $0.square.channels == 3 } ? 3 : 1
        pictures = Pictures(
            height: Self.side, width: Self.side, channels: channels,
            pixels: found.flatMap { $0.square.converted(channels: channels).bytes },
            labels: found.map { UInt16($0.label) })
        words =
            "\(found.count.counted("picture")), the smallest \(smallest.height) x \(smallest.width) and the largest "
            + "\(largest.height) x \(largest.width) pixels, brought to \(Self.side) x \(Self.side)"
        self.damaged = damaged
    }

    /// The pictures of each class in a part.
    package func counts(_ part: PackedPart.Name) -> [Int] {
        var counts = [Int](repeating: 0, count: tree.classNames.count)
        for file in part == .training ? tree.training : tree.test { counts[file.label] += 1 }
        return counts
    }
}
