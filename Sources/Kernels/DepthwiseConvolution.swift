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

/// Depthwise convolution of one picture, or of some of its channels.
///
/// `output[y, x, c] = sum over i, j of padded[y * stride + i, x * stride + j, c] * weights[i, j, c]`.
///
/// - Parameters:
///   - shape: Its channels are those that are treated: all that `padded` has.
///   - padded: The input with its border of zeros, `[paddedHeight, paddedWidth, channels]`.
///   - weights: `[kernel, kernel, channels]` with `outerChannels` floats from tap to tap.
///   - output: `[outputHeight, outputWidth, channels]` with `outerChannels` floats from pixel to pixel, overwritten.
///   - outerChannels: Channels of the whole of which these are a part; those of the shape unless given.
public func depthwiseForward(
    _ shape: DepthwiseShape, padded: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, outerChannels: Int? = nil
) {
    DepthwiseProduct(
        padded: padded, paddedWidth: shape.paddedWidth, pixelStep: shape.channels, weights: weights,
        weightStep: outerChannels ?? shape.channels, output: output, outputStep: outerChannels ?? shape.channels,
        height: shape.outputHeight, width: shape.outputWidth, kernel: shape.kernel, stride: shape.stride
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
///   - inputGradient: `[height, width, channels]` with `outerChannels` floats from pixel to pixel, overwritten.
///   - outerChannels: As for `depthwiseForward`.
public func depthwiseBackwardInput(
    _ shape: DepthwiseShape, spread: UnsafePointer<Float>, turned: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, outerChannels: Int? = nil
) {
    DepthwiseProduct(
        padded: spread, paddedWidth: shape.paddedWidth, pixelStep: shape.channels, weights: turned,
        weightStep: shape.channels, output: inputGradient, outputStep: outerChannels ?? shape.channels,
        height: shape.height, width: shape.width, kernel: shape.kernel, stride: 1
    ).sweep(channels: shape.channels)
}

/// The filter turned around, as `depthwiseBackwardInput` reads it.
///
/// - Parameters:
///   - weights: `[kernel, kernel, channels]` with `outerChannels` floats from tap to tap.
///   - turned: `[kernel, kernel, channels]`, overwritten; not `weights`.
///   - outerChannels: As for `depthwiseForward`.
public func turnFilters(
    _ weights: UnsafePointer<Float>, kernel: Int, channels: Int, into turned: UnsafeMutablePointer<Float>,
    outerChannels: Int? = nil
) {
    let taps = kernel * kernel
    for tap in 0..<taps {
        (turned + (taps - 1 - tap) * channels).update(from: weights + tap * (outerChannels ?? channels), count: channels)
    }
}

/// The gradient of a depthwise convolution's weights, of one picture.
///
/// - Parameters:
///   - padded: The input with its border of zeros, as given to `depthwiseForward`.
///   - spread: The output's gradient as given to `depthwiseBackwardInput`.
///   - weightGradient: `[kernel, kernel, channels]` with `outerChannels` floats from tap to tap, *added to*.
///   - outerChannels: As for `depthwiseForward`.
public func depthwiseBackwardWeights(
    _ shape: DepthwiseShape, padded: UnsafePointer<Float>, spread: UnsafePointer<Float>,
    into weightGradient: UnsafeMutablePointer<Float>, outerChannels: Int? = nil
) {
    DepthwiseWeightGradient(
        shape: shape, padded: padded, gradient: spread + shape.paddedOffset(row: 0, column: 0),
        weightGradient: weightGradient, weightStep: outerChannels ?? shape.channels
    ).sweep(channels: shape.channels)
}

/// The sliding product of both directions: eight output pixels at a time stay in registers over all taps.
private struct DepthwiseProduct: ChannelKernel {
    let padded: UnsafePointer<Float>
    let paddedWidth: Int
    let pixelStep: Int
    let weights: UnsafePointer<Float>
    let weightStep: Int
    let output: UnsafeMutablePointer<Float>
    let outputStep: Int
    let height: Int
    let width: Int
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
        let weights = weights + channel
        let inputRow = step &* paddedWidth &* pixelStep
        let outputRow = width &* outputStep
        let four = 4 &* step &* pixelStep
        var y = 0
        while y < height {
            let input = padded + (y &* inputRow &+ channel)
            let output = output + (y &* outputRow &+ channel)
            if width >= 8 {
                // The last eight overlap their neighbours where the width is no multiple of eight.
                var x = 0
                while x < width {
                    let place = min(x, width &- 8)
                    let input = input + place &* step &* pixelStep
                    let output = output + place &* outputStep
                    eight(lanes, input, input + four, weights, output, output + 4 &* outputStep, taps, step)
                    x &+= 8
                }
            } else if width > 4 {
                let place = width &- 4
                eight(
                    lanes, input, input + place &* step &* pixelStep, weights, output, output + place &* outputStep,
                    taps, step)
            } else if width == 4 && y &+ 1 < height {
                eight(lanes, input, input + inputRow, weights, output, output + outputRow, taps, step)
                y &+= 1
            } else {
                for x in 0..<width {
                    one(lanes, input + x &* step &* pixelStep, weights, output + x &* outputStep, taps)
                }
            }
            y &+= 1
        }
    }

    /// Twice four neighbours.
    @inline(__always) private func eight<L: Lanes>(
        _: L.Type, _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
        _ firstOutput: UnsafeMutablePointer<Float>, _ secondOutput: UnsafeMutablePointer<Float>, _ taps: Int,
        _ step: Int
    ) {
        var (s0, s1, s2, s3) = (L.zero, L.zero, L.zero, L.zero)
        var (s4, s5, s6, s7) = (L.zero, L.zero, L.zero, L.zero)
        let next = step &* pixelStep
        for i in 0..<taps {
            for j in 0..<taps {
                let weight = L.load(weights + (i &* taps &+ j) &* weightStep)
                let tap = (i &* paddedWidth &+ j) &* pixelStep
                let first = first + tap
                s0.accumulate(L.load(first), weight)
                s1.accumulate(L.load(first + next), weight)
                s2.accumulate(L.load(first + 2 &* next), weight)
                s3.accumulate(L.load(first + 3 &* next), weight)
                let second = second + tap
                s4.accumulate(L.load(second), weight)
                s5.accumulate(L.load(second + next), weight)
                s6.accumulate(L.load(second + 2 &* next), weight)
                s7.accumulate(L.load(second + 3 &* next), weight)
            }
        }
        s0.store(firstOutput)
        s1.store(firstOutput + outputStep)
        s2.store(firstOutput + 2 &* outputStep)
        s3.store(firstOutput + 3 &* outputStep)
        s4.store(secondOutput)
        s5.store(secondOutput + outputStep)
        s6.store(secondOutput + 2 &* outputStep)
        s7.store(secondOutput + 3 &* outputStep)
    }

    @inline(__always) private func one<L: Lanes>(
        _: L.Type, _ input: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
        _ output: UnsafeMutablePointer<Float>, _ taps: Int
    ) {
        var sum = L.zero
        for i in 0..<taps {
            for j in 0..<taps {
                sum.accumulate(
                    L.load(input + (i &* paddedWidth &+ j) &* pixelStep),
                    L.load(weights + (i &* taps &+ j) &* weightStep))
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
    let weightStep: Int

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
        let pixelStep = shape.channels
        let rowStep = shape.paddedWidth &* pixelStep
        let columnStep = step &* pixelStep
        let width = shape.outputWidth
        for i in 0..<taps {
            // Four sets of sums, one for every fourth column: a single one would wait for its own additions.
            var (a, b, c, d) = (TapSums<L>(), TapSums<L>(), TapSums<L>(), TapSums<L>())
            for y in 0..<shape.outputHeight {
                var input = padded + ((y &* step &+ i) &* rowStep &+ channel)
                var gradient = gradient + (y &* step &* rowStep &+ channel)
                var x = 0
                while x &+ 4 <= width {
                    a.accumulate(input, pixelStep, .load(gradient), taps)
                    b.accumulate(input + columnStep, pixelStep, .load(gradient + columnStep), taps)
                    c.accumulate(input + 2 &* columnStep, pixelStep, .load(gradient + 2 &* columnStep), taps)
                    d.accumulate(input + 3 &* columnStep, pixelStep, .load(gradient + 3 &* columnStep), taps)
                    input += 4 &* columnStep
                    gradient += 4 &* columnStep
                    x &+= 4
                }
                while x < width {
                    a.accumulate(input, pixelStep, .load(gradient), taps)
                    input += columnStep
                    gradient += columnStep
                    x &+= 1
                }
            }
            a.add(b)
            c.add(d)
            a.add(c)
            a.add(to: weightGradient + (i &* taps &* weightStep &+ channel), weightStep, taps)
        }
    }

    @inline(__always) private func anyTaps<L: Lanes>(_: L.Type, channel: Int) {
        let rowStep = shape.paddedWidth * shape.channels
        for i in 0..<shape.kernel {
            for j in 0..<shape.kernel {
                let place = weightGradient + (i * shape.kernel + j) * weightStep + channel
                var sum = L.load(place)
                for y in 0..<shape.outputHeight {
                    for x in 0..<shape.outputWidth {
                        let corner = y * shape.stride * rowStep + x * shape.stride * shape.channels + channel
                        sum.accumulate(
                            L.load(padded + corner + i * rowStep + j * shape.channels), L.load(gradient + corner))
                    }
                }
                sum.store(place)
            }
        }
    }
}

/// The sums of a row of up to seven taps; of fewer, the last ones are not computed.
private struct TapSums<L: Lanes> {
    private var s0 = L.zero, s1 = L.zero, s2 = L.zero, s3 = L.zero, s4 = L.zero, s5 = L.zero, s6 = L.zero

    @inline(__always) init() {}

    @inline(__always) mutating func accumulate(_ pixel: UnsafePointer<Float>, _ step: Int, _ factor: L, _ taps: Int) {
        s0.accumulate(L.load(pixel), factor)
        s1.accumulate(L.load(pixel + step), factor)
        s2.accumulate(L.load(pixel + 2 &* step), factor)
        if taps >= 5 {
            s3.accumulate(L.load(pixel + 3 &* step), factor)
            s4.accumulate(L.load(pixel + 4 &* step), factor)
        }
        if taps >= 7 {
            s5.accumulate(L.load(pixel + 5 &* step), factor)
            s6.accumulate(L.load(pixel + 6 &* step), factor)
        }
    }

    @inline(__always) mutating func add(_ other: TapSums) {
        s0 = s0 + other.s0
        s1 = s1 + other.s1
        s2 = s2 + other.s2
        s3 = s3 + other.s3
        s4 = s4 + other.s4
        s5 = s5 + other.s5
        s6 = s6 + other.s6
    }

    @inline(__always) func add(to target: UnsafeMutablePointer<Float>, _ step: Int, _ taps: Int) {
        (L.load(target) + s0).store(target)
        (L.load(target + step) + s1).store(target + step)
        (L.load(target + 2 &* step) + s2).store(target + 2 &* step)
        if taps >= 5 {
            (L.load(target + 3 &* step) + s3).store(target + 3 &* step)
            (L.load(target + 4 &* step) + s4).store(target + 4 &* step)
        }
        if taps >= 7 {
            (L.load(target + 5 &* step) + s5).store(target + 5 &* step)
            (L.load(target + 6 &* step) + s6).store(target + 6 &* step)
        }
    }
}
