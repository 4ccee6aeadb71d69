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
        let channels = pictures.channels
        var sums = [UInt64](repeating: 0, count: channels)
        var squares = [UInt64](repeating: 0, count: channels)
        var pixelCount: UInt64 = 0
        for index in indices {
            unsafe pictures.withPicture(index) { pixels in
                for channel in 0..<channels {
                    var sum: UInt64 = 0
                    var square: UInt64 = 0
                    for place in stride(from: channel, to: pixels.count, by: channels) {
                        let byte = unsafe UInt64(pixels[place])
                        sum &+= byte
                        square &+= byte &* byte
                    }
                    sums[channel] += sum
                    squares[channel] += square
                }
            }
            pixelCount += UInt64(pictures.height * pictures.width)
        }
        precondition(pixelCount > 0, "nothing can be measured on no pictures")
        let count = UInt128(pixelCount)
        let deviation = zip(sums, squares).map { sum, square in
            // n^2 times the variance, exactly.
            let scaled = count * UInt128(square) - UInt128(sum) * UInt128(sum)
            return scaled == 0 ? 1 : Float(Double(scaled).squareRoot() / (Double(count) * 255))
        }
        return Normalization(mean: sums.map { Float(Double($0) / (Double(count) * 255)) }, deviation: deviation)
    }
}
