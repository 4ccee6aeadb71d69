import Kernels
import Testing

struct DenseConvolutionTests {
    /// Every size of picture with a few pairs of channel counts.
    @Test(arguments: [1, 3, 5, 7], [1, 2, 3]) func everyPictureSizeAgreesWithTheReference(
        kernel: Int, stride: Int
    ) throws {
        for height in Grid.lengths {
            for width in Grid.lengths {
                for (pictures, input, output) in [(1, 3, 8), (2, 1, 3), (3, 7, 2)] {
                    try requireAgreement(
                        ConvolutionShape(
                            pictures: pictures, height: height, width: width, inputChannels: input,
                            outputChannels: output, kernel: kernel, stride: stride))
                }
            }
        }
    }

    /// Every pair of channel counts with a few sizes of picture.
    @Test(arguments: [1, 3], [1, 2]) func everyPairOfChannelCountsAgreesWithTheReference(
        kernel: Int, stride: Int
    ) throws {
        for input in Grid.channels {
            for output in Grid.channels {
                for (pictures, height, width) in [(1, 1, 5), (2, 3, 2), (3, 2, 4)] {
                    try requireAgreement(
                        ConvolutionShape(
                            pictures: pictures, height: height, width: width, inputChannels: input,
                            outputChannels: output, kernel: kernel, stride: stride))
                }
            }
        }
    }

    /// Rows of about the length from which on patches are read in place, and longer ones.
    @Test(arguments: [3, 5], [1, 2, 3]) func longRowsAgreeWithTheReference(kernel: Int, stride: Int) throws {
        for width in [7, 8, 9, 17].map({ ($0 - 1) * stride + 1 }) + [8 * stride, 130] {
            for (pictures, height, input, output) in [(2, 1, 3, 8), (1, 4, 2, 33), (2, 9, 1, 3)] {
                try requireAgreement(
                    ConvolutionShape(
                        pictures: pictures, height: height, width: width, inputChannels: input,
                        outputChannels: output, kernel: kernel, stride: stride))
            }
        }
    }

    /// A pixel has the same bits whether its patch is read in place or gathered with those of a short row.
    @Test(arguments: [1, 2]) func bitsDoNotDependOnTheLengthOfRows(stride: Int) throws {
        func trial(outputWidth: Int) -> DenseConvolutionTrial {
            DenseConvolutionTrial(
                ConvolutionShape(
                    pictures: 1, height: 6, width: (outputWidth - 1) * stride + 1, inputChannels: 5, outputChannels: 19,
                    kernel: 3, stride: stride), seed: 3)
        }
        let long = trial(outputWidth: 12)
        var short = trial(outputWidth: 7)
        // The same left part of the picture.
        short.weights = long.weights
        let (count, whole) = (short.shape.width * 5, long.shape.width * 5)
        short.input = (0..<6).flatMap { long.input[$0 * whole..<$0 * whole + count] }
        try GuardedArena.use("stride \(stride)") { arena in
            let (ofLong, ofShort) = (long.run(in: arena).output.bitPatterns, short.run(in: arena).output.bitPatterns)
            for row in 0..<short.shape.outputHeight {
                // The last pixel of the short row sees beyond its edge.
                #expect(
                    ofShort[row * 7 * 19..<(row * 7 + 6) * 19].elementsEqual(
                        ofLong[row * 12 * 19..<(row * 12 + 6) * 19]))
            }
        }
    }

    private func requireAgreement(_ shape: ConvolutionShape) throws {
        let trial = DenseConvolutionTrial(shape, seed: shape.height * 100 + shape.width)
        try GuardedArena.use("\(shape)") { arena in
            let results = trial.run(in: arena)
            let (input, weights) = (trial.input.exact, trial.weights.exact)
            let gradient = trial.outputGradient.exact
            try results.output.requireAgreement(
                with: DenseConvolutionReference.forward(shape, input: input, weights: weights), "output of \(shape)")
            try results.inputGradient.requireAgreement(
                with: DenseConvolutionReference.backwardInput(shape, weights: weights, outputGradient: gradient),
                "input gradient of \(shape)")
            try results.weightGradient.requireAgreement(
                with: DenseConvolutionReference.backwardWeights(
                    shape, input: input, outputGradient: gradient, start: trial.start.exact),
                "weight gradient of \(shape)")
        }
    }

    @Test(arguments: [1, 3, 5], [1, 2, 3]) func gradientsAreThoseOfDifferences(kernel: Int, stride: Int) throws {
        for (pictures, height, width) in [(2, 1, 4), (1, 4, 3)] {
            let shape = ConvolutionShape(
                pictures: pictures, height: height, width: width, inputChannels: 3, outputChannels: 4,
                kernel: kernel, stride: stride)
            let trial = DenseConvolutionTrial(shape, seed: 5)
            func loss(input: [Estimate], weights: [Estimate]) -> Estimate {
                weightedSum(
                    DenseConvolutionReference.forward(shape, input: input, weights: weights), trial.outputGradient)
            }
            let (input, weights) = (trial.input.exact, trial.weights.exact)
            let gradient = trial.outputGradient.exact
            let start = trial.start.exact
            try GuardedArena.use("\(shape)") { arena in
                let results = trial.run(in: arena)
                let ofInput = centralDifferences(at: input.values) { loss(input: $0.exact, weights: weights) }
                try results.inputGradient.requireAgreement(
                    with: ofInput.widened(
                        by: DenseConvolutionReference.backwardInput(
                            shape, weights: weights, outputGradient: gradient)),
                    "input gradient of \(shape)")
                let ofWeights = centralDifferences(at: weights.values) { loss(input: input, weights: $0.exact) }
                try results.weightGradient.requireAgreement(
                    with: zip(start, ofWeights).map { $0 + $1 }.widened(
                        by: DenseConvolutionReference.backwardWeights(
                            shape, input: input, outputGradient: gradient, start: start)),
                    "weight gradient of \(shape)")
            }
        }
    }
}
