/// Writes bytes of one size as normalised numbers, shifted and flipped.
struct NormalizedWriter: Sendable {
    let height: Int
    let width: Int
    let channels: Int
    /// The normalised value of byte `b` in channel `c`, at `c * 256 + b`.
    private let table: [Float]

    /// Prepares the table of normalised values.
    ///
    /// - Precondition: The normalisation has as many channels.
    init(height: Int, width: Int, channels: Int, normalization: Normalization) {
        self.height = height
        self.width = width
        self.channels = channels
        table = (0..<channels * 256).map { place in
            (Float(place % 256) / 255 - normalization.mean[place / 256]) / normalization.deviation[place / 256]
        }
    }

    /// Writes one picture, `[height, width, channels]`, row-major.
    func write(
        _ picture: UnsafePointer<UInt8>, into destination: UnsafeMutablePointer<Float>, variation: PictureVariation
    ) {
        unsafe table.withUnsafeBufferPointer { table in
            guard let table = table.baseAddress else { return }
            // The number of channels as a constant, so that the loop over them is unrolled.
            switch channels {
            case 1: unsafe writeRows(of: picture, table, into: destination, variation, channels: 1)
            case 3: unsafe writeRows(of: picture, table, into: destination, variation, channels: 3)
            case let channels: unsafe writeRows(of: picture, table, into: destination, variation, channels: channels)
            }
        }
        for row in variation.hiddenRows {
            let start = (row * width + variation.hiddenColumns.lowerBound) * channels
            unsafe (destination + start).update(repeating: 0, count: variation.hiddenColumns.count * channels)
        }
    }

    /// Writes the crop, flipped or not; the square of the cutout is left to the caller.
    ///
    /// Which columns of a row lie in the picture is known before its first pixel, so there is no test for each.
    @inline(__always)
    private func writeRows(
        of picture: UnsafePointer<UInt8>, _ table: UnsafePointer<Float>, into destination: UnsafeMutablePointer<Float>,
        _ variation: PictureVariation, channels: Int
    ) {
        // The columns of the crop that lie in the picture, and where they begin in the result: the crop comes first,
        // then the mirror, and column 0 shows the crop's last column.
        let visible = max(0, -variation.right)..<min(width, width - variation.right)
        let before = variation.isFlipped ? width - visible.upperBound : visible.lowerBound
        let first = (variation.isFlipped ? visible.upperBound - 1 : visible.lowerBound) + variation.right
        let step = variation.isFlipped ? -channels : channels
        for row in 0..<height {
            let line = unsafe destination + row * width * channels
            let sourceRow = row + variation.down
            guard sourceRow >= 0 && sourceRow < height else {
                unsafe line.update(repeating: 0, count: width * channels)
                continue
            }
            unsafe line.update(repeating: 0, count: before * channels)
            var target = unsafe line + before * channels
            var source = unsafe picture + (sourceRow * width + first) * channels
            for _ in visible {
                for channel in 0..<channels { unsafe target[channel] = table[channel * 256 + Int(source[channel])] }
                unsafe target += channels
                unsafe source += step
            }
            unsafe target.update(repeating: 0, count: (width - before - visible.count) * channels)
        }
    }
}
