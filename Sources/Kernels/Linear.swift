/// A linear layer, `output = input * weights + bias`: its sizes and weights.
///
/// Layouts: input `[rows, inputs]`, output `[rows, outputs]`.
public struct LinearLayer {
    /// Rows treated together.
    public var rows: Int
    /// Numbers in a row of the input.
    public var inputs: Int
    /// Numbers in a row of the output.
    public var outputs: Int
    /// `[inputs, outputs]`.
    public var weights: UnsafePointer<Float>
    /// `[outputs]`; only `forward` reads it.
    public var bias: UnsafePointer<Float>

    /// A linear layer applied to so many rows; nothing is read.
    public init(rows: Int, inputs: Int, outputs: Int, weights: UnsafePointer<Float>, bias: UnsafePointer<Float>) {
        self.rows = rows
        self.inputs = inputs
        self.outputs = outputs
        self.weights = weights
        self.bias = bias
    }

    /// Computes the output.
    ///
    /// - Parameters:
    ///   - input: `[rows, inputs]`.
    ///   - output: `[rows, outputs]`, overwritten.
    /// - Precondition: All sizes positive.
    public func forward(_ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {
        for row in 0..<rows { (output + row * outputs).update(from: bias, count: outputs) }
        MatrixProduct.multiply(
            .plain(input), .plain(weights), into: output, rows: rows, inner: inputs, columns: outputs, accumulate: true)
    }

    /// The gradients of weights, bias and input.
    ///
    /// - Parameters:
    ///   - input: As given to `forward`.
    ///   - outputGradient: `[rows, outputs]`.
    ///   - weightGradient: `[inputs, outputs]`, *added to*.
    ///   - biasGradient: `[outputs]`, *added to*.
    ///   - inputGradient: `[rows, inputs]`, overwritten.
    /// - Precondition: All sizes positive.
    public func backward(
        _ input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
        weightGradient: UnsafeMutablePointer<Float>, biasGradient: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>
    ) {
        MatrixProduct.multiply(
            .transposed(input), .plain(outputGradient), into: weightGradient, rows: inputs, inner: rows,
            columns: outputs, accumulate: true)
        for row in 0..<rows { accumulate(outputGradient + row * outputs, into: biasGradient, count: outputs) }
        MatrixProduct.multiply(
            .plain(outputGradient), .transposed(weights), into: inputGradient, rows: rows, inner: outputs,
            columns: inputs)
    }
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
