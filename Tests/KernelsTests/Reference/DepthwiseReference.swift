import Kernels

/// Depthwise convolution of one picture as its definition has it, with gaps between its taps or without: one sum an
/// element.
enum DepthwiseReference {
    static func forward(_ shape: DepthwiseShape, dilation: Int = 1, input: [Estimate], weights: [Estimate])
        -> [Estimate]
    {
        var sums = [Sum](repeating: Sum(), count: shape.outputHeight * shape.outputWidth * shape.channels)
        forEachProduct(shape, dilation) { sums[$0.output].add(input[$0.input] * weights[$0.weight]) }
        return sums.map { $0.result() }
    }

    /// `start` is what the weights' gradient held before; it is one more term.
    static func backwardWeights(
        _ shape: DepthwiseShape, dilation: Int = 1, input: [Estimate], outputGradient: [Estimate], start: [Estimate]
    ) -> [Estimate] {
        var sums = [Sum](repeating: Sum(), count: shape.kernel * shape.kernel * shape.channels)
        for index in sums.indices { sums[index].add(start[index]) }
        forEachProduct(shape, dilation) { sums[$0.weight].add(input[$0.input] * outputGradient[$0.output]) }
        return sums.map { $0.result() }
    }

    static func backwardInput(
        _ shape: DepthwiseShape, dilation: Int = 1, weights: [Estimate], outputGradient: [Estimate]
    ) -> [Estimate] {
        var sums = [Sum](repeating: Sum(), count: shape.height * shape.width * shape.channels)
        forEachProduct(shape, dilation) { sums[$0.input].add(weights[$0.weight] * outputGradient[$0.output]) }
        return sums.map { $0.result() }
    }

    private static func forEachProduct(
        _ shape: DepthwiseShape, _ dilation: Int, _ body: ((input: Int, weight: Int, output: Int)) -> Void
    ) {
        let outputHeight = (shape.height + shape.stride - 1) / shape.stride
        let outputWidth = (shape.width + shape.stride - 1) / shape.stride
        for y in 0..<outputHeight {
            for x in 0..<outputWidth {
                for i in 0..<shape.kernel {
                    for j in 0..<shape.kernel {
                        let row = y * shape.stride + (i - shape.kernel / 2) * dilation
                        let column = x * shape.stride + (j - shape.kernel / 2) * dilation
                        if row < 0 || row >= shape.height || column < 0 || column >= shape.width { continue }
                        for c in 0..<shape.channels {
                            body(
                                (
                                    (row * shape.width + column) * shape.channels + c,
                                    (i * shape.kernel + j) * shape.channels + c,
                                    (y * outputWidth + x) * shape.channels + c
                                ))
                        }
                    }
                }
            }
        }
    }
}
