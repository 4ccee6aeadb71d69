/// How bytes become numbers of about mean 0 and variance 1: `(byte / 255 - mean) / deviation`, per channel.
public struct Normalization: Sendable, Equatable, Codable {
    /// The mean of byte / 255, per channel.
    public let mean: [Float]
    /// The standard deviation of byte / 255, per channel.
    public let deviation: [Float]

    /// Takes the figures as they are; `BatchAssembler` checks that they fit its pictures.
    public init(mean: [Float], deviation: [Float]) {
        self.mean = mean
        self.deviation = deviation
    }

    /// Measures the pixels of the named pictures.
    ///
    /// The sums are of whole numbers, so the same pictures in any order give the same bits. A channel whose bytes are
    /// all equal is given the deviation 1, which maps it to 0.
    ///
    /// - Precondition: `indices` is not empty, and each index is in `0 ..< pictures.count`.
    public static func measured(on pictures: Pictures, indices: some Sequence<Int>) -> Normalization {
        PixelSums(of: pictures, indices).normalization
    }

    /// Measures the pixels of most of the pictures, the same bits as by their indices.
    ///
    /// All pictures are read when this is first asked of them, and later only those left out: what a large set takes from the
    /// disk, it takes once.
    ///
    /// - Precondition: Not all pictures are left out, and each index is in `0 ..< pictures.count`.
    static func measured(on pictures: Pictures, without others: Set<Int>) -> Normalization {
        (pictures.sums - PixelSums(of: pictures, others)).normalization
    }
}
