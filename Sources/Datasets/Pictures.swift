import Synchronization

/// Labelled pictures as bytes.
///
/// Layout `[count, height, width, channels]`, row-major; bytes run from 0 (dark) to 255.
public struct Pictures: Sendable, Equatable {
    /// Rows of a picture.
    public let height: Int
    /// Columns of a picture.
    public let width: Int
    /// Colour channels of a pixel: 3 (red, green, blue) or 1 (grey).
    public let channels: Int
    /// All bytes, `count * height * width * channels` of them.
    public let pixels: PictureBytes
    /// The class of each picture.
    public let labels: [UInt16]
    private let measured = Measured()

    /// What is found of all pictures once, in copies too.
    private final class Measured: Sendable {
        let sums = Mutex<PixelSums?>(nil)
    }

    /// Whether sizes, bytes and labels are equal.
    public static func == (first: Pictures, second: Pictures) -> Bool {
        (first.height, first.width, first.channels) == (second.height, second.width, second.channels)
            && first.labels == second.labels && first.pixels == second.pixels
    }

    /// The sums of all pictures, which are read the first time.
    var sums: PixelSums {
        measured.sums.withLock { kept in
            let sums = kept ?? PixelSums(of: self, 0..<count)
            kept = sums
            return sums
        }
    }

    /// How many pictures there are.
    public var count: Int { labels.count }

    /// The bytes of one picture.
    public var bytesPerPicture: Int { height * width * channels }

    /// Puts bytes in memory and labels together.
    ///
    /// - Precondition: The sizes are positive and `pixels` holds exactly `labels.count` pictures.
    public init(height: Int, width: Int, channels: Int, pixels: [UInt8], labels: [UInt16]) {
        self.init(height: height, width: width, channels: channels, bytes: PictureBytes(pixels), labels: labels)
    }

    /// Puts bytes, wherever they are, and labels together.
    ///
    /// - Precondition: The sizes are positive and `bytes` holds exactly `labels.count` pictures, each in one piece.
    public init(height: Int, width: Int, channels: Int, bytes pixels: PictureBytes, labels: [UInt16]) {
        precondition(height > 0 && width > 0 && channels > 0, "a picture has at least one pixel")
        precondition(pixels.count == labels.count * height * width * channels, "bytes and labels belong together")
        self.height = height
        self.width = width
        self.channels = channels
        self.pixels = pixels
        self.labels = labels
    }

    /// Gives the bytes of a picture, `[height, width, channels]`, row-major, to a function.
    ///
    /// - Precondition: `index` is in `0 ..< count`.
    @inline(__always)
    func withPicture<Result>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        precondition(index >= 0 && index < count, "there is no picture \(index)")
        return try unsafe pixels.withUnsafeBytes(in: index * bytesPerPicture..<(index + 1) * bytesPerPicture, body)
    }

    /// The named pictures, in the order of `indices`; an index may occur more than once.
    ///
    /// - Precondition: Every index is in `0 ..< count`.
    public func subset(_ indices: [Int]) -> Pictures {
        var chosen: [UInt8] = []
        chosen.reserveCapacity(indices.count * bytesPerPicture)
        for index in indices { unsafe withPicture(index) { unsafe chosen += $0 } }
        return Pictures(
            height: height, width: width, channels: channels, pixels: chosen, labels: indices.map { labels[$0] })
    }

    /// The pictures with rows and columns exchanged.
    var transposed: Pictures {
        var turned: [UInt8] = []
        turned.reserveCapacity(pixels.count)
        for index in 0..<count {
            unsafe withPicture(index) { picture in
                for column in 0..<width {
                    for row in 0..<height {
                        let start = (row * width + column) * channels
                        unsafe turned += picture[start..<start + channels]
                    }
                }
            }
        }
        return Pictures(height: width, width: height, channels: channels, pixels: turned, labels: labels)
    }

    /// How many pictures each class has.
    ///
    /// - Precondition: `classes` is above every label.
    public func countsPerClass(classes: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: classes)
        for label in labels { counts[Int(label)] += 1 }
        return counts
    }
}
