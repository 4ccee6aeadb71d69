import Kernels
import Testing

@testable import NeuralNetwork

struct DilatedDepthwiseTests {
    private struct Trial {
        let convolution: DilatedDepthwise
        let input, weights, outputGradient, start: [Float]

        init(_ shape: DepthwiseShape, dilation: Int) {
            var samples = Samples(shape.height * 100 + shape.width)
            convolution = DilatedDepthwise(shape, dilation: dilation)
            input = samples.floats(shape.height * shape.width * shape.channels)
            weights = samples.floats(shape.kernel * shape.kernel * shape.channels)
            outputGradient = samples.floats(shape.outputHeight * shape.outputWidth * shape.channels)
            start = samples.floats(weights.count)
        }

        /// Throws unless output and gradients agree; to the gradients' errors come those of the ones given.
        func requireAgreement(
            inputGradient: [Estimate]? = nil, weightGradient: [Estimate]? = nil
        ) throws {
            let (convolution, shape, dilation) = (convolution, convolution.shape, convolution.dilation)
            try GuardedArena.use("\(convolution)") { arena in
                let (given, filters) = (arena.floats(input), arena.floats(weights))
                let output = arena.poison(outputGradient.count)
                convolution.forward(
                    given.pointer, weights: filters.pointer, into: output.pointer,
                    scratch: arena.poison(convolution.scratchCount).pointer)
                try output.requireAgreement(
                    with: DepthwiseReference.forward(
                        shape, dilation: dilation, input: input.exact, weights: weights.exact),
                    "output of \(convolution)")
                let ofInput = arena.poison(input.count)
                let ofWeights = arena.floats(start)
                convolution.backward(
                    given.pointer, outputGradient: arena.floats(outputGradient).pointer, weights: filters.pointer,
                    weightGradient: ofWeights.pointer, inputGradient: ofInput.pointer,
                    scratch: arena.poison(convolution.scratchCount).pointer)
                try ofInput.requireAgreement(
                    with: DepthwiseReference.backwardInput(
                        shape, dilation: dilation, weights: weights.exact, outputGradient: outputGradient.exact),
                    widening: inputGradient, "input gradient of \(convolution)")
                try ofWeights.requireAgreement(
                    with: DepthwiseReference.backwardWeights(
                        shape, dilation: dilation, input: input.exact, outputGradient: outputGradient.exact,
                        start: start.exact),
                    widening: weightGradient, "weight gradient of \(convolution)")
            }
        }
    }

    /// Each with its dilation and its stride.
    @Test(arguments: [3, 5], [(1, 1), (1, 2), (1, 3), (2, 1), (3, 1)])
    func everyShapeAgreesWithTheReference(kernel: Int, steps: (dilation: Int, stride: Int)) throws {
        for channels in [1, 3, 8, 17, 40] {
            for height in Grid.lengths {
                for width in Grid.lengths {
                    try Trial(
                        DepthwiseShape(
                            height: height, width: width, channels: channels, kernel: kernel, stride: steps.stride),
                        dilation: steps.dilation
                    ).requireAgreement()
                }
            }
        }
    }

    @Test(arguments: [(1, 1), (1, 2), (2, 1), (3, 1)])
    func gradientsAreThoseOfDifferences(steps: (dilation: Int, stride: Int)) throws {
        for (height, width, channels) in [(1, 5, 1), (4, 3, 2), (6, 5, 9)] {
            let trial = Trial(
                DepthwiseShape(height: height, width: width, channels: channels, kernel: 3, stride: steps.stride),
                dilation: steps.dilation)
            func loss(input: [Estimate], weights: [Estimate]) -> Estimate {
                weightedSum(
                    DepthwiseReference.forward(
                        trial.convolution.shape, dilation: trial.convolution.dilation, input: input, weights: weights),
                    trial.outputGradient)
            }
            let (input, weights) = (trial.input.exact, trial.weights.exact)
            try trial.requireAgreement(
                inputGradient: centralDifferences(at: input.values) { loss(input: $0.exact, weights: weights) },
                weightGradient: zip(
                    trial.start.exact,
                    centralDifferences(at: weights.values) { loss(input: input, weights: $0.exact) }
                ).map { $0 + $1 })
        }
    }
}
