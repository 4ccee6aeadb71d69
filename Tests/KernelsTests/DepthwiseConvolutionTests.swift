import Kernels
import Testing

struct DepthwiseConvolutionTests {
    /// Kernels 1 and 9 and stride 3 take the loops without constants.
    @Test(arguments: [1, 3, 5, 7, 9]) func everyShapeAgreesWithTheReference(kernel: Int) throws {
        for stride in 1...3 {
            for channels in Grid.channels {
                for height in Grid.lengths {
                    for width in Grid.lengths {
                        try requireAgreement(
                            DepthwiseShape(
                                height: height, width: width, channels: channels, kernel: kernel, stride: stride))
                    }
                }
            }
        }
    }

    private func requireAgreement(_ shape: DepthwiseShape) throws {
        let trial = DepthwiseTrial(shape, seed: shape.height * 100 + shape.width)
        try GuardedArena.use("\(shape)") { arena in
            let results = trial.run(in: arena)
            let (input, weights) = (trial.input.exact, trial.weights.exact)
            let gradient = trial.outputGradient.exact
            try results.output.requireAgreement(
                with: DepthwiseReference.forward(shape, input: input, weights: weights), "output of \(shape)")
            try results.inputGradient.requireAgreement(
                with: DepthwiseReference.backwardInput(shape, weights: weights, outputGradient: gradient),
                "input gradient of \(shape)")
            try results.weightGradient.requireAgreement(
                with: DepthwiseReference.backwardWeights(
                    shape, input: input, outputGradient: gradient, start: trial.start.exact),
                "weight gradient of \(shape)")
        }
    }

    @Test(arguments: [1, 3, 5, 7, 9], [1, 2, 3]) func gradientsAreThoseOfDifferences(kernel: Int, stride: Int) throws {
        for (height, width, channels) in [(1, 5, 1), (4, 3, 2), (5, 5, 9)] {
            let shape = DepthwiseShape(
                height: height, width: width, channels: channels, kernel: kernel, stride: stride)
            let trial = DepthwiseTrial(shape, seed: 3)
            func loss(input: [Estimate], weights: [Estimate]) -> Estimate {
                weightedSum(
                    DepthwiseReference.forward(shape, input: input, weights: weights), trial.outputGradient)
            }
            let (input, weights) = (trial.input.exact, trial.weights.exact)
            let gradient = trial.outputGradient.exact
            let start = trial.start.exact
            try GuardedArena.use("\(shape)") { arena in
                let results = trial.run(in: arena)
                let ofInput = centralDifferences(at: input.values) { loss(input: $0.exact, weights: weights) }
                try results.inputGradient.requireAgreement(
                    with: ofInput.widened(
                        by: DepthwiseReference.backwardInput(shape, weights: weights, outputGradient: gradient)),
                    "input gradient of \(shape)")
                let ofWeights = centralDifferences(at: weights.values) { loss(input: input, weights: $0.exact) }
                try results.weightGradient.requireAgreement(
                    with: zip(start, ofWeights).map { $0 + $1 }.widened(
                        by: DepthwiseReference.backwardWeights(
                            shape, input: input, outputGradient: gradient, start: start)),
                    "weight gradient of \(shape)")
            }
        }
    }

    /// Forty channels against their parts, which other vector widths compute.
    @Test(arguments: [1, 3, 5, 7, 9], [1, 2, 3]) func aChannelHasTheSameBitsAmongOthersAndAlone(
        kernel: Int, stride: Int
    ) throws {
        for (height, width) in [(1, 13), (5, 4), (8, 11)] {
            let shape = DepthwiseShape(
                height: height, width: width, channels: 40, kernel: kernel, stride: stride)
            let trial = DepthwiseTrial(shape, seed: 11)
            try GuardedArena.use("\(shape)") { arena in
                let whole = trial.run(in: arena)
                for part in [0..<7, 0..<8, 3..<20, 16..<40, 39..<40] {
                    let alone = trial.only(part).run(in: arena)
                    for (part, results, what) in [
                        (alone.output, whole.output, "output"),
                        (alone.inputGradient, whole.inputGradient, "input gradient"),
                        (alone.weightGradient, whole.weightGradient, "weight gradient"),
                    ].map({ ($0.0, $0.1.bitPatterns.only(part, of: 40), $0.2) }) {
                        try part.requireSameBits(as: results, "\(what) of \(shape)")
                    }
                }
            }
        }
    }

    /// Some channels of forty, whose weights and results lie among the others', against those channels alone.
    @Test(arguments: [1, 3, 5, 7, 9], [1, 2, 3]) func channelsAmongOthersGiveTheSameBitsAndLeaveThoseAlone(
        kernel: Int, stride: Int
    ) throws {
        for (height, width) in [(1, 13), (5, 4), (8, 11), (2, 1)] {
            let shape = DepthwiseShape(
                height: height, width: width, channels: 40, kernel: kernel, stride: stride)
            let trial = DepthwiseTrial(shape, seed: 13)
            for part in [0..<7, 3..<20, 16..<40, 39..<40] {
                let what = "channels \(part) of \(shape)"
                try GuardedArena.use(what) { arena in
                    let alone = trial.only(part).run(in: arena)
                    let among = trial.run(part, in: arena)
                    for (among, alone, start) in [
                        (among.output, alone.output, nil), (among.inputGradient, alone.inputGradient, nil),
                        (among.weightGradient, alone.weightGradient, trial.start),
                    ] {
                        try alone.requireSameBits(
                            as: among.bitPatterns.only(part, of: 40), what)
                        for (index, value) in among.values.enumerated() where !part.contains(index % 40) {
                            #expect(start.map { $0[index] == value } ?? value.isNaN, "\(what), element \(index)")
                        }
                    }
                }
            }
        }
    }

    @Test func aPixelsPlaceInThePaddedPictureIsBeyondTheBorder() {
        for kernel in [1, 3, 5, 7, 9] {
            let shape = DepthwiseShape(height: 4, width: 6, channels: 3, kernel: kernel, stride: 1)
            let border = kernel / 2
            #expect(shape.paddedHeight == 4 + 2 * border)
            #expect(shape.paddedWidth == 6 + 2 * border)
            #expect(shape.paddedCount == (4 + 2 * border) * (6 + 2 * border) * 3)
            for row in 0..<4 {
                for column in 0..<6 {
                    #expect(
                        shape.paddedOffset(row: row, column: column)
                            == ((row + border) * (6 + 2 * border) + column + border) * 3)
                }
            }
        }
    }

    @Test func sizesThatAreNoConvolutionAreRefused() async {
        await #expect(processExitsWith: .failure) {
            _ = DepthwiseShape(height: 4, width: 4, channels: 3, kernel: 2, stride: 1)
        }
        await #expect(processExitsWith: .failure) {
            _ = DepthwiseShape(height: 4, width: 4, channels: 0, kernel: 3, stride: 1)
        }
        await #expect(processExitsWith: .failure) {
            _ = ConvolutionShape(
                pictures: 1, height: 4, width: 4, inputChannels: 3, outputChannels: 8, kernel: 4, stride: 1)
        }
        await #expect(processExitsWith: .failure) {
            _ = ConvolutionShape(
                pictures: 0, height: 4, width: 4, inputChannels: 3, outputChannels: 8, kernel: 3, stride: 1)
        }
    }
}
