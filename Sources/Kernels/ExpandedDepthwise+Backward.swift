extension ExpandedDepthwise {
    /// What the backward pass of some pictures is given.
    public struct OutputGradient {
        /// The raw output `[pictures, outputHeight, outputWidth, channels]`.
        public var raw: UnsafePointer<Float>
        /// The gradient of the normalised output, same layout, as `normalizationBackwardSums` left it.
        public var uGradient: UnsafePointer<Float>
        /// The statistics of the output's batch norm.
        public var statistics: NormalizationStatistics
        /// The sums of `uGradient` over the batch.
        public var shiftSum: UnsafePointer<Float>
        /// The sums of `uGradient` times the normalised output over the batch.
        public var scaleSum: UnsafePointer<Float>
        /// Rows in the batch.
        public var count: Int

        /// Names the operands; nothing is read.
        public init(
            raw: UnsafePointer<Float>, uGradient: UnsafePointer<Float>, statistics: NormalizationStatistics,
            shiftSum: UnsafePointer<Float>, scaleSum: UnsafePointer<Float>, count: Int
        ) {
            self.raw = raw
            self.uGradient = uGradient
            self.statistics = statistics
            self.shiftSum = shiftSum
            self.scaleSum = scaleSum
            self.count = count
        }
    }

    /// Where the gradients go, all of them *added to*; the expansion's members are read only where there is one.
    public struct Gradients {
        /// The filters' `[kernel, kernel, channels]`.
        public var weights: UnsafeMutablePointer<Float>
        /// `[inputChannels, channels]`: the sum of input times the gradient behind the expansion's batch norm.
        public var expansionWeights: UnsafeMutablePointer<Float>
        /// The sums that the expansion's batch norm needs: of its gradient.
        public var expansionShiftSum: UnsafeMutablePointer<Float>
        /// Of its gradient times the normalised value.
        public var expansionScaleSum: UnsafeMutablePointer<Float>

        /// Names the places; nothing is written.
        public init(
            weights: UnsafeMutablePointer<Float>, expansionWeights: UnsafeMutablePointer<Float>,
            expansionShiftSum: UnsafeMutablePointer<Float>, expansionScaleSum: UnsafeMutablePointer<Float>
        ) {
            self.weights = weights
            self.expansionWeights = expansionWeights
            self.expansionShiftSum = expansionShiftSum
            self.expansionScaleSum = expansionScaleSum
        }
    }

    /// Floats of scratch for `backward`.
    public static func backwardScratchCount(_ shape: DepthwiseShape, inputChannels: Int) -> Int {
        let block = blockChannels(shape, isBackward: true)
        let pixels = shape.height * shape.width
        return 2 * rounded(shape.paddedHeight * shape.paddedWidth * block)
            + 2 * rounded(pixels * block) + rounded(block * inputChannels)
            + rounded(shape.kernel * shape.kernel * block)
    }

    /// The gradients of some pictures.
    ///
    /// Batch norm's gradient is linear, so what the expansion's statistics contribute is left out here and made up for by
    /// `ExpansionCorrection` when the sums over the whole batch are known.
    ///
    /// - Parameters:
    ///   - input: As given to `forward`.
    ///   - output: What is known of the output.
    ///   - inputGradient: `[pictures, height, width, inputChannels]`, overwritten; with an expansion, before correction.
    ///   - gradients: Added to.
    ///   - scratch: `backwardScratchCount` floats, overwritten.
    public func backward(
        _ input: UnsafePointer<Float>, pictures: Int, output: OutputGradient,
        inputGradient: UnsafeMutablePointer<Float>, gradients: Gradients, scratch: UnsafeMutablePointer<Float>
    ) {
        let usual = Self.blockChannels(shape, isBackward: true)
        let paddedCount = Self.rounded(shape.paddedHeight * shape.paddedWidth * usual)
        let padded = scratch
        let spread = padded + paddedCount
        let raw = spread + paddedCount
        let blockGradient = raw + Self.rounded(pixels * usual)
        let turnedExpansion = blockGradient + Self.rounded(pixels * usual)
        let turnedFilters = turnedExpansion + Self.rounded(usual * inputChannels)
        forEachBlock(isBackward: true) { channel, block, isNewWidth in
            if isNewWidth {
                padded.update(repeating: 0, count: block.paddedCount)
                spread.update(repeating: 0, count: block.paddedCount)
            }
            turnFilters(
                weights + channel, kernel: shape.kernel, channels: block.channels, into: turnedFilters,
                outerChannels: shape.channels)
            if let expansion { turn(expansion, channel, block.channels, into: turnedExpansion) }
            for picture in 0..<pictures {
                let input = input + picture * pixels * inputChannels
                let inputGradient = inputGradient + picture * pixels * inputChannels
                fill(padded, channel, block, input, raw: raw)
                spreadRawGradient(channel, block, output, picture, into: spread)
                depthwiseBackwardWeights(
                    block, padded: padded, spread: spread, into: gradients.weights + channel,
                    outerChannels: shape.channels)
                guard let expansion else {
                    depthwiseBackwardInput(
                        block, spread: spread, turned: turnedFilters, into: inputGradient + channel,
                        outerChannels: shape.channels)
                    continue
                }
                depthwiseBackwardInput(block, spread: spread, turned: turnedFilters, into: blockGradient)
                normalizationBackwardSums(
                    raw, rows: pixels, channels: block.channels, statistics: expansion.statistics.from(channel),
                    activation: expansion.activation, yGradient: blockGradient,
                    shiftSum: gradients.expansionShiftSum + channel, scaleSum: gradients.expansionScaleSum + channel)
                multiply(
                    blockGradient, block.channels, by: turnedExpansion, isFirst: channel == 0, into: inputGradient)
                addProduct(
                    of: input, and: blockGradient, block.channels, to: gradients.expansionWeights + channel)
            }
        }
    }

    /// Writes a block of the convolution's input of one picture into a padded picture whose border is zero, and what the
    /// expansion gave before batch norm, `[pixels, block.channels]`, to `raw`.
    private func fill(
        _ padded: UnsafeMutablePointer<Float>, _ channel: Int, _ block: DepthwiseShape, _ input: UnsafePointer<Float>,
        raw: UnsafeMutablePointer<Float>
    ) {
        guard let expansion else { return copy(input, channel, block, into: padded) }
        TiledProduct(
            left: input, rowStep: inputChannels, innerStep: 1, right: expansion.weights + channel,
            rightStep: shape.channels, rows: pixels, inner: inputChannels, columns: block.channels,
            sink: OverwritingSink(matrix: raw, rowStep: block.channels)
        ).run()
        for row in 0..<shape.height {
            normalizationForward(
                raw + row * shape.width * block.channels, rows: shape.width, channels: block.channels,
                statistics: expansion.statistics.from(channel), activation: expansion.activation,
                into: padded + block.paddedOffset(row: row, column: 0), outputStride: block.channels)
        }
    }

    /// The block's part of the expansion's weights, turned around and scaled as its batch norm scales.
    private func turn(
        _ expansion: Expansion, _ channel: Int, _ channels: Int, into turned: UnsafeMutablePointer<Float>
    ) {
        let scale = expansion.statistics.scale + channel
        for output in 0..<channels {
            for input in 0..<inputChannels {
                turned[output &* inputChannels &+ input] =
                    expansion.weights[input &* shape.channels &+ channel &+ output] * scale[output]
            }
        }
    }

    /// The gradient of the block's raw output of one picture, spread out to the raster of the input.
    private func spreadRawGradient(
        _ channel: Int, _ block: DepthwiseShape, _ output: OutputGradient, _ picture: Int,
        into spread: UnsafeMutablePointer<Float>
    ) {
        for row in 0..<shape.outputHeight {
            let place = (picture * outputPixels + row * shape.outputWidth) * shape.channels + channel
            normalizationBackward(
                output.raw + place, rows: shape.outputWidth, channels: block.channels, inputStride: shape.channels,
                statistics: output.statistics.from(channel), uGradient: output.uGradient + place,
                shiftSum: output.shiftSum + channel, scaleSum: output.scaleSum + channel, count: output.count,
                into: spread + block.paddedOffset(row: row * shape.stride, column: 0),
                outputStride: shape.stride * block.channels)
        }
    }

    private func multiply(
        _ gradient: UnsafePointer<Float>, _ channels: Int, by turned: UnsafePointer<Float>, isFirst: Bool,
        into target: UnsafeMutablePointer<Float>
    ) {
        if isFirst {
            product(gradient, channels, turned, sink: OverwritingSink(matrix: target, rowStep: inputChannels)).run()
        } else {
            product(gradient, channels, turned, sink: AddingSink(matrix: target, rowStep: inputChannels)).run()
        }
    }

    @inline(__always) private func product<Sink: ProductSink>(
        _ gradient: UnsafePointer<Float>, _ channels: Int, _ turned: UnsafePointer<Float>, sink: Sink
    ) -> TiledProduct<Sink> {
        TiledProduct(
            left: gradient, rowStep: channels, innerStep: 1, right: turned, rightStep: inputChannels, rows: pixels,
            inner: channels, columns: inputChannels, sink: sink)
    }

    /// Adds `input^T gradient`.
    private func addProduct(
        of input: UnsafePointer<Float>, and gradient: UnsafePointer<Float>, _ channels: Int,
        to target: UnsafeMutablePointer<Float>
    ) {
        let strip = 128
        for first in stride(from: 0, to: pixels, by: strip) {
            TiledProduct(
                left: input + first * inputChannels, rowStep: 1, innerStep: inputChannels,
                right: gradient + first * channels, rightStep: channels, rows: inputChannels,
                inner: min(strip, pixels - first), columns: channels,
                sink: AddingSink(matrix: target, rowStep: shape.channels)
            ).run()
        }
    }
}

/// What the expansion's batch norm adds to the gradients through its statistics, once the sums over the batch are known.
///
/// With `u` the gradient behind the norm, its input's gradient is `scale (u - S1 / n - xhat S2 / n)`, where `S1` and `S2` are
/// the sums of `u` and `u xhat` over the `n` rows (Ioffe and Szegedy, 2015, section 3). `ExpandedDepthwise.backward` has
/// computed the first term's part of both gradients; the others are linear in the expanded tensor `x W`, so they follow
/// from the mean and the covariance of `x`.
public struct ExpansionCorrection {
    /// Channels of the input.
    public var inputChannels: Int
    /// Channels of the expanded tensor.
    public var channels: Int
    /// Rows in the batch.
    public var count: Int
    /// `[inputChannels, channels]`.
    public var weights: UnsafePointer<Float>
    /// The statistics of the expanded tensor.
    public var statistics: NormalizationStatistics
    /// The sums over the batch, of all chunks.
    public var shiftSum: UnsafePointer<Float>
    /// The sums over the batch, of all chunks.
    public var scaleSum: UnsafePointer<Float>
    /// The means of the input's channels.
    public var means: UnsafePointer<Float>

    /// Names the operands; nothing is read.
    public init(
        inputChannels: Int, channels: Int, count: Int, weights: UnsafePointer<Float>,
        statistics: NormalizationStatistics, shiftSum: UnsafePointer<Float>, scaleSum: UnsafePointer<Float>,
        means: UnsafePointer<Float>
    ) {
        self.inputChannels = inputChannels
        self.channels = channels
        self.count = count
        self.weights = weights
        self.statistics = statistics
        self.shiftSum = shiftSum
        self.scaleSum = scaleSum
        self.means = means
    }

    /// Finishes some columns of the weights' gradient, and turns the same columns of the weights for `inputMap`.
    ///
    /// `gradient += sum * scale - n means scale S1 / n - n cov(x) W inverseDeviation scale S2 / n`.
    ///
    /// - Parameters:
    ///   - columns: Which channels of the expanded tensor.
    ///   - sum: `[inputChannels, channels]`: what `ExpandedDepthwise.backward` found, all chunks merged.
    ///   - projected: `cov(x) W`, as `expansionStatistics` left it.
    ///   - gradient: `[inputChannels, channels]`, the columns are *added to*.
    ///   - turned: `[channels, inputChannels]`, the rows of the columns are overwritten.
    public func finishWeights(
        columns: Range<Int>, sum: UnsafePointer<Float>, projected: UnsafePointer<Float>,
        gradient: UnsafeMutablePointer<Float>, turned: UnsafeMutablePointer<Float>
    ) {
        for input in 0..<inputChannels {
            Finish(
                correction: self, mean: means[input], row: input * channels + columns.lowerBound,
                first: columns.lowerBound, sum: sum, projected: projected, gradient: gradient
            ).sweep(channels: columns.count)
        }
        for channel in columns {
            let factor = -slope(channel)
            for input in 0..<inputChannels {
                turned[channel &* inputChannels &+ input] = weights[input &* channels &+ channel] * factor
            }
        }
    }

    private func slope(_ channel: Int) -> Float {
        statistics.scale[channel] * statistics.inverseDeviation[channel] * (scaleSum[channel] / Float(count))
    }

    private struct Finish: ChannelKernel {
        let correction: ExpansionCorrection
        let mean: Float
        let row: Int
        let first: Int
        let sum: UnsafePointer<Float>
        let projected: UnsafePointer<Float>
        let gradient: UnsafeMutablePointer<Float>

        @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
            let column = first &+ channel
            let place = row &+ channel
            let scale = L.load(correction.statistics.scale + column)
            let inverse = L.load(correction.statistics.inverseDeviation + column)
            var found = L.load(sum + place)
            found.accumulate(L.load(correction.shiftSum + column), L(repeating: -mean))
            found.accumulate(L.load(correction.scaleSum + column) * inverse, .zero - L.load(projected + place))
            L.multiplyAdd(found, scale, L.load(gradient + place)).store(gradient + place)
        }
    }

    /// Some rows of the map that corrects the input's gradient: `-W diag(scale inverseDeviation S2 / n) W^T`, and of the
    /// constant `-W (scale S1 / n)`.
    ///
    /// - Parameters:
    ///   - rows: Which input channels.
    ///   - turned: As `finishWeights` left it, all columns of it.
    ///   - map: `[inputChannels, inputChannels]`, the rows are overwritten.
    ///   - constant: One number an input channel, those of the rows are overwritten.
    public func inputMap(
        rows: Range<Int>, turned: UnsafePointer<Float>, map: UnsafeMutablePointer<Float>,
        constant: UnsafeMutablePointer<Float>
    ) {
        TiledProduct(
            left: weights + rows.lowerBound * channels, rowStep: channels, innerStep: 1, right: turned,
            rightStep: inputChannels, rows: rows.count, inner: channels, columns: inputChannels,
            sink: OverwritingSink(matrix: map + rows.lowerBound * inputChannels, rowStep: inputChannels)
        ).run()
        for row in rows {
            var sum = 0.0
            for channel in 0..<channels {
                sum +=
                    Double(weights[row &* channels &+ channel])
                    * Double(statistics.scale[channel]) * Double(shiftSum[channel])
            }
            constant[row] = Float(-sum / Double(count))
        }
    }

    /// Corrects the gradient of some rows of the input.
    ///
    /// `inputGradient += (x - means) map + constant`.
    ///
    /// - Parameters:
    ///   - x: `[rows, inputChannels]`.
    ///   - scratch: `rows * inputChannels` floats, overwritten.
    ///   - inputGradient: `[rows, inputChannels]`, *added to*.
    public func correct(
        _ x: UnsafePointer<Float>, rows: Int, map: UnsafePointer<Float>, constant: UnsafePointer<Float>,
        scratch: UnsafeMutablePointer<Float>, inputGradient: UnsafeMutablePointer<Float>
    ) {
        centre(x, rows: rows, channels: inputChannels, means: means, into: scratch)
        TiledProduct(
            left: scratch, rowStep: inputChannels, innerStep: 1, right: map, rightStep: inputChannels, rows: rows,
            inner: inputChannels, columns: inputChannels,
            sink: CorrectingSink(matrix: inputGradient, rowStep: inputChannels, constant: constant)
        ).run()
    }
}

/// Adds the product and a constant for each column.
private struct CorrectingSink: ProductSink {
    let matrix: UnsafeMutablePointer<Float>
    let rowStep: Int
    let constant: UnsafePointer<Float>

    @inline(__always) func take<L: Lanes>(_ sums: L, row: Int, column: Int) {
        let place = matrix + (row &* rowStep &+ column)
        (L.load(place) + sums + L.load(constant + column)).store(place)
    }
}
