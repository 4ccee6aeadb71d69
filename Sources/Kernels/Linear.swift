/// A linear layer: `output = input * weights + bias`.
///
/// - Parameters:
///   - input: `[rows, inputs]`.
///   - weights: `[inputs, outputs]`.
///   - bias: `[outputs]`.
///   - output: `[rows, outputs]`, overwritten.
public func linearForward(
    _ input: UnsafePointer<Float>, rows: Int, inputs: Int, outputs: Int, weights: UnsafePointer<Float>,
    bias: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>
) {
    for row in 0..<rows { (output + row * outputs).update(from: bias, count: outputs) }
    MatrixProduct.multiply(
        .plain(input), .plain(weights), into: output, rows: rows, inner: inputs, columns: outputs, accumulate: true)
}

/// The gradients of a linear layer.
///
/// - Parameters:
///   - input: `[rows, inputs]`, as given to `linearForward`.
///   - outputGradient: `[rows, outputs]`.
///   - weights: `[inputs, outputs]`.
///   - weightGradient: `[inputs, outputs]`, *added to*.
///   - biasGradient: `[outputs]`, *added to*.
///   - inputGradient: `[rows, inputs]`, overwritten.
public func linearBackward(
    _ input: UnsafePointer<Float>, rows: Int, inputs: Int, outputs: Int, weights: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, weightGradient: UnsafeMutablePointer<Float>,
    biasGradient: UnsafeMutablePointer<Float>, inputGradient: UnsafeMutablePointer<Float>
) {
    MatrixProduct.multiply(
        .transposed(input), .plain(outputGradient), into: weightGradient, rows: inputs, inner: rows, columns: outputs,
        accumulate: true)
    for row in 0..<rows { accumulate(outputGradient + row * outputs, into: biasGradient, count: outputs) }
    MatrixProduct.multiply(
        .plain(outputGradient), .transposed(weights), into: inputGradient, rows: rows, inner: outputs, columns: inputs)
}

/// `sum += x`, element by element: residual connections and the merging of partial gradients.
///
/// - Parameters:
///   - x: `count` values.
///   - sum: `count` values, *added to*.
public func accumulate(_ x: UnsafePointer<Float>, into sum: UnsafeMutablePointer<Float>, count: Int) {
    struct Kernel: ChannelKernel {
        let x: UnsafePointer<Float>
        let sum: UnsafeMutablePointer<Float>
        @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
            (L.load(sum + channel) + L.load(x + channel)).store(sum + channel)
        }
    }
    Kernel(x: x, sum: sum).sweep(channels: count)
}
