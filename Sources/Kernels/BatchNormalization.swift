/// Batch normalisation of some rows and the nonlinearity after it, `y = f(x * scale + shift)`: sizes and statistics.
///
/// Layouts: all tensors `[rows, channels]`, row-major. The rows may be a part of the batch that the statistics are of.
public struct BatchNormalization {
    /// Rows treated together.
    public var rows: Int
    /// Channels of every tensor.
    public var channels: Int
    /// As `mergeMoments` left them.
    public var statistics: NormalizationStatistics
    /// The nonlinearity `f`.
    public var activation: ActivationFunction

    /// Batch norm of so many rows, by statistics that a pass has found; nothing is read.
    public init(rows: Int, channels: Int, statistics: NormalizationStatistics, activation: ActivationFunction) {
        self.rows = rows
        self.channels = channels
        self.statistics = statistics
        self.activation = activation
    }

    /// Normalises, activates and adds the residual, in one pass.
    ///
    /// - Parameters:
    ///   - x: `[rows, channels]`.
    ///   - residual: `[rows, channels]` added after the nonlinearity, or nil.
    ///   - y: `[rows, channels]` with `outputStride` floats from row to row. Overwritten; may be `x` at the same stride.
    ///   - outputStride: At least `channels`, which it is unless given.
    public func forward(
        _ x: UnsafePointer<Float>, residual: UnsafePointer<Float>? = nil, into y: UnsafeMutablePointer<Float>,
        outputStride: Int? = nil
    ) {
        activation.run(
            Forward(normalization: self, x: x, residual: residual, y: y, outputStride: outputStride ?? channels))
    }

    /// Normalises and activates, in one pass.
    ///
    /// - Parameters:
    ///   - x: `[rows, channels]`, as `ExpandedDepthwise` leaves halves.
    ///   - y: `[rows, channels]`, overwritten.
    public func forward(_ x: UnsafePointer<Float16>, into y: UnsafeMutablePointer<Float>) {
        activation.run(Forward(normalization: self, x: x, residual: nil, y: y, outputStride: channels))
    }

    /// The first half of the gradient: through the nonlinearity, and the two sums that ``NormalizationGradient`` needs.
    ///
    /// With `u = x * scale + shift`, `yGradient` becomes `uGradient = yGradient * f'(u)`, and the sums over the rows are
    /// *added to* `shiftSum` (of `uGradient`) and `scaleSum` (of `uGradient * xhat`,
    /// `xhat = (x - mean) * inverseDeviation`). Over a whole batch they are the gradients of beta and gamma.
    ///
    /// - Parameters:
    ///   - x: As given to `forward`.
    ///   - yGradient: `[rows, channels]`, overwritten with `uGradient`.
    ///   - shiftSum: `channels` sums, added to.
    ///   - scaleSum: `channels` sums, added to.
    public func backwardSums(
        _ x: UnsafePointer<Float>, yGradient: UnsafeMutablePointer<Float>, shiftSum: UnsafeMutablePointer<Float>,
        scaleSum: UnsafeMutablePointer<Float>
    ) {
        activation.run(
            BackwardSums(normalization: self, x: x, gradient: yGradient, shiftSum: shiftSum, scaleSum: scaleSum))
    }

    private struct Forward<X: StoredNumber>: NonlinearComputation {
        let normalization: BatchNormalization
        let x: UnsafePointer<X>
        let residual: UnsafePointer<Float>?
        let y: UnsafeMutablePointer<Float>
        let outputStride: Int

        func run<F: Nonlinearity>(_: F.Type) {
            // With more channels than one sweep takes, row by row: memory is read faster in its order.
            forEachBlock(of: normalization.rows, size: normalization.channels > 32 ? 1 : 64) {
                ForwardKernel<F, X>(call: self, block: $0).sweepWide(channels: normalization.channels)
            }
        }
    }

    private struct ForwardKernel<F: Nonlinearity, X: StoredNumber>: ChannelKernel {
        let call: Forward<X>
        let block: Range<Int>

        @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
            let channels = call.normalization.channels
            let scale = L.load(call.normalization.statistics.scale + channel)
            let shift = L.load(call.normalization.statistics.shift + channel)
            let x = call.x + channel
            let y = call.y + channel
            guard let residual = call.residual else {
                for row in block {
                    let value = F.value(L.multiplyAdd(X.load(x + row &* channels), scale, shift))
                    value.store(y + row &* call.outputStride)
                }
                return
            }
            for row in block {
                let value = F.value(L.multiplyAdd(X.load(x + row &* channels), scale, shift))
                (value + L.load(residual + channel + row &* channels)).store(y + row &* call.outputStride)
            }
        }
    }

    private struct BackwardSums: NonlinearComputation {
        let normalization: BatchNormalization
        let x: UnsafePointer<Float>
        let gradient: UnsafeMutablePointer<Float>
        let shiftSum: UnsafeMutablePointer<Float>
        let scaleSum: UnsafeMutablePointer<Float>

        func run<F: Nonlinearity>(_: F.Type) {
            forEachBlock(of: normalization.rows) {
                BackwardSumsKernel<F>(call: self, block: $0).sweepWide(channels: normalization.channels)
            }
        }
    }

    private struct BackwardSumsKernel<F: Nonlinearity>: ChannelKernel {
        let call: BackwardSums
        let block: Range<Int>

        @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
            let statistics = call.normalization.statistics
            let scale = L.load(statistics.scale + channel)
            let shift = L.load(statistics.shift + channel)
            let mean = L.load(statistics.mean + channel)
            var sum = L.zero
            var product = L.zero
            for row in block {
                let place = row &* call.normalization.channels &+ channel
                let x = L.load(call.x + place)
                let u = L.load(call.gradient + place) * F.derivative(L.multiplyAdd(x, scale, shift))
                u.store(call.gradient + place)
                sum = sum + u
                product.accumulate(u, x - mean)
            }
            (L.load(call.shiftSum + channel) + sum).store(call.shiftSum + channel)
            L.multiplyAdd(product, L.load(statistics.inverseDeviation + channel), L.load(call.scaleSum + channel))
                .store(call.scaleSum + channel)
        }
    }
}

/// The second half of the gradient of batch normalisation, for some rows: sizes and what is known of the whole batch.
///
/// `xGradient = scale * (uGradient - mean(uGradient) - xhat * mean(uGradient * xhat))`, the means taken over the whole
/// batch (Ioffe and Szegedy, 2015, section 3): the statistics' own dependence on `x` is included.
public struct NormalizationGradient {
    /// Rows treated together.
    public var rows: Int
    /// Channels of every tensor.
    public var channels: Int
    /// Rows in the batch.
    public var count: Int
    /// The statistics of the batch.
    public var statistics: NormalizationStatistics
    /// The sums of `uGradient` over the batch, all chunks merged.
    public var shiftSum: UnsafePointer<Float>
    /// The sums of `uGradient * xhat` over the batch, all chunks merged.
    public var scaleSum: UnsafePointer<Float>

    /// The gradient of a batch norm over `count` values a channel, for some rows of them; nothing is read.
    public init(
        rows: Int, channels: Int, count: Int, statistics: NormalizationStatistics, shiftSum: UnsafePointer<Float>,
        scaleSum: UnsafePointer<Float>
    ) {
        self.rows = rows
        self.channels = channels
        self.count = count
        self.statistics = statistics
        self.shiftSum = shiftSum
        self.scaleSum = scaleSum
    }

    /// The gradient of `x`.
    ///
    /// - Parameters:
    ///   - x: `[rows, channels]`, as given to ``BatchNormalization``, with `inputStride` floats from row to row.
    ///   - uGradient: `[rows, channels]`, as `BatchNormalization.backwardSums` left it, with the same stride.
    ///   - inputStride: At least `channels`, which it is unless given.
    ///   - xGradient: `[rows, channels]` with `outputStride` floats from row to row. Overwritten; may be `uGradient` at
    ///     the same stride.
    ///   - outputStride: At least `channels`, which it is unless given.
    public func backward(
        _ x: UnsafePointer<Float>, uGradient: UnsafePointer<Float>, inputStride: Int? = nil,
        into xGradient: UnsafeMutablePointer<Float>, outputStride: Int? = nil
    ) {
        forEachBlock(of: rows) {
            Kernel(
                gradient: self, perRow: 1 / Float(count), x: x, uGradient: uGradient,
                inputStride: inputStride ?? channels, xGradient: xGradient, outputStride: outputStride ?? channels,
                block: $0
            ).sweepWide(channels: channels)
        }
    }

    private struct Kernel: ChannelKernel {
        let gradient: NormalizationGradient
        let perRow: Float
        let x: UnsafePointer<Float>
        let uGradient: UnsafePointer<Float>
        let inputStride: Int
        let xGradient: UnsafeMutablePointer<Float>
        let outputStride: Int
        let block: Range<Int>

        @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
            // xGradient = scale * uGradient + slope * (x - mean) + offset
            let statistics = gradient.statistics
            let scale = L.load(statistics.scale + channel)
            let mean = L.load(statistics.mean + channel)
            let minus = L.zero - scale * L(repeating: perRow)
            let offset = minus * L.load(gradient.shiftSum + channel)
            let slope = minus * L.load(gradient.scaleSum + channel) * L.load(statistics.inverseDeviation + channel)
            for row in block {
                let place = row &* inputStride &+ channel
                let linear = L.multiplyAdd(L.load(x + place) - mean, slope, offset)
                L.multiplyAdd(L.load(uGradient + place), scale, linear)
                    .store(xGradient + row &* outputStride + channel)
            }
        }
    }
}
