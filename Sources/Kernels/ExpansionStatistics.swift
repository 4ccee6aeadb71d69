/// What the expansion's batch norm needs, from the covariance of its input: sizes and operands.
///
/// The expanded tensor is `x W`, so its mean is `mean(x) W` and its variance, column by column, `w^T cov(x) w`. The
/// products are added in Double, since a column that nearly cancels is a small difference of large numbers.
public struct ExpansionStatistics {
    /// Channels of the input.
    public var inputChannels: Int
    /// Channels of the expanded tensor.
    public var channels: Int
    /// `[inputChannels, channels]`.
    public var weights: UnsafePointer<Float>
    /// The means of the input's channels.
    public var means: UnsafePointer<Float>
    /// `[inputChannels, inputChannels]`.
    public var covariance: UnsafePointer<Float>
    /// The factor of each expanded channel.
    public var gamma: UnsafePointer<Float>
    /// The summand of each expanded channel.
    public var beta: UnsafePointer<Float>
    /// Added to the variance.
    public var epsilon: Float

    /// The statistics of a 1x1 convolution's output, from the moments of its input; nothing is read.
    public init(
        inputChannels: Int, channels: Int, weights: UnsafePointer<Float>, means: UnsafePointer<Float>,
        covariance: UnsafePointer<Float>, gamma: UnsafePointer<Float>, beta: UnsafePointer<Float>, epsilon: Float
    ) {
        self.inputChannels = inputChannels
        self.channels = channels
        self.weights = weights
        self.means = means
        self.covariance = covariance
        self.gamma = gamma
        self.beta = beta
        self.epsilon = epsilon
    }

    /// Computes the statistics of some columns.
    ///
    /// - Parameters:
    ///   - columns: Which channels of the expanded tensor; others may be computed at the same time.
    ///   - projected: `[inputChannels, channels]`: the columns are overwritten with those of `cov(x) W`, which the
    ///     backward pass needs.
    ///   - record: Where mean and variance of the columns are noted too, or nil.
    ///   - statistics: Overwritten for the columns.
    public func compute(
        columns: Range<Int>, projected: UnsafeMutablePointer<Float>, record: MomentsRecord? = nil,
        into statistics: NormalizationStatistics
    ) {
        TiledProduct(
            left: covariance, rowStep: inputChannels, innerStep: 1, right: weights + columns.lowerBound,
            rightStep: channels, rows: inputChannels, inner: inputChannels, columns: columns.count,
            sink: OverwritingSink(matrix: projected + columns.lowerBound, rowStep: channels)
        ).run()
        for channel in columns {
            var mean = 0.0
            var variance = 0.0
            for input in 0..<inputChannels {
                let weight = Double(weights[input &* channels &+ channel])
                mean += Double(means[input]) * weight
                variance += Double(projected[input &* channels &+ channel]) * weight
            }
            statistics.set(
                channel, mean: mean, variance: max(0, variance), gamma: gamma[channel], beta: beta[channel],
                epsilon: epsilon)
            record?.note(channel, mean: mean, variance: max(0, variance))
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

    /// A correction that reads from memory of the caller's when it is computed; nothing is read here.
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
    ///   - projected: `cov(x) W`, as ``ExpansionStatistics`` left it.
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
    static var isRepeatable: Bool { false }
    let matrix: UnsafeMutablePointer<Float>
    let rowStep: Int
    let constant: UnsafePointer<Float>

    @inline(__always) func take<L: Lanes>(_ sums: L, row: Int, column: Int) {
        let place = matrix + (row &* rowStep &+ column)
        (L.load(place) + sums + L.load(constant + column)).store(place)
    }
}
