import Kernels
import Testing

struct MaxPoolingTests {
    private struct Trial {
        let pooling: MaxPooling
        var input, outputGradient, start: [Float]

        /// - Parameter steps: How many different values the input has; few of them make ties.
        init(_ pooling: MaxPooling, steps: Float) {
            var samples = Samples(pooling.height * 100 + pooling.width)
            self.pooling = pooling
            let count = pooling.height * pooling.width * pooling.channels
            let outputs =
                (pooling.height + pooling.stride - 1) / pooling.stride
                * ((pooling.width + pooling.stride - 1) / pooling.stride) * pooling.channels
            input = samples.floats(count).map { ($0 * steps).rounded() / steps }
            outputGradient = samples.floats(outputs)
            start = samples.floats(count)
        }

        func run(in arena: GuardedArena) -> (output: GuardedFloats, inputGradient: GuardedFloats) {
            let given = arena.floats(input)
            let output = arena.poison(outputGradient.count)
            pooling.forward(given.pointer, into: output.pointer)
            let gradient = arena.floats(start)
            pooling.backward(
                given.pointer, outputGradient: arena.floats(outputGradient).pointer, into: gradient.pointer)
            return (output, gradient)
        }
    }

    /// With few values, of which many are the largest ones of a window, and with many.
    @Test(arguments: [1, 2, 3], [2, 1000] as [Float]) func everyShapeAgreesWithTheReference(
        stride: Int, steps: Float
    ) throws {
        for channels in Grid.channels {
            for height in Grid.lengths {
                for width in Grid.lengths {
                    let pooling = MaxPooling(height: height, width: width, channels: channels, stride: stride)
                    let trial = Trial(pooling, steps: steps)
                    try GuardedArena.use("\(pooling)") { arena in
                        let results = trial.run(in: arena)
                        let input = trial.input.map { Double($0) }
                        try results.output.requireAgreement(
                            with: MaxPoolingReference.forward(pooling, input: input).exact, "output of \(pooling)")
                        try results.inputGradient.requireAgreement(
                            with: MaxPoolingReference.backward(
                                pooling, input: input, outputGradient: trial.outputGradient.exact,
                                start: trial.start.exact), "gradient of \(pooling)")
                    }
                }
            }
        }
    }

    /// Where the largest pixels lie apart further than the difference's step.
    @Test(arguments: [1, 2]) func theGradientIsThatOfDifferences(stride: Int) throws {
        let pooling = MaxPooling(height: 5, width: 4, channels: 3, stride: stride)
        var trial = Trial(pooling, steps: 1000)
        // 7 and the count of elements have no common divisor: all values differ, by a hundredth at least.
        for place in trial.input.indices { trial.input[place] = Float(place * 7 % trial.input.count) / 100 }
        let differences = centralDifferences(at: trial.input.map { Double($0) }) {
            weightedSum(MaxPoolingReference.forward(pooling, input: $0).exact, trial.outputGradient)
        }
        try GuardedArena.use("\(pooling)") { arena in
            try trial.run(in: arena).inputGradient.requireAgreement(
                with: zip(trial.start.exact, differences).map { $0 + $1 }.widened(
                    by: MaxPoolingReference.backward(
                        pooling, input: trial.input.map { Double($0) }, outputGradient: trial.outputGradient.exact,
                        start: trial.start.exact)), "gradient of \(pooling)")
        }
    }

    @Test func aChannelHasTheSameBitsAmongOthersAndAlone() throws {
        let whole = Trial(MaxPooling(height: 5, width: 8, channels: 40, stride: 2), steps: 4)
        try GuardedArena.use("parts") { arena in
            let results = whole.run(in: arena)
            for part in [0..<7, 0..<8, 3..<20, 16..<40, 39..<40] {
                var pooling = whole.pooling
                pooling.channels = part.count
                var alone = Trial(pooling, steps: 4)
                alone.input = whole.input.only(part, of: 40)
                alone.outputGradient = whole.outputGradient.only(part, of: 40)
                alone.start = whole.start.only(part, of: 40)
                let found = alone.run(in: arena)
                try found.output.requireSameBits(as: results.output.bitPatterns.only(part, of: 40), "\(part)")
                try found.inputGradient.requireSameBits(
                    as: results.inputGradient.bitPatterns.only(part, of: 40), "\(part)")
            }
        }
    }
}
