/// A dense convolution's sizes: `kernel` x `kernel` taps over all input channels, `kernel / 2` zeros around.
public struct ConvolutionShape: Sendable, Hashable {
    /// Pictures treated together.
    public var pictures: Int
    /// Height of the input.
    public var height: Int
    /// Width of the input.
    public var width: Int
    /// Channels of the input.
    public var inputChannels: Int
    /// Channels of the output.
    public var outputChannels: Int
    /// Taps in each direction: odd.
    public var kernel: Int
    /// Step of the filter over the input, in each direction.
    public var stride: Int

    /// Sizes of a convolution.
    ///
    /// - Precondition: All positive, `kernel` odd.
    public init(
        pictures: Int, height: Int, width: Int, inputChannels: Int, outputChannels: Int, kernel: Int, stride: Int
    ) {
        precondition(pictures > 0 && height > 0 && width > 0 && inputChannels > 0 && outputChannels > 0)
        precondition(stride > 0 && kernel > 0 && kernel % 2 == 1)
        self.pictures = pictures
        self.height = height
        self.width = width
        self.inputChannels = inputChannels
        self.outputChannels = outputChannels
        self.kernel = kernel
        self.stride = stride
    }

    /// Height of the output: `ceil(height / stride)`.
    public var outputHeight: Int { (height + stride - 1) / stride }
    /// Width of the output: `ceil(width / stride)`.
    public var outputWidth: Int { (width + stride - 1) / stride }
    /// Output pixels of all pictures: the rows of the matrix of patches.
    public var rows: Int { pictures * outputHeight * outputWidth }
    /// Inputs of one output pixel.
    public var patch: Int { kernel * kernel * inputChannels }
    /// Whether the input itself is the matrix of patches: 1x1 with stride 1.
    public var isPointwise: Bool { kernel == 1 && stride == 1 }
    /// Floats of the matrix of patches; 0 where the input itself is that matrix.
    public var patchCount: Int { isPointwise ? 0 : rows * patch }
    /// Floats of scratch for `convolutionForward` and `convolutionBackwardWeights`.
    public var scratchCount: Int { readsPadded ? (height + kernel - 1) * paddedWidth : patchCount }
    /// Floats of scratch for all three directions.
    public var backwardScratchCount: Int { max(scratchCount, patchCount) }

    /// Whether patches are read in place, from a copy of the picture with a border of zeros, where neighbours overlap.
    ///
    /// Rows of fewer than 8 outputs fill no tile: their patches are gathered into a matrix.
    fileprivate var readsPadded: Bool { kernel > 1 && outputWidth >= 8 }
    /// Floats from row to row of a picture with its border.
    fileprivate var paddedWidth: Int { (width + kernel - 1) * inputChannels }
}

/// Dense convolution, as matrix products over the patches of the input.
///
/// `output[n, y, x, d] = sum over i, j, c of input[n, y * stride + i - p, x * stride + j - p, c] * weights[i, j, c, d]`.
///
/// - Parameters:
///   - input: `[pictures, height, width, inputChannels]`.
///   - weights: `[kernel, kernel, inputChannels, outputChannels]`.
///   - scratch: `shape.scratchCount` floats: overwritten.
///   - output: `[pictures, outputHeight, outputWidth, outputChannels]`, overwritten.
public func convolutionForward(
    _ shape: ConvolutionShape, input: UnsafePointer<Float>, weights: UnsafePointer<Float>,
    scratch: UnsafeMutablePointer<Float>, into output: UnsafeMutablePointer<Float>
) {
    let columns = shape.outputChannels
    guard shape.readsPadded else {
        return TiledProduct(
            left: gatherPatches(shape, input, scratch), rowStep: shape.patch, innerStep: 1, right: weights,
            rightStep: columns, rows: shape.rows, inner: shape.patch, columns: columns,
            sink: OverwritingSink(matrix: output, rowStep: columns)
        ).run()
    }
    shape.forEachPaddedPicture(of: input, scratch) { picture, padded in
        for y in 0..<shape.outputHeight {
            let row = (picture * shape.outputHeight + y) * shape.outputWidth
            TiledProduct(
                left: padded + y * shape.stride * shape.paddedWidth, rowStep: shape.stride * shape.inputChannels,
                innerStep: 1, right: weights, rightStep: columns, rows: shape.outputWidth,
                inner: shape.kernel * shape.inputChannels, columns: columns,
                sink: OverwritingSink(matrix: output + row * columns, rowStep: columns), parts: shape.kernel,
                partStep: shape.paddedWidth
            ).run()
        }
    }
}

/// The gradient of a dense convolution's weights.
///
/// - Parameters:
///   - input: As given to `convolutionForward`.
///   - outputGradient: `[pictures, outputHeight, outputWidth, outputChannels]`.
///   - scratch: `shape.scratchCount` floats: overwritten.
///   - weightGradient: `[kernel, kernel, inputChannels, outputChannels]`, *added to*.
public func convolutionBackwardWeights(
    _ shape: ConvolutionShape, input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
    scratch: UnsafeMutablePointer<Float>, into weightGradient: UnsafeMutablePointer<Float>
) {
    let columns = shape.outputChannels
    // Strips of pixels that stay in the caches while all tiles of the gradient read them.
    let strip = 128
    guard shape.readsPadded else {
        let patches = gatherPatches(shape, input, scratch)
        for first in Swift.stride(from: 0, to: shape.rows, by: strip) {
            TiledProduct(
                left: patches + first * shape.patch, rowStep: 1, innerStep: shape.patch,
                right: outputGradient + first * columns, rightStep: columns, rows: shape.patch,
                inner: min(strip, shape.rows - first), columns: columns,
                sink: AddingSink(matrix: weightGradient, rowStep: columns)
            ).run()
        }
        return
    }
    // Whole rows of the picture, of about as many pixels.
    let stripHeight = max(1, strip / shape.outputWidth)
    let taps = shape.kernel * shape.inputChannels
    shape.forEachPaddedPicture(of: input, scratch) { picture, padded in
        for y in Swift.stride(from: 0, to: shape.outputHeight, by: stripHeight) {
            let row = (picture * shape.outputHeight + y) * shape.outputWidth
            for i in 0..<shape.kernel {
                TiledProduct(
                    left: padded + (y * shape.stride + i) * shape.paddedWidth, rowStep: 1,
                    innerStep: shape.stride * shape.inputChannels, right: outputGradient + row * columns,
                    rightStep: columns, rows: taps, inner: shape.outputWidth, columns: columns,
                    sink: AddingSink(matrix: weightGradient + i * taps * columns, rowStep: columns),
                    parts: min(stripHeight, shape.outputHeight - y), partStep: shape.stride * shape.paddedWidth
                ).run()
            }
        }
    }
}

/// The gradient of a dense convolution's input.
///
/// - Parameters:
///   - turned: The weights as `transposeMatrix` turns them: `[outputChannels, kernel, kernel, inputChannels]`.
///   - outputGradient: `[pictures, outputHeight, outputWidth, outputChannels]`.
///   - scratch: `shape.patchCount` floats: overwritten.
///   - inputGradient: `[pictures, height, width, inputChannels]`, overwritten.
public func convolutionBackwardInput(
    _ shape: ConvolutionShape, turned: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
    scratch: UnsafeMutablePointer<Float>, into inputGradient: UnsafeMutablePointer<Float>
) {
    TiledProduct(
        left: outputGradient, rowStep: shape.outputChannels, innerStep: 1, right: turned, rightStep: shape.patch,
        rows: shape.rows, inner: shape.outputChannels, columns: shape.patch,
        sink: OverwritingSink(matrix: shape.isPointwise ? inputGradient : scratch, rowStep: shape.patch)
    ).run()
    guard !shape.isPointwise else { return }
    let count = shape.pictures * shape.height * shape.width * shape.inputChannels
    inputGradient.update(repeating: 0, count: count)
    shape.forEachTap { patch, pixel in
        let target = inputGradient + pixel
        let source = scratch + patch
        for channel in 0..<shape.inputChannels { target[channel] += source[channel] }
    }
}

/// Some columns of a matrix, turned into rows.
///
/// - Parameters:
///   - matrix: `[rows, columns]`.
///   - range: Which columns; those of other ranges may be turned at the same time.
///   - turned: `[columns, rows]`, of which the rows of `range` are overwritten.
public func transposeMatrix(
    _ matrix: UnsafePointer<Float>, rows: Int, columns: Int, range: Range<Int>,
    into turned: UnsafeMutablePointer<Float>
) {
    let block = 16
    for firstRow in Swift.stride(from: 0, to: rows, by: block) {
        for column in range {
            for row in firstRow..<min(firstRow + block, rows) {
                turned[column &* rows &+ row] = matrix[row &* columns &+ column]
            }
        }
    }
}

/// The matrix `[rows, patch]` of the input's patches: the input itself where it already is that matrix.
private func gatherPatches(
    _ shape: ConvolutionShape, _ input: UnsafePointer<Float>, _ patches: UnsafeMutablePointer<Float>
) -> UnsafePointer<Float> {
    guard !shape.isPointwise else { return input }
    if shape.kernel > 1 { patches.update(repeating: 0, count: shape.patchCount) }
    shape.forEachTap { patch, pixel in
        // Three channels or so: a call that copies bytes would cost more than the loop.
        let target = patches + patch
        let source = input + pixel
        for channel in 0..<shape.inputChannels { target[channel] = source[channel] }
    }
    return UnsafePointer(patches)
}

extension ConvolutionShape {
    /// Visits the pictures, each with its border of zeros, `[height + kernel - 1, width + kernel - 1, inputChannels]`.
    fileprivate func forEachPaddedPicture(
        of input: UnsafePointer<Float>, _ padded: UnsafeMutablePointer<Float>,
        _ body: (_ picture: Int, _ padded: UnsafePointer<Float>) -> Void
    ) {
        padded.update(repeating: 0, count: scratchCount)
        let count = width * inputChannels
        let corner = padded + kernel / 2 * (paddedWidth + inputChannels)
        for picture in 0..<pictures {
            for row in 0..<height {
                (corner + row * paddedWidth).update(from: input + (picture * height + row) * count, count: count)
            }
            body(picture, padded)
        }
    }

    /// Visits every tap that lies inside its picture: where it stands in the matrix of patches, and in the input.
    @inline(__always) fileprivate func forEachTap(_ body: (_ patch: Int, _ pixel: Int) -> Void) {
        let border = kernel / 2
        var patch = 0
        for picture in 0..<pictures {
            for y in 0..<outputHeight {
                for x in 0..<outputWidth {
                    for i in 0..<kernel {
                        let row = y * stride + i - border
                        guard row >= 0 && row < height else { continue }
                        for j in 0..<kernel {
                            let column = x * stride + j - border
                            guard column >= 0 && column < width else { continue }
                            body(
                                patch &+ (i &* kernel &+ j) &* inputChannels,
                                ((picture &* height &+ row) &* width &+ column) &* inputChannels)
                        }
                    }
                    patch &+= self.patch
                }
            }
        }
    }
}
