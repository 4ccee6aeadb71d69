/// A depthwise convolution's sizes: one filter of `kernel` x `kernel` taps a channel, `kernel / 2` zeros around.
public struct DepthwiseShape: Sendable, Hashable {
    /// Height of the input picture.
    public var height: Int
    /// Width of the input picture.
    public var width: Int
    /// Channels of input and output.
    public var channels: Int
    /// Taps in each direction: odd.
    public var kernel: Int
    /// Step of the filter over the input, in each direction.
    public var stride: Int

    /// Sizes of a convolution.
    ///
    /// - Precondition: All positive, `kernel` odd.
    public init(height: Int, width: Int, channels: Int, kernel: Int, stride: Int) {
        precondition(height > 0 && width > 0 && channels > 0 && stride > 0 && kernel > 0 && kernel % 2 == 1)
        self.height = height
        self.width = width
        self.channels = channels
        self.kernel = kernel
        self.stride = stride
    }

    /// Height of the output: `ceil(height / stride)`.
    public var outputHeight: Int { (height + stride - 1) / stride }
    /// Width of the output: `ceil(width / stride)`.
    public var outputWidth: Int { (width + stride - 1) / stride }
    /// Height of a picture with its border of zeros.
    public var paddedHeight: Int { height + kernel - 1 }
    /// Width of a picture with its border of zeros.
    public var paddedWidth: Int { width + kernel - 1 }
    /// Floats of one padded picture `[paddedHeight, paddedWidth, channels]`.
    public var paddedCount: Int { paddedHeight * paddedWidth * channels }
    /// Where pixel (row, column) of the input lies in a padded picture, in floats.
    public func paddedOffset(row: Int, column: Int) -> Int {
        ((row + kernel / 2) * paddedWidth + column + kernel / 2) * channels
    }
}

/// Depthwise convolution of one picture.
///
/// `output[y, x, c] = sum over i, j of padded[y * stride + i, x * stride + j, c] * weights[i, j, c]`.
///
/// - Parameters:
///   - padded: The input with its border of zeros, `[paddedHeight, paddedWidth, channels]`.
///   - weights: `[kernel, kernel, channels]`.
///   - output: `[outputHeight, outputWidth, channels]`, overwritten.
public func depthwiseForward(
    _ shape: DepthwiseShape, padded: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>
) {
    DepthwiseProduct(
        padded: padded, paddedWidth: shape.paddedWidth, weights: weights, output: output,
        height: shape.outputHeight, width: shape.outputWidth, channels: shape.channels, kernel: shape.kernel,
        stride: shape.stride
    ).sweep(channels: shape.channels)
}

/// The gradient of a depthwise convolution's input, of one picture.
///
/// A convolution of the output's gradient, spread out to the input's raster, with the filter turned around.
///
/// - Parameters:
///   - spread: A padded picture `[paddedHeight, paddedWidth, channels]` that holds the gradient of output (y, x) at
///     input position (y * stride, x * stride), and zeros elsewhere.
///   - turned: The weights turned around: `turned[i, j, c] = weights[kernel - 1 - i, kernel - 1 - j, c]`.
///   - inputGradient: `[height, width, channels]`, overwritten.
public func depthwiseBackwardInput(
    _ shape: DepthwiseShape, spread: UnsafePointer<Float>, turned: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>
) {
    DepthwiseProduct(
        padded: spread, paddedWidth: shape.paddedWidth, weights: turned, output: inputGradient,
        height: shape.height, width: shape.width, channels: shape.channels, kernel: shape.kernel, stride: 1
    ).sweep(channels: shape.channels)
}

/// The filter turned around, as `depthwiseBackwardInput` reads it.
///
/// - Parameters:
///   - weights: `[kernel, kernel, channels]`.
///   - turned: `[kernel, kernel, channels]`, overwritten; not `weights`.
public func turnFilters(
    _ weights: UnsafePointer<Float>, kernel: Int, channels: Int, into turned: UnsafeMutablePointer<Float>
) {
    let taps = kernel * kernel
    for tap in 0..<taps {
        (turned + (taps - 1 - tap) * channels).update(from: weights + tap * channels, count: channels)
    }
}

/// The gradient of a depthwise convolution's weights, of one picture.
///
/// - Parameters:
///   - padded: The input with its border of zeros, as given to `depthwiseForward`.
///   - spread: The output's gradient as given to `depthwiseBackwardInput`.
///   - weightGradient: `[kernel, kernel, channels]`, *added to*.
public func depthwiseBackwardWeights(
    _ shape: DepthwiseShape, padded: UnsafePointer<Float>, spread: UnsafePointer<Float>,
    into weightGradient: UnsafeMutablePointer<Float>
) {
    DepthwiseWeightGradient(
        shape: shape, padded: padded, gradient: spread + shape.paddedOffset(row: 0, column: 0),
        weightGradient: weightGradient
    ).sweep(channels: shape.channels)
}

/// The sliding product of both directions: eight output columns at a time stay in registers over all taps.
private struct DepthwiseProduct: ChannelKernel {
    let padded: UnsafePointer<Float>
    let paddedWidth: Int
    let weights: UnsafePointer<Float>
    let output: UnsafeMutablePointer<Float>
    let height: Int
    let width: Int
    let channels: Int
    let kernel: Int
    let stride: Int

    @inline(__always) func run<L: Lanes>(_ lanes: L.Type, channel: Int) {
        // Constants at each call, so that the loops over the taps unroll and neighbours share their loads.
        switch (kernel, stride) {
        case (3, 1): rows(lanes, channel: channel, taps: 3, step: 1)
        case (5, 1): rows(lanes, channel: channel, taps: 5, step: 1)
        case (7, 1): rows(lanes, channel: channel, taps: 7, step: 1)
        case (3, 2): rows(lanes, channel: channel, taps: 3, step: 2)
        case (5, 2): rows(lanes, channel: channel, taps: 5, step: 2)
        case (7, 2): rows(lanes, channel: channel, taps: 7, step: 2)
        default: rows(lanes, channel: channel, taps: kernel, step: stride)
        }
    }

    @inline(__always) private func rows<L: Lanes>(_ lanes: L.Type, channel: Int, taps: Int, step: Int) {
        for y in 0..<height {
            let input = padded + y &* step &* paddedWidth &* channels + channel
            let output = output + y &* width &* channels + channel
            var x = 0
            while x &+ 8 <= width {
                eight(lanes, input + x &* step &* channels, weights + channel, output + x &* channels, taps, step)
                x &+= 8
            }
            if x &+ 4 <= width {
                four(lanes, input + x &* step &* channels, weights + channel, output + x &* channels, taps, step)
                x &+= 4
            }
            while x < width {
                one(lanes, input + x &* step &* channels, weights + channel, output + x &* channels, taps)
                x &+= 1
            }
        }
    }

    @inline(__always) private func eight<L: Lanes>(
        _: L.Type, _ input: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
        _ output: UnsafeMutablePointer<Float>, _ taps: Int, _ step: Int
    ) {
        var (s0, s1, s2, s3) = (L.zero, L.zero, L.zero, L.zero)
        var (s4, s5, s6, s7) = (L.zero, L.zero, L.zero, L.zero)
        for i in 0..<taps {
            for j in 0..<taps {
                let weight = L.load(weights + (i &* taps &+ j) &* channels)
                let pixel = input + (i &* paddedWidth &+ j) &* channels
                s0.accumulate(L.load(pixel), weight)
                s1.accumulate(L.load(pixel + step &* channels), weight)
                s2.accumulate(L.load(pixel + 2 &* step &* channels), weight)
                s3.accumulate(L.load(pixel + 3 &* step &* channels), weight)
                s4.accumulate(L.load(pixel + 4 &* step &* channels), weight)
                s5.accumulate(L.load(pixel + 5 &* step &* channels), weight)
                s6.accumulate(L.load(pixel + 6 &* step &* channels), weight)
                s7.accumulate(L.load(pixel + 7 &* step &* channels), weight)
            }
        }
        s0.store(output)
        s1.store(output + channels)
        s2.store(output + 2 &* channels)
        s3.store(output + 3 &* channels)
        s4.store(output + 4 &* channels)
        s5.store(output + 5 &* channels)
        s6.store(output + 6 &* channels)
        s7.store(output + 7 &* channels)
    }

    @inline(__always) private func four<L: Lanes>(
        _: L.Type, _ input: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
        _ output: UnsafeMutablePointer<Float>, _ taps: Int, _ step: Int
    ) {
        var (s0, s1, s2, s3) = (L.zero, L.zero, L.zero, L.zero)
        for i in 0..<taps {
            for j in 0..<taps {
                let weight = L.load(weights + (i &* taps &+ j) &* channels)
                let pixel = input + (i &* paddedWidth &+ j) &* channels
                s0.accumulate(L.load(pixel), weight)
                s1.accumulate(L.load(pixel + step &* channels), weight)
                s2.accumulate(L.load(pixel + 2 &* step &* channels), weight)
                s3.accumulate(L.load(pixel + 3 &* step &* channels), weight)
            }
        }
        s0.store(output)
        s1.store(output + channels)
        s2.store(output + 2 &* channels)
        s3.store(output + 3 &* channels)
    }

    @inline(__always) private func one<L: Lanes>(
        _: L.Type, _ input: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
        _ output: UnsafeMutablePointer<Float>, _ taps: Int
    ) {
        var sum = L.zero
        for i in 0..<taps {
            for j in 0..<taps {
                sum.accumulate(
                    L.load(input + (i &* paddedWidth &+ j) &* channels), L.load(weights + (i &* taps &+ j) &* channels))
            }
        }
        sum.store(output)
    }
}

/// The gradient of the weights: the sums of one row of taps stay in registers over the whole picture.
private struct DepthwiseWeightGradient: ChannelKernel {
    let shape: DepthwiseShape
    let padded: UnsafePointer<Float>
    /// The gradient of output (0, 0) within the spread picture.
    let gradient: UnsafePointer<Float>
    let weightGradient: UnsafeMutablePointer<Float>

    @inline(__always) func run<L: Lanes>(_ lanes: L.Type, channel: Int) {
        switch (shape.kernel, shape.stride) {
        case (3, 1): tapRows(lanes, channel: channel, taps: 3, step: 1)
        case (5, 1): tapRows(lanes, channel: channel, taps: 5, step: 1)
        case (7, 1): tapRows(lanes, channel: channel, taps: 7, step: 1)
        case (3, 2): tapRows(lanes, channel: channel, taps: 3, step: 2)
        case (5, 2): tapRows(lanes, channel: channel, taps: 5, step: 2)
        case (7, 2): tapRows(lanes, channel: channel, taps: 7, step: 2)
        default: anyTaps(lanes, channel: channel)
        }
    }

    @inline(__always) private func tapRows<L: Lanes>(_: L.Type, channel: Int, taps: Int, step: Int) {
        let channels = shape.channels
        let rowStride = shape.paddedWidth &* channels
        let width = shape.outputWidth
        for i in 0..<taps {
            let sums = weightGradient + i &* taps &* channels + channel
            var (s0, s1, s2) = (L.load(sums), L.load(sums + channels), L.load(sums + 2 &* channels))
            var (s3, s4, s5, s6) = (L.zero, L.zero, L.zero, L.zero)
            if taps >= 5 { (s3, s4) = (L.load(sums + 3 &* channels), L.load(sums + 4 &* channels)) }
            if taps >= 7 { (s5, s6) = (L.load(sums + 5 &* channels), L.load(sums + 6 &* channels)) }
            for y in 0..<shape.outputHeight {
                let input = padded + (y &* step &+ i) &* rowStride + channel
                let gradient = gradient + y &* step &* rowStride + channel
                // Four columns at a time: those of stride 1 share most of their loads.
                var x = 0
                while x < width {
                    let columns = x &+ 4 <= width ? 4 : 1
                    for column in x..<(x &+ columns) {
                        let place = column &* step &* channels
                        let factor = L.load(gradient + place)
                        let pixel = input + place
                        s0.accumulate(L.load(pixel), factor)
                        s1.accumulate(L.load(pixel + channels), factor)
                        s2.accumulate(L.load(pixel + 2 &* channels), factor)
                        if taps >= 5 {
                            s3.accumulate(L.load(pixel + 3 &* channels), factor)
                            s4.accumulate(L.load(pixel + 4 &* channels), factor)
                        }
                        if taps >= 7 {
                            s5.accumulate(L.load(pixel + 5 &* channels), factor)
                            s6.accumulate(L.load(pixel + 6 &* channels), factor)
                        }
                    }
                    x &+= columns
                }
            }
            s0.store(sums)
            s1.store(sums + channels)
            s2.store(sums + 2 &* channels)
            if taps >= 5 {
                s3.store(sums + 3 &* channels)
                s4.store(sums + 4 &* channels)
            }
            if taps >= 7 {
                s5.store(sums + 5 &* channels)
                s6.store(sums + 6 &* channels)
            }
        }
    }

    @inline(__always) private func anyTaps<L: Lanes>(_: L.Type, channel: Int) {
        let channels = shape.channels
        let rowStride = shape.paddedWidth * channels
        for i in 0..<shape.kernel {
            for j in 0..<shape.kernel {
                let place = weightGradient + (i * shape.kernel + j) * channels + channel
                var sum = L.load(place)
                for y in 0..<shape.outputHeight {
                    for x in 0..<shape.outputWidth {
                        let corner = y * shape.stride * rowStride + x * shape.stride * channels + channel
                        sum.accumulate(
                            L.load(padded + corner + i * rowStride + j * channels), L.load(gradient + corner))
                    }
                }
                sum.store(place)
            }
        }
    }
}
