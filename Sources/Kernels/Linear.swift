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
        TiledProduct(
            left: input, rowStep: inputs, innerStep: 1, right: weights, rightStep: outputs, rows: rows, inner: inputs,
            columns: outputs, sink: AddingSink(matrix: output, rowStep: outputs)
        ).run()
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
        TiledProduct(
            left: input, rowStep: 1, innerStep: inputs, right: outputGradient, rightStep: outputs, rows: inputs,
            inner: rows, columns: outputs, sink: AddingSink(matrix: weightGradient, rowStep: outputs)
        ).run()
        for row in 0..<rows { accumulate(outputGradient + row * outputs, into: biasGradient, count: outputs) }
        for column in 0..<inputs {
            for row in 0..<rows {
                inputGradient[row &* inputs &+ column] = innerProduct(
                    outputGradient + row &* outputs, weights + column &* outputs, count: outputs)
            }
        }
    }
}

/// The inner product of two vectors: sixteen sums side by side at any width of registers, so that its bits do not depend on it.
private func innerProduct(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) -> Float {
    var sums = SIMD16<Float>(repeating: 0)
    var index = 0
    while index &+ 16 <= count {
        sums.accumulate(.load(a + index), .load(b + index))
        index &+= 16
    }
    var eight = sums.lowHalf + sums.highHalf
    if index &+ 8 <= count {
        eight.accumulate(.load(a + index), .load(b + index))
        index &+= 8
    }
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    var sum = two.x + two.y
    while index < count {
        sum.accumulate(a[index], b[index])
        index &+= 1
    }
    return sum
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
