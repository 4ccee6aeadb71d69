import Kernels

/// A squeeze-and-excitation module, put together from the references of its parts.
struct SqueezeExcitationReference {
    var pictures: Int
    var pixels: Int
    var channels: Int
    var squeezed: Int
    var reduceActivation: ActivationFunction
    var gateActivation: ActivationFunction

    struct Forward {
        var mean, reduced, activated, logits, gate, output: [Estimate]
    }

    private var reduce: LinearReference { LinearReference(rows: pictures, inputs: channels, outputs: squeezed) }
    private var expand: LinearReference { LinearReference(rows: pictures, inputs: squeezed, outputs: channels) }

    /// The four parts of the weights: of the reduction, its bias, of the expansion, its bias.
    private func split(_ weights: [Estimate]) -> [[Estimate]] {
        var first = 0
        return [channels * squeezed, squeezed, squeezed * channels, channels].map { count in
            defer { first += count }
            return Array(weights[first..<(first + count)])
        }
    }

    func forward(_ x: [Estimate], weights: [Estimate]) -> Forward {
        let weights = split(weights)
        let mean = PoolingReference.forward(x, pictures: pictures, pixels: pixels, channels: channels)
        let reduced = reduce.forward(mean, weights: weights[0], bias: weights[1])
        let activated = reduced.map { ActivationReference.forward(reduceActivation, $0) }
        let logits = expand.forward(activated, weights: weights[2], bias: weights[3])
        let gate = logits.map { ActivationReference.forward(gateActivation, $0) }
        let output = x.indices.map { (x[$0] * gate[gateIndex($0)]).rounded(1) }
        return Forward(
            mean: mean, reduced: reduced, activated: activated, logits: logits, gate: gate, output: output)
    }

    /// The gradients of `x` and of the weights; `start` is what the latter held before.
    func backward(
        _ x: [Estimate], weights: [Estimate], outputGradient: [Estimate], start: [Estimate]
    ) -> (x: [Estimate], weights: [Estimate]) {
        let forward = forward(x, weights: weights)
        let weights = split(weights)
        let start = split(start)
        var gateSums = [Sum](repeating: Sum(), count: pictures * channels)
        for index in x.indices { gateSums[gateIndex(index)].add(x[index] * outputGradient[index]) }
        let logitsGradient = zip(gateSums, forward.logits).map {
            ($0.result() * ActivationReference.derivative(gateActivation, $1)).rounded(1)
        }
        let activatedGradient = expand.inputGradient(weights: weights[2], outputGradient: logitsGradient)
        let reducedGradient = zip(activatedGradient, forward.reduced).map {
            ($0 * ActivationReference.derivative(reduceActivation, $1)).rounded(1)
        }
        let meanGradient = reduce.inputGradient(weights: weights[0], outputGradient: reducedGradient)
        let share = Estimate(1 / Double(pixels))
        let xGradient = x.indices.map { index in
            var sum = Sum()
            sum.add(outputGradient[index] * forward.gate[gateIndex(index)])
            sum.add((meanGradient[gateIndex(index)] * share).rounded(2))
            return sum.result()
        }
        let weightGradient =
            reduce.weightGradient(forward.mean, outputGradient: reducedGradient, start: start[0])
            + reduce.biasGradient(outputGradient: reducedGradient, start: start[1])
            + expand.weightGradient(forward.activated, outputGradient: logitsGradient, start: start[2])
            + expand.biasGradient(outputGradient: logitsGradient, start: start[3])
        return (xGradient, weightGradient)
    }

    /// Where the gate of an element of `x` stands.
    private func gateIndex(_ index: Int) -> Int { index / (pixels * channels) * channels + index % channels }
}
