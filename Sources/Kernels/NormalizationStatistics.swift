/// The sum of squared deviations and the mean of a set of numbers, one set a channel, which can be merged with another's.
///
/// Layout: `means[channel]`, `deviations[channel]` (sum over the set of `(x - mean)^2`).
public struct ChannelMoments {
    /// How many numbers each channel's set holds.
    public var count: Int
    /// The mean of each channel.
    public let means: UnsafeMutablePointer<Float>
    /// The sum of squared deviations from the mean, of each channel.
    public let deviations: UnsafeMutablePointer<Float>

    /// The moments of one set, in memory of the caller's; nothing is read or written.
    public init(count: Int, means: UnsafeMutablePointer<Float>, deviations: UnsafeMutablePointer<Float>) {
        self.count = count
        self.means = means
        self.deviations = deviations
    }

    /// The moments of the channels from `channel` on, of so many numbers each.
    func from(_ channel: Int, count: Int) -> ChannelMoments {
        ChannelMoments(count: count, means: means + channel, deviations: deviations + channel)
    }
}

/// Cuts rows into blocks that stay in the first-level cache while all channels are treated.
@inline(__always) func forEachBlock(of rows: Int, size: Int = 64, _ body: (Range<Int>) -> Void) {
    var first = 0
    while first < rows {
        body(first..<min(first + size, rows))
        first += size
    }
}

/// The mean and the squared deviations of every channel of `[rows, channels]`.
///
/// Blocks of rows are summed in two passes while they are in the first-level cache, and merged by the formula of
/// Chan, Golub and LeVeque (1979): no cancellation, however far the mean lies from zero.
///
/// - Parameters:
///   - x: `[rows, channels]` with `inputStride` floats from row to row.
///   - inputStride: At least `channels`, which it is unless given.
///   - before: How many rows `moments` holds already; with 0 they are overwritten, else these rows are merged into them.
///   - moments: Means and deviations; its `count` must be `before + rows`.
public func momentsOfChannels(
    _ x: UnsafePointer<Float>, rows: Int, channels: Int, inputStride: Int? = nil, before: Int = 0,
    into moments: ChannelMoments
) {
    precondition(moments.count == before + rows)
    forEachBlock(of: rows) {
        MomentsKernel(
            x: x, stride: inputStride ?? channels, before: before, block: $0, moments: moments, copy: NoCopy()
        ).sweepWide(channels: channels)
    }
}

/// The moments of `[rows, channels]` as `momentsOfChannels` finds them, and a copy as halves, each rounded to the nearest.
///
/// - Parameters:
///   - x: `[rows, channels]`.
///   - before: As there.
///   - moments: As there.
///   - halves: `[rows, channels]` with `outputStride` halves from row to row, overwritten.
func momentsOfChannels(
    _ x: UnsafePointer<Float>, rows: Int, channels: Int, before: Int, into moments: ChannelMoments,
    halves: UnsafeMutablePointer<Float16>, outputStride: Int
) {
    precondition(moments.count == before + rows)
    forEachBlock(of: rows) {
        MomentsKernel(
            x: x, stride: channels, before: before, block: $0, moments: moments,
            copy: HalvesCopy(halves: halves, stride: outputStride)
        ).sweepWide(channels: channels)
    }
}

/// Where numbers go while their moments are found, if anywhere.
private protocol MomentsCopy {
    func keep<L: Lanes>(_ numbers: L, row: Int, channel: Int)
}

private struct NoCopy: MomentsCopy {
    @inline(__always) func keep<L: Lanes>(_ numbers: L, row: Int, channel: Int) {}
}

private struct HalvesCopy: MomentsCopy {
    let halves: UnsafeMutablePointer<Float16>
    let stride: Int
    @inline(__always) func keep<L: Lanes>(_ numbers: L, row: Int, channel: Int) {
        numbers.store(halves + (row &* stride &+ channel))
    }
}

private struct MomentsKernel<Copy: MomentsCopy>: ChannelKernel {
    let x: UnsafePointer<Float>
    let stride: Int
    let before: Int
    let block: Range<Int>
    let moments: ChannelMoments
    let copy: Copy

    @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
        let x = x + channel
        var sum = L.zero
        for row in block { sum = sum + L.load(x + row &* stride) }
        let size = Float(block.count)
        let mean = sum * L(repeating: 1 / size)
        var deviation = L.zero
        for row in block {
            let number = L.load(x + row &* stride)
            let difference = number - mean
            deviation.accumulate(difference, difference)
            copy.keep(number, row: row, channel: channel)
        }
        let before = Float(before &+ block.lowerBound)
        guard before > 0 else {
            mean.store(moments.means + channel)
            deviation.store(moments.deviations + channel)
            return
        }
        let total = before + size
        let meanBefore = L.load(moments.means + channel)
        let delta = mean - meanBefore
        deviation = deviation + L.load(moments.deviations + channel)
        deviation.accumulate(delta * delta, L(repeating: before * size / total))
        L.multiplyAdd(delta, L(repeating: size / total), meanBefore).store(moments.means + channel)
        deviation.store(moments.deviations + channel)
    }
}

/// What batch normalisation does to each channel, from the statistics of its batch.
///
/// Every member has one number a channel.
public struct NormalizationStatistics {
    /// The batch's mean.
    public let mean: UnsafeMutablePointer<Float>
    /// `1 / sqrt(variance + epsilon)`, the variance being the biased one.
    public let inverseDeviation: UnsafeMutablePointer<Float>
    /// `gamma * inverseDeviation`: the factor of the normalised output.
    public let scale: UnsafeMutablePointer<Float>
    /// `beta - mean * scale`: the summand of the normalised output.
    public let shift: UnsafeMutablePointer<Float>

    /// Lays the four rows of `channels` numbers out one after another.
    ///
    /// - Parameter memory: `4 * channels` floats; nothing is read or written.
    public init(memory: UnsafeMutablePointer<Float>, channels: Int) {
        mean = memory
        inverseDeviation = memory + channels
        scale = memory + 2 * channels
        shift = memory + 3 * channels
    }

    private init(
        mean: UnsafeMutablePointer<Float>, inverseDeviation: UnsafeMutablePointer<Float>,
        scale: UnsafeMutablePointer<Float>, shift: UnsafeMutablePointer<Float>
    ) {
        self.mean = mean
        self.inverseDeviation = inverseDeviation
        self.scale = scale
        self.shift = shift
    }

    /// The statistics of the channels from `channel` on.
    public func from(_ channel: Int) -> NormalizationStatistics {
        NormalizationStatistics(
            mean: mean + channel, inverseDeviation: inverseDeviation + channel, scale: scale + channel,
            shift: shift + channel)
    }

    /// Sets one channel's members from its mean and biased variance.
    func set(_ channel: Int, mean: Double, variance: Double, gamma: Float, beta: Float, epsilon: Float) {
        let inverse = 1 / (variance + Double(epsilon)).squareRoot()
        let scale = Double(gamma) * inverse
        self.mean[channel] = Float(mean)
        inverseDeviation[channel] = Float(inverse)
        self.scale[channel] = Float(scale)
        shift[channel] = Float(Double(beta) - mean * scale)
    }
}

/// Merges the moments of a batch's chunks, in their order, and turns them into the statistics of batch normalisation.
///
/// Statistics are those of the whole batch, with the biased variance (Ioffe and Szegedy, 2015, Algorithm 1). Merged in
/// Double, so that the number of chunks costs no precision.
///
/// - Parameters:
///   - chunkCount: The number of chunks; at least one.
///   - chunks: The moments of each chunk.
///   - gamma: The factor of each channel.
///   - beta: The summand of each channel.
///   - epsilon: Added to the variance.
///   - record: Where mean and variance are noted too, or nil.
///   - statistics: Overwritten.
public func mergeMoments(
    chunkCount: Int, chunks: (Int) -> ChannelMoments, channels: Int, gamma: UnsafePointer<Float>,
    beta: UnsafePointer<Float>, epsilon: Float, record: MomentsRecord? = nil,
    into statistics: NormalizationStatistics
) {
    for channel in 0..<channels {
        var count = 0.0
        var mean = 0.0
        var deviation = 0.0
        for index in 0..<chunkCount {
            let chunk = chunks(index)
            let size = Double(chunk.count)
            let delta = Double(chunk.means[channel]) - mean
            deviation += Double(chunk.deviations[channel]) + delta * delta * count * size / (count + size)
            mean += delta * size / (count + size)
            count += size
        }
        statistics.set(
            channel, mean: mean, variance: deviation / count, gamma: gamma[channel], beta: beta[channel],
            epsilon: epsilon)
        record?.note(channel, mean: mean, variance: deviation / count)
    }
}

/// Where a pass notes the mean and the biased variance that it found, before they are rounded to Float.
public struct MomentsRecord {
    /// One number a channel.
    public let means: UnsafeMutablePointer<Double>
    /// One number a channel.
    public let variances: UnsafeMutablePointer<Double>

    /// Moments to be noted in memory of the caller's; nothing is read or written.
    public init(means: UnsafeMutablePointer<Double>, variances: UnsafeMutablePointer<Double>) {
        self.means = means
        self.variances = variances
    }

    /// The record from a channel on.
    public func from(_ channel: Int) -> MomentsRecord {
        MomentsRecord(means: means + channel, variances: variances + channel)
    }

    /// Notes the mean and the biased variance of one channel, counted from where this record begins.
    package func note(_ channel: Int, mean: Double, variance: Double) {
        means[channel] = mean
        variances[channel] = variance
    }
}

/// The statistics of batch normalisation from means and variances that are given, as a trained network has them.
///
/// - Parameters:
///   - means: The mean of each channel.
///   - variances: The variance of each channel; not negative.
///   - gamma: The factor of each channel.
///   - beta: The summand of each channel.
///   - epsilon: Added to the variance.
///   - statistics: Overwritten.
public func givenStatistics(
    channels: Int, means: UnsafePointer<Float>, variances: UnsafePointer<Float>, gamma: UnsafePointer<Float>,
    beta: UnsafePointer<Float>, epsilon: Float, into statistics: NormalizationStatistics
) {
    for channel in 0..<channels {
        statistics.set(
            channel, mean: Double(means[channel]), variance: Double(variances[channel]), gamma: gamma[channel],
            beta: beta[channel], epsilon: epsilon)
    }
}
