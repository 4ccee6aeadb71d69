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
///   - output: `[outputHeight, outputWidth, channels]` with `outputChannels` floats from pixel to pixel, overwritten.
///   - outerChannels: Channels of the whole of which these are a part; those of the shape unless given.
///   - outputChannels: Those of the whole unless given.
public func depthwiseForward(
    _ shape: DepthwiseShape, padded: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, outerChannels: Int? = nil, outputChannels: Int? = nil
) {
    DepthwiseProduct(
        padded: padded, paddedWidth: shape.paddedWidth, pixelStep: shape.channels, weights: weights,
        weightStep: outerChannels ?? shape.channels, output: output,
        outputStep: outputChannels ?? outerChannels ?? shape.channels,
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
        (turned + (taps - 1 - tap) * channels).update(
            from: weights + tap * (outerChannels ?? channels), count: channels)
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

/// The taps of a filter in each direction, as a type: so that the loops over them unroll and neighbours share their loads.
private protocol TapCount {
    static var taps: Int { get }
}
private enum ThreeTaps: TapCount {
    static var taps: Int { 3 }
}
private enum FiveTaps: TapCount {
    static var taps: Int { 5 }
}
private enum SevenTaps: TapCount {
    static var taps: Int { 7 }
}

/// A filter's step over the input, as a type.
private protocol FilterStep {
    static var step: Int { get }
}
private enum EveryPixel: FilterStep {
    static var step: Int { 1 }
}
private enum EverySecondPixel: FilterStep {
    static var step: Int { 2 }
}

/// A computation that is compiled once for every usual filter.
private protocol FilterComputation: ChannelKernel {
    var kernel: Int { get }
    var stride: Int { get }
    func run<L: Lanes, T: TapCount, S: FilterStep>(_ lanes: L.Type, _ taps: T.Type, _ step: S.Type, channel: Int)
    /// Any other filter.
    func runAny<L: Lanes>(_ lanes: L.Type, channel: Int)
}

extension FilterComputation {
    @inline(__always) func run<L: Lanes>(_ lanes: L.Type, channel: Int) {
        switch (kernel, stride) {
        case (3, 1): run(lanes, ThreeTaps.self, EveryPixel.self, channel: channel)
        case (5, 1): run(lanes, FiveTaps.self, EveryPixel.self, channel: channel)
        case (7, 1): run(lanes, SevenTaps.self, EveryPixel.self, channel: channel)
        case (3, 2): run(lanes, ThreeTaps.self, EverySecondPixel.self, channel: channel)
        case (5, 2): run(lanes, FiveTaps.self, EverySecondPixel.self, channel: channel)
        case (7, 2): run(lanes, SevenTaps.self, EverySecondPixel.self, channel: channel)
        default: runAny(lanes, channel: channel)
        }
    }
}

/// The sliding product of both directions: eight output pixels at a time stay in registers over all taps.
private struct DepthwiseProduct: FilterComputation {
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

    func run<L: Lanes, T: TapCount, S: FilterStep>(_ lanes: L.Type, _ taps: T.Type, _ step: S.Type, channel: Int) {
        // Twice four neighbours: of a row, overlapping where its width asks for it, or of two rows.
        let isPaired = width == 4
        guard width > 4 || isPaired && height > 1 else { return runAny(lanes, channel: channel) }
        let inputRow = S.step &* paddedWidth &* pixelStep
        let outputRow = width &* outputStep
        let second = width >= 8 ? 4 : width &- 4
        let secondInput = isPaired ? inputRow : second &* S.step &* pixelStep
        let secondOutput = isPaired ? outputRow : second &* outputStep
        var y = 0
        while y < height {
            let row = isPaired ? min(y, height &- 2) : y
            let input = padded + (row &* inputRow &+ channel)
            let output = output + (row &* outputRow &+ channel)
            var x = 0
            while x < width {
                let place = max(0, min(x, width &- 8))
                eight(
                    lanes, taps, step, input + place &* S.step &* pixelStep, secondInput,
                    weights + channel, output + place &* outputStep, secondOutput)
                x &+= 8
            }
            y &+= isPaired ? 2 : 1
        }
    }

    func runAny<L: Lanes>(_ lanes: L.Type, channel: Int) {
        for y in 0..<height {
            for x in 0..<width {
                var sum = L.zero
                let input = padded + ((y &* paddedWidth &+ x) &* stride &* pixelStep &+ channel)
                for i in 0..<kernel {
                    for j in 0..<kernel {
                        sum.accumulate(
                            L.load(input + (i &* paddedWidth &+ j) &* pixelStep),
                            L.load(weights + ((i &* kernel &+ j) &* weightStep &+ channel)))
                    }
                }
                sum.store(output + ((y &* width &+ x) &* outputStep &+ channel))
            }
        }
    }

    @inline(__always) private func eight<L: Lanes, T: TapCount, S: FilterStep>(
        _: L.Type, _: T.Type, _: S.Type, _ input: UnsafePointer<Float>, _ secondInput: Int,
        _ weights: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, _ secondOutput: Int
    ) {
        var (s0, s1, s2, s3) = (L.zero, L.zero, L.zero, L.zero)
        var (s4, s5, s6, s7) = (L.zero, L.zero, L.zero, L.zero)
        let next = S.step &* pixelStep
        for i in 0..<T.taps {
            for j in 0..<T.taps {
                let weight = L.load(weights + (i &* T.taps &+ j) &* weightStep)
                let first = input + (i &* paddedWidth &+ j) &* pixelStep
                s0.accumulate(L.load(first), weight)
                s1.accumulate(L.load(first + next), weight)
                s2.accumulate(L.load(first + 2 &* next), weight)
                s3.accumulate(L.load(first + 3 &* next), weight)
                let second = first + secondInput
                s4.accumulate(L.load(second), weight)
                s5.accumulate(L.load(second + next), weight)
                s6.accumulate(L.load(second + 2 &* next), weight)
                s7.accumulate(L.load(second + 3 &* next), weight)
            }
        }
        s0.store(output)
        s1.store(output + outputStep)
        s2.store(output + 2 &* outputStep)
        s3.store(output + 3 &* outputStep)
        let output = output + secondOutput
        s4.store(output)
        s5.store(output + outputStep)
        s6.store(output + 2 &* outputStep)
        s7.store(output + 3 &* outputStep)
    }
}

/// The gradient of the weights: the sums of one row of taps stay in registers over the whole picture.
private struct DepthwiseWeightGradient: FilterComputation {
    let shape: DepthwiseShape
    let padded: UnsafePointer<Float>
    /// The gradient of output (0, 0) within the spread picture.
    let gradient: UnsafePointer<Float>
    let weightGradient: UnsafeMutablePointer<Float>
    let weightStep: Int

    var kernel: Int { shape.kernel }
    var stride: Int { shape.stride }

    func run<L: Lanes, T: TapCount, S: FilterStep>(_: L.Type, _: T.Type, _: S.Type, channel: Int) {
        let pixelStep = shape.channels
        let rowStep = shape.paddedWidth &* pixelStep
        let columnStep = S.step &* pixelStep
        let width = shape.outputWidth
        for i in 0..<T.taps {
            // Four sets of sums, one for every fourth column: a single one would wait for its own additions.
            var (a, b, c, d) = (TapSums<L, T>(), TapSums<L, T>(), TapSums<L, T>(), TapSums<L, T>())
            for y in 0..<shape.outputHeight {
                var input = padded + ((y &* S.step &+ i) &* rowStep &+ channel)
                var gradient = gradient + (y &* S.step &* rowStep &+ channel)
                var x = 0
                while x &+ 4 <= width {
                    a.accumulate(input, pixelStep, .load(gradient))
                    b.accumulate(input + columnStep, pixelStep, .load(gradient + columnStep))
                    c.accumulate(input + 2 &* columnStep, pixelStep, .load(gradient + 2 &* columnStep))
                    d.accumulate(input + 3 &* columnStep, pixelStep, .load(gradient + 3 &* columnStep))
                    input += 4 &* columnStep
                    gradient += 4 &* columnStep
                    x &+= 4
                }
                while x < width {
                    a.accumulate(input, pixelStep, .load(gradient))
                    input += columnStep
                    gradient += columnStep
                    x &+= 1
                }
            }
            a.add(b)
            c.add(d)
            a.add(c)
            a.add(to: weightGradient + (i &* T.taps &* weightStep &+ channel), weightStep)
        }
    }

    func runAny<L: Lanes>(_: L.Type, channel: Int) {
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
private struct TapSums<L: Lanes, T: TapCount> {
    private var s0 = L.zero, s1 = L.zero, s2 = L.zero, s3 = L.zero, s4 = L.zero, s5 = L.zero, s6 = L.zero

    @inline(__always) init() {}

    @inline(__always) mutating func accumulate(_ pixel: UnsafePointer<Float>, _ step: Int, _ factor: L) {
        s0.accumulate(L.load(pixel), factor)
        s1.accumulate(L.load(pixel + step), factor)
        s2.accumulate(L.load(pixel + 2 &* step), factor)
        if T.taps >= 5 {
            s3.accumulate(L.load(pixel + 3 &* step), factor)
            s4.accumulate(L.load(pixel + 4 &* step), factor)
        }
        if T.taps >= 7 {
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

    @inline(__always) func add(to target: UnsafeMutablePointer<Float>, _ step: Int) {
        (L.load(target) + s0).store(target)
        (L.load(target + step) + s1).store(target + step)
        (L.load(target + 2 &* step) + s2).store(target + 2 &* step)
        if T.taps >= 5 {
            (L.load(target + 3 &* step) + s3).store(target + 3 &* step)
            (L.load(target + 4 &* step) + s4).store(target + 4 &* step)
        }
        if T.taps >= 7 {
            (L.load(target + 5 &* step) + s5).store(target + 5 &* step)
            (L.load(target + 6 &* step) + s6).store(target + 6 &* step)
        }
    }
}
