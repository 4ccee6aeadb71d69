import Kernels

/// Two 1x1 convolutions of stride 2 side by side, as their definition has it.
struct FactorizedReductionReference {
    let reduction: FactorizedReduction

    /// `weights` are those of both convolutions, one behind the other.
    func forward(input: [Estimate], weights: [Estimate]) -> [Estimate] {
        var sums = [Sum](
            repeating: Sum(), count: reduction.outputHeight * reduction.outputWidth * reduction.outputChannels)
        forEachProduct { sums[$0.output].add(input[$0.input] * weights[$0.weight]) }
        return sums.map { $0.result() }
    }

    /// `start` is what the weights' gradient held before.
    func backwardWeights(input: [Estimate], outputGradient: [Estimate], start: [Estimate]) -> [Estimate] {
        var sums = [Sum](repeating: Sum(), count: reduction.inputChannels * reduction.outputChannels)
        for index in sums.indices { sums[index].add(start[index]) }
        forEachProduct { sums[$0.weight].add(input[$0.input] * outputGradient[$0.output]) }
        return sums.map { $0.result() }
    }

    func backwardInput(weights: [Estimate], outputGradient: [Estimate]) -> [Estimate] {
        var sums = [Sum](repeating: Sum(), count: reduction.height * reduction.width * reduction.inputChannels)
        forEachProduct { sums[$0.input].add(weights[$0.weight] * outputGradient[$0.output]) }
        return sums.map { $0.result() }
    }

    private func forEachProduct(_ body: ((input: Int, weight: Int, output: Int)) -> Void) {
        let half = reduction.outputChannels / 2
        for y in 0..<reduction.outputHeight {
            for x in 0..<reduction.outputWidth {
                for output in 0..<reduction.outputChannels {
                    let shift = output < half ? 0 : 1
                    let (row, column) = (2 * y + shift, 2 * x + shift)
                    guard row < reduction.height, column < reduction.width else { continue }
                    for input in 0..<reduction.inputChannels {
                        body(
                            (
                                (row * reduction.width + column) * reduction.inputChannels + input,
                                (shift * reduction.inputChannels + input) * half + output % half,
                                (y * reduction.outputWidth + x) * reduction.outputChannels + output
                            ))
                    }
                }
            }
        }
    }
}
