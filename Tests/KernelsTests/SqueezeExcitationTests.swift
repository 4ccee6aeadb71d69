import Kernels
import Testing

struct SqueezeExcitationTests {
    /// The operands of one module, and what it makes of them.
    private struct Trial {
        let reference: SqueezeExcitationReference
        let x, weights, gradient, start: [Float]

        init(_ reference: SqueezeExcitationReference) {
            let (channels, squeezed) = (reference.channels, reference.squeezed)
            let count = reference.pictures * reference.pixels * channels
            let weightCount = SqueezeExcitation.weightCount(channels: channels, squeezed: squeezed)
            var samples = Samples(reference.pixels + channels)
            self.reference = reference
            x = samples.floats(count, middle: 0.25)
            weights = samples.floats(weightCount)
            gradient = samples.floats(count)
            start = samples.floats(weightCount)
        }

        func run(in arena: GuardedArena, inPlace: Bool = false) -> (
            y: GuardedFloats, x: GuardedFloats, weights: GuardedFloats
        ) {
            let module = SqueezeExcitation(
                pictures: reference.pictures, pixels: reference.pixels, channels: reference.channels,
                squeezed: reference.squeezed, reduceActivation: reference.reduceActivation,
                gateActivation: reference.gateActivation, weights: arena.floats(weights).pointer)
            let scratch = arena.poison(
                SqueezeExcitation.scratchCount(
                    pictures: reference.pictures, channels: reference.channels, squeezed: reference.squeezed))
            let input = arena.floats(x)
            let y = inPlace ? arena.floats(x) : arena.poison(x.count)
            module.forward(inPlace ? y.pointer : input.pointer, into: y.pointer, scratch: scratch.pointer)
            let xGradient = arena.floats(gradient)
            let weightGradient = arena.floats(start)
            module.backward(
                input.pointer, gradient: xGradient.pointer, weightGradient: weightGradient.pointer,
                scratch: scratch.pointer)
            return (y, xGradient, weightGradient)
        }
    }

    private static func forEachShape(_ body: (SqueezeExcitationReference) throws -> Void) rethrows {
        for (reduce, gate) in [(ActivationFunction.relu, ActivationFunction.hsigmoid), (.swish, .sigmoid)] {
            for pictures in 1...3 {
                for channels in Grid.channels {
                    for pixels in [1, 4, 7, 25] {
                        try body(
                            SqueezeExcitationReference(
                                pictures: pictures, pixels: pixels, channels: channels,
                                squeezed: max(1, channels / 4), reduceActivation: reduce, gateActivation: gate))
                    }
                }
            }
        }
    }

    @Test func everyShapeAgreesWithTheReference() throws {
        try Self.forEachShape { reference in
            let trial = Trial(reference)
            try GuardedArena.use("\(reference)") { arena in
                let results = trial.run(in: arena)
                try results.y.requireAgreement(
                    with: reference.forward(trial.x.exact, weights: trial.weights.exact).output,
                    "output of \(reference)")
                let expected = reference.backward(
                    trial.x.exact, weights: trial.weights.exact, outputGradient: trial.gradient.exact,
                    start: trial.start.exact)
                try results.x.requireAgreement(with: expected.x, "input gradient of \(reference)")
                try results.weights.requireAgreement(with: expected.weights, "weight gradient of \(reference)")
            }
        }
    }

    @Test func theOutputMayBeTheInput() throws {
        try Self.forEachShape { reference in
            let trial = Trial(reference)
            try GuardedArena.use("\(reference)") { arena in
                let apart = trial.run(in: arena)
                try trial.run(in: arena, inPlace: true).y
                    .requireSameBits(as: apart.y.bitPatterns, "in place, \(reference)")
            }
        }
    }

    @Test(arguments: ActivationFunction.allCases, [ActivationFunction.sigmoid, .hsigmoid])
    func gradientsAreThoseOfDifferences(reduce: ActivationFunction, gate: ActivationFunction) throws {
        for (pictures, pixels, channels, squeezed) in [(1, 1, 1, 1), (2, 3, 5, 2)] {
            let reference = SqueezeExcitationReference(
                pictures: pictures, pixels: pixels, channels: channels, squeezed: squeezed,
                reduceActivation: reduce, gateActivation: gate)
            let trial = Trial(reference)
            let (x, weights) = (trial.x.exact, trial.weights.exact)
            // A step of 2^-9 moves no argument of a nonlinearity by more than 2^-8.
            let forward = reference.forward(x, weights: weights)
            for (function, arguments) in [(reduce, forward.reduced), (gate, forward.logits)] {
                for kink in ActivationReference.kinks(function).places {
                    try #require(arguments.allSatisfy { abs($0.value - kink) > 0x1p-8 })
                }
            }
            func loss(_ x: [Estimate], _ weights: [Estimate]) -> Estimate {
                weightedSum(reference.forward(x, weights: weights).output, trial.gradient)
            }
            let analytic = reference.backward(
                x, weights: weights, outputGradient: trial.gradient.exact, start: trial.start.exact)
            try GuardedArena.use("\(reference)") { arena in
                let results = trial.run(in: arena)
                try results.x.requireAgreement(
                    with: centralDifferences(at: x.values) { loss($0.exact, weights) }.widened(by: analytic.x),
                    "input gradient of \(reference)")
                let ofWeights = centralDifferences(at: weights.values) { loss(x, $0.exact) }
                try results.weights.requireAgreement(
                    with: zip(trial.start.exact, ofWeights).map { $0 + $1 }.widened(by: analytic.weights),
                    "weight gradient of \(reference)")
            }
        }
    }

    @Test func thePartsOfTheWeightsAddUp() {
        for channels in Grid.channels {
            for squeezed in 1...4 {
                #expect(
                    SqueezeExcitation.weightCount(channels: channels, squeezed: squeezed)
                        == channels * squeezed + squeezed + squeezed * channels + channels)
            }
        }
    }
}
