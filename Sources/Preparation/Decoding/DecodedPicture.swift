/// A picture as bytes, as a program of the system has decoded it.
package struct DecodedPicture: Sendable, Equatable {
    /// Rows.
    package let height: Int
    /// Columns.
    package let width: Int
    /// Bytes of a pixel: 3 (red, green, blue) or 1 (grey).
    package let channels: Int
    /// The bytes, `[height, width, channels]`, row-major.
    package let pixels: [UInt8]

    /// The pixels in colour, or in grey: of colours the luma of ITU-R BT.601, in the whole numbers that Pillow uses.
    ///
    /// - Precondition: `wanted` is 1 or 3.
    package func pixels(channels wanted: Int) -> [UInt8] {
        precondition(wanted == 1 || wanted == 3, "a pixel has 1 or 3 channels")
        guard wanted != channels else { return pixels }
        var result: [UInt8] = []
        result.reserveCapacity(height * width * wanted)
        for pixel in 0..<height * width {
            if wanted == 3 {
                for _ in 0..<3 { result.append(pixels[pixel]) }
            } else {
                let (red, green, blue) = (
                    Int(pixels[3 * pixel]), Int(pixels[3 * pixel + 1]), Int(pixels[3 * pixel + 2])
                )
                result.append(UInt8((19_595 * red + 38_470 * green + 7_471 * blue + 0x8000) >> 16))
            }
        }
        return result
    }
}
