/// The first half of an inverted bottleneck: expansion, batch norm, nonlinearity and depthwise convolution, as one kernel.
///
/// The expanded tensor, the widest of a network, is never in memory as a whole. Its batch statistics follow from the
/// covariance of its input (``ChannelScatter``), so that a block of its channels of one picture can be computed, normalised
/// and convolved while it is in the second-level cache; the backward pass computes it again. Without an expansion the
/// same blocks are taken from the input.
public struct ExpandedDepthwise {
    /// What comes before the depthwise convolution.
    public struct Expansion {
        /// Channels of the input.
        public var inputChannels: Int
        /// `[inputChannels, channels]`.
        public var weights: UnsafePointer<Float>
        /// The statistics of the expanded tensor, as ``ExpansionStatistics`` left them.
        public var statistics: NormalizationStatistics
        /// What follows the expansion's batch norm.
        public var activation: ActivationFunction
        /// The weights once more as pairs of 16-bit numbers, for a forward pass whose input is pairs too; nil for floats.
        public var pairs: PairedMatrix?

        /// An expansion whose weights and statistics stay in memory of the caller's; nothing is read here.
        public init(
            inputChannels: Int, weights: UnsafePointer<Float>, statistics: NormalizationStatistics,
            activation: ActivationFunction, pairs: PairedMatrix? = nil
        ) {
            self.inputChannels = inputChannels
            self.weights = weights
            self.statistics = statistics
            self.activation = activation
            self.pairs = pairs
        }

        /// Words of an input pixel.
        var inputWords: Int { pairs == nil ? inputChannels : PairedMatrix.innerWords(inputChannels) }

        /// The batch norm of some rows of `channels` expanded channels from `channel` on.
        func normalization(rows: Int, _ channel: Int, _ channels: Int) -> BatchNormalization {
            BatchNormalization(
                rows: rows, channels: channels, statistics: statistics.from(channel), activation: activation)
        }
    }

    /// Sizes of the depthwise convolution, with all its channels.
    public let shape: DepthwiseShape
    /// The filters `[kernel, kernel, channels]`.
    public let weights: UnsafePointer<Float>
    /// The expansion, or nil: then the input has the convolution's channels.
    public let expansion: Expansion?

    /// A convolution whose operands stay in memory of the caller's until it runs; nothing is read here.
    public init(shape: DepthwiseShape, weights: UnsafePointer<Float>, expansion: Expansion?) {
        self.shape = shape
        self.weights = weights
        self.expansion = expansion
    }

    var inputChannels: Int { expansion?.inputChannels ?? shape.channels }
    var pixels: Int { shape.height * shape.width }
    var outputPixels: Int { shape.outputHeight * shape.outputWidth }

    /// Channels of a block: two registers of sixteen, or one where the pictures of the backward pass would not fit into
    /// the second-level cache otherwise.
    static func blockChannels(_ shape: DepthwiseShape, isBackward: Bool) -> Int {
        min(shape.channels, isBackward && shape.paddedHeight * shape.paddedWidth > 600 ? 16 : 32)
    }

    /// Floats of scratch for `forward`, into floats or halves.
    public static func forwardScratchCount(_ shape: DepthwiseShape) -> Int {
        let block = blockChannels(shape, isBackward: false)
        return rounded(shape.height * shape.width) + rounded(shape.paddedHeight * shape.paddedWidth * block)
            + rounded(shape.outputHeight * shape.outputWidth * block)
    }

    /// Rounds up to whole cache lines.
    static func rounded(_ count: Int) -> Int { (count + 15) / 16 * 16 }

    /// The raw output of some pictures, and its moments.
    ///
    /// - Parameters:
    ///   - input: `[pictures, height, width, inputChannels]`; where the expansion has pairs, the words that
    ///     `PairedMatrix.writeLeft` made of it.
    ///   - output: `[pictures, outputHeight, outputWidth, channels]`, overwritten.
    ///   - moments: Of the output's channels, overwritten; its `count` must be that of the output's pixels. Nil where nobody
    ///     asks for them.
    ///   - scratch: `forwardScratchCount` floats, overwritten.
    public func forward(
        _ input: UnsafePointer<Float>, pictures: Int, into output: UnsafeMutablePointer<Float>,
        moments: ChannelMoments?, scratch: UnsafeMutablePointer<Float>
    ) {
        forEachPaddedBlock(of: input, pictures: pictures, scratch) { channel, block, picture, padded, _ in
            let output = output + picture * outputPixels * shape.channels + channel
            depthwiseForward(
                block, padded: padded, weights: weights + channel, into: output, outerChannels: shape.channels)
            guard let moments else { return }
            momentsOfChannels(
                output, rows: outputPixels, channels: block.channels, inputStride: shape.channels,
                before: picture * outputPixels, into: moments.from(channel, count: (picture + 1) * outputPixels))
        }
    }

    /// The raw output of some pictures as halves, and the moments that it had as floats.
    ///
    /// This tensor, the widest that is ever in memory, is written to main memory and read again, which takes about as long as its
    /// computation. Each half is off by at most 2^-11 of its number, or 2^-25 for numbers below 2^-14; from 65,520 on it is infinite.
    ///
    /// - Parameters: As for floats.
    public func forward(
        _ input: UnsafePointer<Float>, pictures: Int, into output: UnsafeMutablePointer<Float16>,
        moments: ChannelMoments, scratch: UnsafeMutablePointer<Float>
    ) {
        forEachPaddedBlock(of: input, pictures: pictures, scratch) { channel, block, picture, padded, exact in
            depthwiseForward(
                block, padded: padded, weights: weights + channel, into: exact, outerChannels: shape.channels,
                outputChannels: block.channels)
            momentsOfChannels(
                exact, rows: outputPixels, channels: block.channels, before: picture * outputPixels,
                into: moments.from(channel, count: (picture + 1) * outputPixels),
                halves: output + picture * outputPixels * shape.channels + channel, outputStride: shape.channels)
        }
    }

    /// Visits the blocks of channels of all pictures: the first channel, the block's shape, the picture, its padded input, and
    /// room for the block's output.
    private func forEachPaddedBlock(
        of input: UnsafePointer<Float>, pictures: Int, _ scratch: UnsafeMutablePointer<Float>,
        _ body: (
            _ channel: Int, _ block: DepthwiseShape, _ picture: Int, _ padded: UnsafePointer<Float>,
            _ exact: UnsafeMutablePointer<Float>
        ) -> Void
    ) {
        let places = PixelPlaces(shape, memory: scratch)
        let padded = scratch + Self.rounded(pixels)
        let widest = Self.blockChannels(shape, isBackward: false)
        let exact = padded + Self.rounded(shape.paddedHeight * shape.paddedWidth * widest)
        let inputWords = expansion?.inputWords ?? shape.channels
        forEachBlock(pictures: pictures, isBackward: false) { channel, block, isNewWidth, group in
            if isNewWidth { padded.update(repeating: 0, count: block.paddedCount) }
            for picture in group {
                fill(padded, channel, block, input + picture * pixels * inputWords, places)
                body(channel, block, picture, padded, exact)
            }
        }
    }

    /// Visits the blocks of channels of groups of pictures: the first channel, the shape of the block, whether its width is
    /// another than that of the block before, and the group.
    ///
    /// A group has as many pictures as stay in the caches from block to block: of small ones many, which share what is read
    /// of the weights; of large ones a single one, of which main memory is read and written once.
    func forEachBlock(
        pictures: Int, isBackward: Bool,
        _ body: (_ channel: Int, _ block: DepthwiseShape, _ isNewWidth: Bool, _ group: Range<Int>) -> Void
    ) {
        let cachedFloats = 1 << 17
        let size = max(1, cachedFloats / (outputPixels * shape.channels))
        let usual = Self.blockChannels(shape, isBackward: isBackward)
        var block = shape
        block.channels = 0
        for first in stride(from: 0, to: pictures, by: size) {
            let group = first..<min(first + size, pictures)
            for channel in stride(from: 0, to: shape.channels, by: usual) {
                let width = min(usual, shape.channels - channel)
                let isNewWidth = width != block.channels
                block.channels = width
                body(channel, block, isNewWidth, group)
            }
        }
    }

    /// Writes a block of the convolution's input of one picture into a padded picture whose border is zero.
    private func fill(
        _ padded: UnsafeMutablePointer<Float>, _ channel: Int, _ block: DepthwiseShape, _ input: UnsafePointer<Float>,
        _ places: PixelPlaces
    ) {
        guard let expansion else { return copy(input, channel, block, into: padded) }
        expansion.activation.run(
            ExpansionOfBlock(
                expansion: expansion, input: input, pixels: pixels, channel: channel, channels: block.channels,
                allChannels: shape.channels, padded: padded, places: places.table))
    }

    /// Writes a block of the channels of one picture into a padded picture.
    func copy(
        _ input: UnsafePointer<Float>, _ channel: Int, _ block: DepthwiseShape,
        into padded: UnsafeMutablePointer<Float>
    ) {
        for row in 0..<shape.height {
            CopyKernel(
                x: input + row * shape.width * shape.channels + channel, rows: shape.width, inputStride: shape.channels,
                y: padded + block.paddedOffset(row: row, column: 0), outputStride: block.channels
            ).sweepWide(channels: block.channels)
        }
    }
}

/// Where each pixel of a picture stands in a padded one, in pixels.
///
/// A table, since a division for every row of every tile would take as long as the tile.
struct PixelPlaces {
    let table: UnsafeMutablePointer<Int32>

    /// Writes the table into `height * width` floats' worth of memory.
    init(_ shape: DepthwiseShape, memory: UnsafeMutablePointer<Float>) {
        table = UnsafeMutableRawPointer(memory).bindMemory(to: Int32.self, capacity: shape.height * shape.width)
        for row in 0..<shape.height {
            for column in 0..<shape.width {
                table[row * shape.width + column] = Int32(
                    (row + shape.kernel / 2) * shape.paddedWidth + column + shape.kernel / 2)
            }
        }
    }
}

/// Copies some channels of every row.
private struct CopyKernel: ChannelKernel {
    let x: UnsafePointer<Float>
    let rows: Int
    let inputStride: Int
    let y: UnsafeMutablePointer<Float>
    let outputStride: Int

    @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
        for row in 0..<rows {
            L.load(x + (row &* inputStride &+ channel)).store(y + (row &* outputStride &+ channel))
        }
    }
}

/// A block of the expansion of one picture, normalised and activated as it leaves the registers.
private struct ExpansionOfBlock: NonlinearComputation {
    let expansion: ExpandedDepthwise.Expansion
    let input: UnsafePointer<Float>
    let pixels: Int
    let channel: Int
    let channels: Int
    let allChannels: Int
    let padded: UnsafeMutablePointer<Float>
    let places: UnsafePointer<Int32>

    func run<F: Nonlinearity>(_: F.Type) {
        let sink = ActivatingSink<F>(
            scale: expansion.statistics.scale + channel, shift: expansion.statistics.shift + channel,
            padded: padded, places: places, channels: channels)
        if let pairs = expansion.pairs {
            return pairs.multiply(input, rows: pixels, columns: channel..<channel + channels, sink: sink)
        }
        TiledProduct(
            left: input, rowStep: expansion.inputChannels, innerStep: 1, right: expansion.weights + channel,
            rightStep: allChannels, rows: pixels, inner: expansion.inputChannels, columns: channels, sink: sink
        ).runNarrow()
    }
}

/// Normalises and activates sums, and puts them at their pixel's place in a padded picture.
private struct ActivatingSink<F: Nonlinearity>: ProductSink {
    static var isRepeatable: Bool { true }
    let scale: UnsafePointer<Float>
    let shift: UnsafePointer<Float>
    let padded: UnsafeMutablePointer<Float>
    let places: UnsafePointer<Int32>
    let channels: Int

    @inline(__always) func take<L: Lanes>(_ sums: L, row: Int, column: Int) {
        F.value(L.multiplyAdd(sums, .load(scale + column), .load(shift + column)))
            .store(padded + (Int(places[row]) &* channels &+ column))
    }
}
