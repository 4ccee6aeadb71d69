extension ExpandedDepthwise {
    /// What the backward pass of some pictures is given.
    public struct OutputGradient {
        /// The raw output `[pictures, outputHeight, outputWidth, channels]`.
        public var raw: UnsafePointer<Float>
        /// The gradient of the normalised output, same layout, as `BatchNormalization.backwardSums` left it.
        public var uGradient: UnsafePointer<Float>
        /// The statistics of the output's batch norm.
        public var statistics: NormalizationStatistics
        /// The sums of `uGradient` over the batch.
        public var shiftSum: UnsafePointer<Float>
        /// The sums of `uGradient` times the normalised output over the batch.
        public var scaleSum: UnsafePointer<Float>
        /// Rows in the batch.
        public var count: Int

        /// The gradient of `count` rows in memory of the caller's, which the backward pass reads; nothing is read here.
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

        /// Memory of the caller's that the backward pass adds to; nothing is written here.
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
        forEachBlock(pictures: pictures, isBackward: true) { channel, block, isNewWidth, group in
            if isNewWidth {
                padded.update(repeating: 0, count: block.paddedCount)
                spread.update(repeating: 0, count: block.paddedCount)
            }
            turnFilters(
                weights + channel, kernel: shape.kernel, channels: block.channels, into: turnedFilters,
                outerChannels: shape.channels)
            if let expansion { turn(expansion, channel, block.channels, into: turnedExpansion) }
            for picture in group {
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
                expansion.normalization(rows: pixels, channel, block.channels).backwardSums(
                    raw, yGradient: blockGradient, shiftSum: gradients.expansionShiftSum + channel,
                    scaleSum: gradients.expansionScaleSum + channel)
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
        let normalization = expansion.normalization(rows: shape.width, channel, block.channels)
        for row in 0..<shape.height {
            normalization.forward(
                raw + row * shape.width * block.channels, into: padded + block.paddedOffset(row: row, column: 0))
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
        let gradient = NormalizationGradient(
            rows: shape.outputWidth, channels: block.channels, count: output.count,
            statistics: output.statistics.from(channel), shiftSum: output.shiftSum + channel,
            scaleSum: output.scaleSum + channel)
        for row in 0..<shape.outputHeight {
            let place = (picture * outputPixels + row * shape.outputWidth) * shape.channels + channel
            gradient.backward(
                output.raw + place, uGradient: output.uGradient + place, inputStride: shape.channels,
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
