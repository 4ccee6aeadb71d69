extension Bitmap {
    /// The picture in colour, or in grey: what Pillow's `convert` makes of it.
    ///
    /// - Parameter wanted: 3, or 1 for grey.
    /// - Precondition: The picture has 1 or 3 channels too.
    public func converted(channels wanted: Int) -> Bitmap {
        precondition([1, 3].contains(wanted) && [1, 3].contains(channels), "a pixel has 1 or 3 channels")
        guard wanted != channels else { return self }
        return unsafe Bitmap(height: height, width: width, channels: wanted) { target in
            for pixel in 0..<height * width {
                if wanted == 1 {
                    unsafe target[pixel] = UInt8(grey(at: pixel))
                } else {
                    for channel in 0..<3 { unsafe target[3 * pixel + channel] = bytes[pixel] }
                }
            }
        }
    }
}
