internal import Kernels
import Workers

/// Labelled pictures for one pass, written into the pass's memory only when a chunk needs them.
public struct PictureBatch: Sendable {
    /// The class of each picture.
    public let labels: [Int]
    /// Writes picture `place` as `[side, side, channels]`, normalised; called on several threads at once.
    public let write: @Sendable (_ place: Int, _ target: UnsafeMutablePointer<Float>) -> Void

    /// A batch of as many pictures as there are labels; none is written before a pass asks for it.
    ///
    /// - Parameters:
    ///   - labels: The class of each picture, below the network's classes.
    ///   - write: Writes the picture at a place below `labels.count`.
    public init(
        labels: [Int], write: @escaping @Sendable (_ place: Int, _ target: UnsafeMutablePointer<Float>) -> Void
    ) {
        self.labels = labels
        self.write = write
    }

    /// The number of pictures.
    public var count: Int { labels.count }

    /// The same pictures, assembled now: whoever asks for one gets a copy of what was written here.
    ///
    /// - Parameter valuesPerPicture: Floats of a picture, `side * side * channels`.
    public func inMemory(valuesPerPicture: Int) -> PictureBatch {
        let values = FloatBuffer(count: count * valuesPerPicture)
        for place in 0..<count { write(place, values.pointer + place * valuesPerPicture) }
        return PictureBatch(labels: labels) { place, target in
            target.update(from: values.pointer + place * valuesPerPicture, count: valuesPerPicture)
        }
    }

    /// Cuts the pictures into groups, each of which is normalised by its own statistics in a scored set.
    ///
    /// - Parameter size: The size that groups should have at most, the normalisation batch.
    /// - Returns: `ceil(count / size)` ranges of places, equal within one picture.
    public func groups(of size: Int) -> [Range<Int>] {
        precondition(size > 0)
        return groups(number: (count + size - 1) / size)
    }

    /// Cuts the pictures into so many ranges of places, equal within one picture.
    public func groups(number: Int) -> [Range<Int>] {
        (0..<number).map { ($0 * count / number)..<(($0 + 1) * count / number) }
    }
}
