/// Two 1x1 convolutions of stride 2 side by side, each to half of the channels, the second one a pixel further in both
/// directions (Liu et al., ICLR 2019, the authors' code): half of the sides, without leaving every second pixel unread.
///
/// Pixels beyond the edges, which the second one meets where a side is odd, are 0.
///
/// Layouts of one picture: input `[height, width, inputChannels]`, output `[ceil(height / 2), ceil(width / 2),
/// outputChannels]`, weights one behind the other, each `[inputChannels, outputChannels / 2]`.
public struct FactorizedReduction: Sendable, Hashable {
    /// Height of the input.
    public var height: Int
    /// Width of the input.
    public var width: Int
    /// Channels of the input.
    public var inputChannels: Int
    /// Channels of the output, even.
    public var outputChannels: Int

    /// Sizes of a reduction.
    ///
    /// - Precondition: All positive, `outputChannels` even.
    public init(height: Int, width: Int, inputChannels: Int, outputChannels: Int) {
        precondition(height > 0 && width > 0 && inputChannels > 0 && outputChannels > 0 && outputChannels % 2 == 0)
        self.height = height
        self.width = width
        self.inputChannels = inputChannels
        self.outputChannels = outputChannels
    }

    /// Height of the output.
    public var outputHeight: Int { (height + 1) / 2 }
    /// Width of the output.
    public var outputWidth: Int { (width + 1) / 2 }
    /// Weights of one of the two convolutions.
    public var halfCount: Int { inputChannels * half }
    /// Floats of scratch that either direction needs.
    public var scratchCount: Int { rows * inputChannels }

    private var rows: Int { outputHeight * outputWidth }
    private var half: Int { outputChannels / 2 }

    /// Computes the output.
    ///
    /// - Parameters:
    ///   - weights: Of the two convolutions.
    ///   - output: Overwritten.
    ///   - scratch: `scratchCount` floats, overwritten.
    public func forward(
        _ input: UnsafePointer<Float>, weights: (UnsafePointer<Float>, UnsafePointer<Float>),
        into output: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        for (shift, weights) in [weights.0, weights.1].enumerated() {
            gather(input, shift, into: scratch)
            TiledProduct(
                left: scratch, rowStep: inputChannels, innerStep: 1, right: weights, rightStep: half, rows: rows,
                inner: inputChannels, columns: half,
                sink: OverwritingSink(matrix: output + shift * half, rowStep: outputChannels)
            ).run()
        }
    }

    /// The gradients of weights and input.
    ///
    /// - Parameters:
    ///   - input: As given to `forward`.
    ///   - outputGradient: The gradient of the output.
    ///   - turned: The weights as `transposeMatrix` turns them, one behind the other, each
    ///     `[outputChannels / 2, inputChannels]`.
    ///   - weightGradient: Of the two convolutions one behind the other, *added to*.
    ///   - inputGradient: Of the input's size, overwritten.
    ///   - scratch: `scratchCount` floats, overwritten.
    public func backward(
        _ input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, turned: UnsafePointer<Float>,
        weightGradient: UnsafeMutablePointer<Float>, inputGradient: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        inputGradient.update(repeating: 0, count: height * width * inputChannels)
        for shift in 0...1 {
            gather(input, shift, into: scratch)
            TiledProduct(
                left: scratch, rowStep: 1, innerStep: inputChannels, right: outputGradient + shift * half,
                rightStep: outputChannels, rows: inputChannels, inner: rows, columns: half,
                sink: AddingSink(matrix: weightGradient + shift * halfCount, rowStep: half)
            ).run()
            TiledProduct(
                left: outputGradient + shift * half, rowStep: outputChannels, innerStep: 1,
                right: turned + shift * halfCount, rightStep: inputChannels, rows: rows, inner: half,
                columns: inputChannels, sink: OverwritingSink(matrix: scratch, rowStep: inputChannels)
            ).run()
            // The two convolutions read different pixels.
            forEachPixel(shift) { pixel, row in
                (inputGradient + pixel).update(from: scratch + row, count: inputChannels)
            }
        }
    }

    private func gather(_ input: UnsafePointer<Float>, _ shift: Int, into rows: UnsafeMutablePointer<Float>) {
        if shift > 0 && (height % 2 > 0 || width % 2 > 0) { rows.update(repeating: 0, count: scratchCount) }
        forEachPixel(shift) { pixel, row in (rows + row).update(from: input + pixel, count: inputChannels) }
    }

    /// Visits the pixels that one convolution reads: where they lie in the input, and in the matrix of its rows.
    private func forEachPixel(_ shift: Int, _ body: (_ pixel: Int, _ row: Int) -> Void) {
        for y in Swift.stride(from: shift, to: height, by: 2) {
            for x in Swift.stride(from: shift, to: width, by: 2) {
                body((y * width + x) * inputChannels, ((y / 2) * outputWidth + x / 2) * inputChannels)
            }
        }
    }
}
