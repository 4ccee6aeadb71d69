/// Sums over the pixels of some pictures, per channel: whole numbers, which are the same in any order.
struct PixelSums: Hashable, Sendable {
    /// Pixels of all pictures together.
    private var pixels: UInt64 = 0
    /// The sums of the bytes.
    private var sums: [UInt64]
    /// The sums of their squares.
    private var squares: [UInt64]

    /// Sums up the named pictures, each as often as it is named.
    ///
    /// - Precondition: Each index is in `0 ..< pictures.count`.
    init(of pictures: Pictures, _ indices: some Sequence<Int>) {
        let channels = pictures.channels
        sums = [UInt64](repeating: 0, count: channels)
        squares = sums
        for index in indices {
            unsafe pictures.withPicture(index) { bytes in
                for channel in 0..<channels {
                    var sum: UInt64 = 0
                    var square: UInt64 = 0
                    for place in stride(from: channel, to: bytes.count, by: channels) {
                        let byte = unsafe UInt64(bytes[place])
                        sum &+= byte
                        square &+= byte &* byte
                    }
                    sums[channel] += sum
                    squares[channel] += square
                }
            }
            pixels += UInt64(pictures.height * pictures.width)
        }
    }

    /// What is left of some pictures without others of them.
    ///
    /// - Precondition: All of the second ones are among the first.
    static func - (all: PixelSums, others: PixelSums) -> PixelSums {
        var rest = all
        rest.pixels -= others.pixels
        rest.sums = zip(all.sums, others.sums).map { $0 - $1 }
        rest.squares = zip(all.squares, others.squares).map { $0 - $1 }
        return rest
    }

    /// The mean and the deviation; a channel whose bytes are all equal is given the deviation 1, which maps it to 0.
    ///
    /// - Precondition: There is a picture.
    var normalization: Normalization {
        precondition(pixels > 0, "nothing can be measured on no pictures")
        let count = UInt128(pixels)
        let deviation = zip(sums, squares).map { sum, square in
            // n^2 times the variance, exactly.
            let scaled = count * UInt128(square) - UInt128(sum) * UInt128(sum)
            return scaled == 0 ? 1 : Float(Double(scaled).squareRoot() / (Double(count) * 255))
        }
        return Normalization(mean: sums.map { Float(Double($0) / (Double(count) * 255)) }, deviation: deviation)
    }
}
