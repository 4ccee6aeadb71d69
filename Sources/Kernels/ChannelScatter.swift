/// How the channels of a set of rows vary together: their means, and the sums of products of their deviations.
///
/// Sets can be merged. From the scatter of its input follow the mean and the variance of every channel of a linear map of
/// it, so that the map's output need not be there when its batch norm is computed.
public struct ChannelScatter {
    /// How many rows the set holds.
    public var count: Int
    /// The mean of each channel.
    public let means: UnsafeMutablePointer<Float>
    /// `[channels, channels]`: the sum over the rows of `(x_i - mean_i) (x_j - mean_j)`.
    public let products: UnsafeMutablePointer<Float>

    /// Lays the means and the products out one after another.
    ///
    /// - Parameter memory: `floatCount(channels:)` floats; nothing is read or written.
    public init(count: Int, memory: UnsafeMutablePointer<Float>, channels: Int) {
        self.count = count
        means = memory
        products = memory + channels
    }

    /// Floats that the scatter of so many channels takes.
    public static func floatCount(channels: Int) -> Int { channels * (channels + 1) }

    /// Floats that `add` needs as scratch.
    public static func scratchCount(channels: Int) -> Int { (stripRows + 3) * channels }

    /// Rows of which the deviations are held at a time: they stay in the nearest cache.
    private static let stripRows = 64

    /// Merges rows into the set, which may be empty.
    ///
    /// Strips of rows are centred on their own mean, and merged as Chan, Golub and LeVeque (1979) merge variances: what the
    /// merger adds to the products is that of one more row, `delta * sqrt(n m / (n + m))`.
    ///
    /// - Parameters:
    ///   - x: `[rows, channels]`.
    ///   - scratch: `scratchCount(channels:)` floats, overwritten.
    public mutating func add(
        _ x: UnsafePointer<Float>, rows: Int, channels: Int, scratch: UnsafeMutablePointer<Float>
    ) {
        if count == 0 { products.update(repeating: 0, count: channels * channels) }
        let strip = scratch + 2 * channels
        var first = 0
        while first < rows {
            let size = min(Self.stripRows, rows - first)
            let x = x + first * channels
            let moments = ChannelMoments(count: size, means: scratch, deviations: scratch + channels)
            momentsOfChannels(x, rows: size, channels: channels, into: moments)
            CentringKernel(x: x, rows: size, channels: channels, means: scratch, centred: strip)
                .sweep(channels: channels)
            let (before, added) = (Double(count), Double(size))
            MergingKernel(
                means: means, stripMeans: scratch, row: strip + size * channels, isFirst: count == 0,
                share: Float(added / (before + added)),
                weight: Float((before * added / (before + added)).squareRoot())
            ).sweep(channels: channels)
            TiledProduct(
                left: strip, rowStep: 1, innerStep: channels, right: strip, rightStep: channels, rows: channels,
                inner: count == 0 ? size : size + 1, columns: channels,
                sink: AddingSink(matrix: products, rowStep: channels)
            ).run()
            count += size
            first += size
        }
    }
}

/// `centred = x - means`, row by row.
///
/// - Parameters:
///   - x: `[rows, channels]`.
///   - centred: `[rows, channels]`, overwritten.
public func centre(
    _ x: UnsafePointer<Float>, rows: Int, channels: Int, means: UnsafePointer<Float>,
    into centred: UnsafeMutablePointer<Float>
) {
    CentringKernel(x: x, rows: rows, channels: channels, means: means, centred: centred).sweep(channels: channels)
}

private struct CentringKernel: ChannelKernel {
    let x: UnsafePointer<Float>
    let rows: Int
    let channels: Int
    let means: UnsafePointer<Float>
    let centred: UnsafeMutablePointer<Float>

    @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
        let mean = L.load(means + channel)
        for row in 0..<rows {
            let place = row &* channels &+ channel
            (L.load(x + place) - mean).store(centred + place)
        }
    }
}

/// The mean of the merged set, and the row that the merger adds.
private struct MergingKernel: ChannelKernel {
    let means: UnsafeMutablePointer<Float>
    let stripMeans: UnsafePointer<Float>
    let row: UnsafeMutablePointer<Float>
    let isFirst: Bool
    let share: Float
    let weight: Float

    @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
        let added = L.load(stripMeans + channel)
        guard !isFirst else { return added.store(means + channel) }
        let mean = L.load(means + channel)
        let delta = added - mean
        (delta * L(repeating: weight)).store(row + channel)
        L.multiplyAdd(delta, L(repeating: share), mean).store(means + channel)
    }
}

/// The means of all rows of a batch from those of its chunks.
///
/// - Parameter means: `channels` numbers, overwritten.
public func mergeMeans(
    chunkCount: Int, chunks: (Int) -> ChannelScatter, channels: Int, into means: UnsafeMutablePointer<Float>
) {
    for channel in 0..<channels {
        var count = 0.0
        var mean = 0.0
        for index in 0..<chunkCount {
            let chunk = chunks(index)
            count += Double(chunk.count)
            mean += (Double(chunk.means[channel]) - mean) * Double(chunk.count) / count
        }
        means[channel] = Float(mean)
    }
}

/// Some rows of the covariance of all rows of a batch, from the scatters of its chunks, merged in their order.
///
/// - Parameters:
///   - rows: Which rows of the covariance.
///   - means: As `mergeMeans` left them.
///   - covariance: `[channels, channels]`, of which the rows are overwritten: the mean product of deviations.
public func mergeScatters(
    chunkCount: Int, chunks: (Int) -> ChannelScatter, channels: Int, rows: Range<Int>, means: UnsafePointer<Float>,
    into covariance: UnsafeMutablePointer<Float>
) {
    let count = (0..<chunkCount).reduce(0) { $0 + chunks($1).count }
    for row in rows {
        let target = covariance + row * channels
        target.update(repeating: 0, count: channels)
        for index in 0..<chunkCount {
            let chunk = chunks(index)
            ScatterRowKernel(
                products: chunk.products + row * channels, chunkMeans: chunk.means, means: means,
                weight: Float(chunk.count) * (chunk.means[row] - means[row]), target: target
            ).sweep(channels: channels)
        }
        ScalingKernel(factor: 1 / Float(count), target: target).sweep(channels: channels)
    }
}

private struct ScatterRowKernel: ChannelKernel {
    let products: UnsafePointer<Float>
    let chunkMeans: UnsafePointer<Float>
    let means: UnsafePointer<Float>
    let weight: Float
    let target: UnsafeMutablePointer<Float>

    @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
        var sum = L.load(target + channel) + L.load(products + channel)
        sum.accumulate(L.load(chunkMeans + channel) - L.load(means + channel), L(repeating: weight))
        sum.store(target + channel)
    }
}

private struct ScalingKernel: ChannelKernel {
    let factor: Float
    let target: UnsafeMutablePointer<Float>

    @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
        (L.load(target + channel) * L(repeating: factor)).store(target + channel)
    }
}
