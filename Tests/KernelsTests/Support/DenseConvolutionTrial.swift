import Kernels

/// The operands of one dense convolution, and what the kernels make of them.
struct DenseConvolutionTrial {
    let shape: ConvolutionShape
    var input: [Float]
    var weights: [Float]
    let outputGradient: [Float]
    /// What the weights' gradient holds before.
    let start: [Float]

    struct Results {
        var output, inputGradient, weightGradient: GuardedFloats
    }

    init(_ shape: ConvolutionShape, seed: Int) {
        var samples = Samples(seed)
        self.shape = shape
        input = samples.floats(shape.pictures * shape.height * shape.width * shape.inputChannels)
        weights = samples.floats(shape.kernel * shape.kernel * shape.inputChannels * shape.outputChannels)
        outputGradient = samples.floats(
            shape.pictures * shape.outputHeight * shape.outputWidth * shape.outputChannels)
        start = samples.floats(weights.count)
    }

    func run(in arena: GuardedArena) -> Results {
        let input = arena.floats(input)
        let weights = arena.floats(weights)
        let gradient = arena.floats(outputGradient)
        let results = Results(
            output: arena.poison(outputGradient.count), inputGradient: arena.poison(self.input.count),
            weightGradient: arena.floats(start))
        // Poison for each, so that none lives on what another left there.
        convolutionForward(
            shape, input: input.pointer, weights: weights.pointer, scratch: arena.poison(shape.scratchCount).pointer,
            into: results.output.pointer)
        convolutionBackwardWeights(
            shape, input: input.pointer, outputGradient: gradient.pointer,
            scratch: arena.poison(shape.scratchCount).pointer, into: results.weightGradient.pointer)
        let turned = arena.poison(self.weights.count)
        let patch = self.weights.count / shape.outputChannels
        for range in [0..<shape.outputChannels / 2, shape.outputChannels / 2..<shape.outputChannels] {
            transposeMatrix(
                weights.pointer, rows: patch, columns: shape.outputChannels, range: range, into: turned.pointer)
        }
        convolutionBackwardInput(
            shape, turned: turned.pointer, outputGradient: gradient.pointer,
            scratch: arena.poison(shape.patchCount).pointer, into: results.inputGradient.pointer)
        return results
    }
}
