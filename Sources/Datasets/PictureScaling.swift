/// Makes pictures smaller or larger, and cuts squares out of them.
///
/// A new pixel is a mean of the old ones under a triangle, as wide as two new pixels where the picture becomes smaller, so
/// that nothing flickers between them (antialiasing). Rows first, then columns, each rounded to a byte: the same bytes as
/// Pillow's `resize` with `BILINEAR`, in the fixed-point numbers that it uses, but for pictures more than twice as tall as
/// wide, where Pillow may take the columns first.
public struct PictureScaling: Sendable {
    /// The side of the square in pixels.
    public let side: Int

    /// Prepares squares of a size.
    ///
    /// - Precondition: The side is positive.
    public init(side: Int) {
        precondition(side > 0, "a picture has at least one pixel")
        self.side = side
    }

    /// The middle square of a picture whose shorter side is first brought to the square's.
    ///
    /// Sizes are rounded as torchvision's `Resize` and `CenterCrop` round them.
    ///
    /// - Parameters:
    ///   - pixels: The picture, `[height, width, channels]`, row-major.
    ///   - height: Its rows.
    ///   - width: Its columns.
    ///   - channels: Bytes of a pixel.
    /// - Returns: The square, `[side, side, channels]`, row-major.
    /// - Precondition: `pixels` has as many bytes as the sizes say.
    public func square(of pixels: [UInt8], height: Int, width: Int, channels: Int) -> [UInt8] {
        precondition(pixels.count == height * width * channels && !pixels.isEmpty, "the sizes are the picture's")
        let shorter = min(height, width)
        let columns = ScaledAxis(
            from: width, to: side * width / shorter, first: Self.margin(side * width / shorter, side), count: side)
        let rows = ScaledAxis(
            from: height, to: side * height / shorter, first: Self.margin(side * height / shorter, side), count: side)
        // Only those rows of the picture that the square is made of.
        let needed = rows.sources
        let across =
            columns.isCopy
            ? Self.cut(pixels, rows: needed, columns: columns.sources, width: width, channels: channels)
            : Self.across(pixels, rows: needed, axis: columns, width: width, channels: channels)
        guard !rows.isCopy else { return across }
        return Self.down(across, from: needed.lowerBound, axis: rows, width: side, channels: channels)
    }

    /// Pixels before the middle `side` ones of a length; halves go to the even neighbour.
    private static func margin(_ length: Int, _ side: Int) -> Int {
        Int((Double(length - side) / 2).rounded(.toNearestOrEven))
    }

    private static func cut(
        _ pixels: [UInt8], rows: Range<Int>, columns: Range<Int>, width: Int, channels: Int
    ) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(rows.count * columns.count * channels)
        for row in rows {
            let start = row * width * channels
            result += pixels[start + columns.lowerBound * channels..<start + columns.upperBound * channels]
        }
        return result
    }

    private static func across(
        _ pixels: [UInt8], rows: Range<Int>, axis: ScaledAxis, width: Int, channels: Int
    ) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: rows.count * axis.count * channels) { result, initialised in
            unsafe pixels.withUnsafeBufferPointer { pixels in
                var target = 0
                for row in rows {
                    for place in 0..<axis.count {
                        let start = (row * width + axis.starts[place]) * channels
                        for channel in 0..<channels {
                            var sum = ScaledAxis.half
                            for (index, weight) in axis.weights(place).enumerated() {
                                unsafe sum += weight * Int(pixels[start + index * channels + channel])
                            }
                            unsafe result[target] = ScaledAxis.byte(sum)
                            target += 1
                        }
                    }
                }
                initialised = target
            }
        }
    }

    private static func down(
        _ pixels: [UInt8], from firstRow: Int, axis: ScaledAxis, width: Int, channels: Int
    ) -> [UInt8] {
        let line = width * channels
        return unsafe [UInt8](unsafeUninitializedCapacity: axis.count * line) { result, initialised in
            unsafe pixels.withUnsafeBufferPointer { pixels in
                for place in 0..<axis.count {
                    let start = (axis.starts[place] - firstRow) * line
                    let weights = axis.weights(place)
                    for column in 0..<line {
                        var sum = ScaledAxis.half
                        for (index, weight) in weights.enumerated() {
                            unsafe sum += weight * Int(pixels[start + index * line + column])
                        }
                        unsafe result[place * line + column] = ScaledAxis.byte(sum)
                    }
                }
                initialised = axis.count * line
            }
        }
    }
}
