extension BitmapView {
    /// The picture at another size: along the rows first, then along the columns, rounded to bytes after each.
    ///
    /// - Precondition: The sizes are positive.
    public func resized(height newHeight: Int, width newWidth: Int, by interpolation: Interpolation) -> Bitmap {
        precondition(newHeight > 0 && newWidth > 0, "a picture has at least one pixel")
        guard newWidth != width else {
            return newHeight == height ? copy : stretched(height: newHeight, by: interpolation)
        }
        let lines = stretched(width: newWidth, by: interpolation)
        guard newHeight != height else { return lines }
        return lines.withView { $0.stretched(height: newHeight, by: interpolation) }
    }

    private func stretched(width newWidth: Int, by interpolation: Interpolation) -> Bitmap {
        let weights = ResamplingWeights(from: width, to: newWidth, by: interpolation)
        return unsafe Bitmap(height: height, width: newWidth, channels: channels) { target in
            for line in 0..<height {
                let written = unsafe target + line * newWidth * channels
                // The number of channels as a constant, so that the loop over them is unrolled.
                switch channels {
                case 1: unsafe stretch(row(line), weights, into: written, channels: 1)
                case 3: unsafe stretch(row(line), weights, into: written, channels: 3)
                case let channels: unsafe stretch(row(line), weights, into: written, channels: channels)
                }
            }
        }
    }

    @inline(__always)
    private func stretch(
        _ line: UnsafePointer<UInt8>, _ weights: ResamplingWeights, into target: UnsafeMutablePointer<UInt8>,
        channels: Int
    ) {
        unsafe weights.values.withUnsafeBufferPointer { values in
            for place in 0..<weights.starts.count {
                let source = unsafe line + weights.starts[place] * channels
                let (first, count) = (place * weights.capacity, weights.counts[place])
                for channel in 0..<channels {
                    var sum = ResamplingWeights.half
                    for tap in 0..<count {
                        unsafe sum &+= Int32(source[tap * channels + channel]) &* values[first + tap]
                    }
                    unsafe target[place * channels + channel] = UInt8(clamping: sum >> ResamplingWeights.precision)
                }
            }
        }
    }

    /// Adds up whole rows: neighbouring bytes are neighbours in the sums too.
    private func stretched(height newHeight: Int, by interpolation: Interpolation) -> Bitmap {
        let weights = ResamplingWeights(from: height, to: newHeight, by: interpolation)
        let count = width * channels
        var sums = [Int32](repeating: 0, count: count)
        return unsafe Bitmap(height: newHeight, width: width, channels: channels) { target in
            unsafe sums.withUnsafeMutableBufferPointer { sums in
                for place in 0..<newHeight {
                    unsafe sums.update(repeating: ResamplingWeights.half)
                    for tap in 0..<weights.counts[place] {
                        let line = unsafe row(weights.starts[place] + tap)
                        let weight = weights.values[place * weights.capacity + tap]
                        for byte in 0..<count { unsafe sums[byte] &+= Int32(line[byte]) &* weight }
                    }
                    let written = unsafe target + place * count
                    for byte in 0..<count {
                        unsafe written[byte] = UInt8(clamping: sums[byte] >> ResamplingWeights.precision)
                    }
                }
            }
        }
    }
}
