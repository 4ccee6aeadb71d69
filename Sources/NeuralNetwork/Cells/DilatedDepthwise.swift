import Kernels

/// A depthwise convolution of one picture whose taps may lie apart (Yu and Koltun, ICLR 2016).
///
/// `output[y, x, c] = sum over i, j of input[y * stride + (i - k / 2) * dilation, x * stride + (j - k / 2) * dilation, c]
/// * weights[i, j, c]`, pixels beyond the edges being 0. With a dilation of d, output pixels see those input pixels alone
/// whose row and column leave the same rests by d: so it is d x d convolutions of the usual kind, each of a smaller picture.
///
/// Layouts: input `[height, width, channels]`, weights `[kernel, kernel, channels]`, output
/// `[ceil(height / stride), ceil(width / stride), channels]`.
struct DilatedDepthwise: Sendable, Hashable {
    /// The sizes without the dilation.
    var shape: DepthwiseShape
    /// The step between two taps.
    var dilation: Int

    /// Sizes of a convolution.
    ///
    /// - Precondition: The dilation is positive, and 1 where the stride is not.
    init(_ shape: DepthwiseShape, dilation: Int) {
        precondition(dilation > 0 && (dilation == 1 || shape.stride == 1))
        self.shape = shape
        self.dilation = dilation
    }

    /// Floats of scratch that either direction needs.
    var scratchCount: Int {
        2 * shape.paddedCount + (dilation > 1 ? shape.height * shape.width * shape.channels : 0)
            + shape.kernel * shape.kernel * shape.channels
    }

    /// Computes the output.
    ///
    /// - Parameters:
    ///   - output: Overwritten.
    ///   - scratch: `scratchCount` floats, overwritten.
    func forward(
        _ input: UnsafePointer<Float>, weights: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        forEachPart { part in
            part.spread(input, step: 1, into: scratch)
            let result = dilation == 1 ? output : scratch + 2 * shape.paddedCount
            depthwiseForward(part.shape, padded: scratch, weights: weights, into: result)
            if dilation > 1 { part.put(result, into: output) }
        }
    }

    /// The gradients of weights and input.
    ///
    /// - Parameters:
    ///   - input: As given to `forward`.
    ///   - outputGradient: The gradient of the output.
    ///   - weightGradient: `[kernel, kernel, channels]`, *added to*.
    ///   - inputGradient: Of the input's size, overwritten.
    ///   - scratch: `scratchCount` floats, overwritten.
    func backward(
        _ input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, weights: UnsafePointer<Float>,
        weightGradient: UnsafeMutablePointer<Float>, inputGradient: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        let spread = scratch + shape.paddedCount
        let part = spread + shape.paddedCount
        let turned = dilation == 1 ? part : part + shape.height * shape.width * shape.channels
        turnFilters(weights, kernel: shape.kernel, channels: shape.channels, into: turned)
        let result = dilation == 1 ? inputGradient : part
        forEachPart { part in
            part.spread(input, step: 1, into: scratch)
            part.spread(outputGradient, step: shape.stride, into: spread)
            depthwiseBackwardWeights(part.shape, padded: scratch, spread: spread, into: weightGradient)
            depthwiseBackwardInput(part.shape, spread: spread, turned: turned, into: result)
            if dilation > 1 { part.put(result, into: inputGradient) }
        }
    }

    /// The pixels whose row and column leave the same rests by the dilation.
    private struct Part {
        let shape: DepthwiseShape
        /// Pixels from row to row of the whole.
        let wholeWidth: Int
        let dilation: Int
        let row: Int
        let column: Int

        /// Writes the part's pixels of a tensor into a padded picture, `step` apart, and zeros elsewhere.
        func spread(_ whole: UnsafePointer<Float>, step: Int, into padded: UnsafeMutablePointer<Float>) {
            padded.update(repeating: 0, count: shape.paddedCount)
            let width = (wholeWidth + step - 1) / step
            for y in Swift.stride(from: 0, to: shape.height, by: step) {
                let source = whole + (row + y / step * dilation) * width * shape.channels
                guard step > 1 || dilation > 1 else {
                    (padded + shape.paddedOffset(row: y, column: 0)).update(
                        from: source, count: shape.width * shape.channels)
                    continue
                }
                for x in Swift.stride(from: 0, to: shape.width, by: step) {
                    (padded + shape.paddedOffset(row: y, column: x)).update(
                        from: source + (column + x / step * dilation) * shape.channels, count: shape.channels)
                }
            }
        }

        /// Puts the part's own pixels in their places of the whole.
        func put(_ pixels: UnsafePointer<Float>, into whole: UnsafeMutablePointer<Float>) {
            for y in 0..<shape.height {
                for x in 0..<shape.width {
                    (whole + ((row + y * dilation) * wholeWidth + column + x * dilation) * shape.channels).update(
                        from: pixels + (y * shape.width + x) * shape.channels, count: shape.channels)
                }
            }
        }
    }

    private func forEachPart(_ body: (Part) -> Void) {
        for row in 0..<min(dilation, shape.height) {
            for column in 0..<min(dilation, shape.width) {
                body(
                    Part(
                        shape: DepthwiseShape(
                            height: (shape.height - row + dilation - 1) / dilation,
                            width: (shape.width - column + dilation - 1) / dilation, channels: shape.channels,
                            kernel: shape.kernel, stride: shape.stride),
                        wholeWidth: shape.width, dilation: dilation, row: row, column: column))
            }
        }
    }
}
