extension BitmapView {
    /// The picture at another size, or a part of that: along the rows first, then along the columns, rounded to bytes after
    /// each.
    ///
    /// The bytes are those of Pillow's `resize`, but for pictures more than twice as tall as wide, where Pillow 13 takes the
    /// columns first. Of the picture only what the part is made of is looked at.
    ///
    /// - Parameters:
    ///   - newHeight: Rows of the whole picture's new size.
    ///   - newWidth: Its columns.
    ///   - box: The part that is made; nil for all of it.
    ///   - interpolation: How.
    /// - Precondition: The sizes are positive, and the part lies within the new size.
    public func resized(
        height newHeight: Int, width newWidth: Int, keeping box: PictureBox? = nil, by interpolation: Interpolation
    ) -> Bitmap {
        precondition(newHeight > 0 && newWidth > 0, "a picture has at least one pixel")
        let box = box ?? PictureBox(top: 0, left: 0, height: newHeight, width: newWidth)
        let (places, lines) = (box.left..<box.left + box.width, box.top..<box.top + box.height)
        let across =
            newWidth == width ? nil : ResamplingWeights(from: width, to: newWidth, places: places, by: interpolation)
        let down =
            newHeight == height ? nil : ResamplingWeights(from: height, to: newHeight, places: lines, by: interpolation)
        let (columns, rows) = (across == nil ? places : 0..<width, down?.sources ?? lines)
        let needed = part(
            PictureBox(top: rows.lowerBound, left: columns.lowerBound, height: rows.count, width: columns.count))
        guard let across else { return down.map { needed.stretched(down: $0) } ?? needed.copy }
        let stretched = needed.stretched(across: across)
        guard let down else { return stretched }
        return stretched.withView { $0.stretched(down: down) }
    }

    /// The square in the middle of the picture, once its shorter side has been resized.
    ///
    /// Sizes are rounded as torchvision's `Resize` and `CenterCrop` round them.
    ///
    /// - Parameters:
    ///   - side: Rows and columns of the square.
    ///   - shorter: What the shorter side becomes before; nil for `side`.
    ///   - interpolation: How it is resized.
    /// - Precondition: `side` is positive and not above `shorter`.
    public func middleSquare(_ side: Int, of shorter: Int? = nil, by interpolation: Interpolation = .bilinear) -> Bitmap
    {
        let shorter = shorter ?? side
        precondition(side > 0 && side <= shorter, "the square lies within the picture")
        let (newHeight, newWidth) = (shorter * height / min(height, width), shorter * width / min(height, width))
        func middle(_ length: Int) -> Int { Int((Double(length - side) / 2).rounded(.toNearestOrEven)) }
        return resized(
            height: newHeight, width: newWidth,
            keeping: PictureBox(top: middle(newHeight), left: middle(newWidth), height: side, width: side),
            by: interpolation)
    }

    private func stretched(across weights: ResamplingWeights) -> Bitmap {
        let newWidth = weights.starts.count
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
    ///
    /// The first row is the first that any weight stands for.
    private func stretched(down weights: ResamplingWeights) -> Bitmap {
        let newHeight = weights.starts.count
        let count = width * channels
        var sums = [Int32](repeating: 0, count: count)
        return unsafe Bitmap(height: newHeight, width: width, channels: channels) { target in
            unsafe sums.withUnsafeMutableBufferPointer { sums in
                for place in 0..<newHeight {
                    unsafe sums.update(repeating: ResamplingWeights.half)
                    for tap in 0..<weights.counts[place] {
                        let line = unsafe row(weights.starts[place] - weights.sources.lowerBound + tap)
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
