extension Bitmap {
    /// The picture in colour, or in grey: what Pillow's `convert` makes of it.
    ///
    /// - Parameter wanted: 3, or 1 for grey.
    /// - Precondition: The picture has 1 or 3 channels too.
    public func converted(channels wanted: Int) -> Bitmap {
        precondition([1, 3].contains(wanted) && [1, 3].contains(channels), "a pixel has 1 or 3 channels")
        guard wanted != channels else { return self }
        let greys = channels == 1 ? bytes : (0..<height * width).map { UInt8(grey(at: $0)) }
        return Bitmap(
            height: height, width: width, channels: wanted,
            bytes: wanted == 1 ? greys : greys.flatMap { [$0, $0, $0] })
    }
}
