import Kernels

/// A depthwise convolution with gaps between its taps as its definition has it.
struct DilatedDepthwiseReference {
    let shape: DepthwiseShape
    let dilation: Int

    func forward(input: [Estimate], weights: [Estimate]) -> [Estimate] {
        var sums = [Sum](repeating: Sum(), count: shape.outputHeight * shape.outputWidth * shape.channels)
        forEachProduct { sums[$0.output].add(input[$0.input] * weights[$0.weight]) }
        return sums.map { $0.result() }
    }

    /// `start` is what the weights' gradient held before.
    func backwardWeights(input: [Estimate], outputGradient: [Estimate], start: [Estimate]) -> [Estimate] {
        var sums = [Sum](repeating: Sum(), count: shape.kernel * shape.kernel * shape.channels)
        for index in sums.indices { sums[index].add(start[index]) }
        forEachProduct { sums[$0.weight].add(input[$0.input] * outputGradient[$0.output]) }
        return sums.map { $0.result() }
    }

    func backwardInput(weights: [Estimate], outputGradient: [Estimate]) -> [Estimate] {
        var sums = [Sum](repeating: Sum(), count: shape.height * shape.width * shape.channels)
        forEachProduct { sums[$0.input].add(weights[$0.weight] * outputGradient[$0.output]) }
        return sums.map { $0.result() }
    }

    private func forEachProduct(_ body: ((input: Int, weight: Int, output: Int)) -> Void) {
        for y in 0..<shape.outputHeight {
            for x in 0..<shape.outputWidth {
                for i in 0..<shape.kernel {
                    for j in 0..<shape.kernel {
                        let row = y * shape.stride + (i - shape.kernel / 2) * dilation
                        let column = x * shape.stride + (j - shape.kernel / 2) * dilation
                        guard (0..<shape.height).contains(row), (0..<shape.width).contains(column) else { continue }
                        for c in 0..<shape.channels {
                            body(
                                (
                                    (row * shape.width + column) * shape.channels + c,
                                    (i * shape.kernel + j) * shape.channels + c,
                                    (y * shape.outputWidth + x) * shape.channels + c
                                ))
                        }
                    }
                }
            }
        }
    }
}
