import Imaging

extension Bitmap {
    /// A picture with structure in every direction; `.ci/augmentation` makes the same one.
    static func sample(height: Int, width: Int, channels: Int) -> Bitmap {
        var bytes: [UInt8] = []
        for row in 0..<height {
            for column in 0..<width {
                for channel in 0..<channels {
                    bytes.append(UInt8(20 + (3 * row * row + 7 * column + 50 * channel + 5 * row * column) % 200))
                }
            }
        }
        return Bitmap(height: height, width: width, channels: channels, bytes: bytes)
    }
}
