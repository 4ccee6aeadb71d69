import Kernels
import Testing

struct FactorizedReductionTests {
    private struct Trial {
        let reduction: FactorizedReduction
        let input, weights, outputGradient, start: [Float]

        init(_ reduction: FactorizedReduction) {
            var samples = Samples(reduction.height * 100 + reduction.width)
            self.reduction = reduction
            input = samples.floats(reduction.height * reduction.width * reduction.inputChannels)
            weights = samples.floats(reduction.inputChannels * reduction.outputChannels)
            outputGradient = samples.floats(
                reduction.outputHeight * reduction.outputWidth * reduction.outputChannels)
            start = samples.floats(weights.count)
        }

        var reference: FactorizedReductionReference { FactorizedReductionReference(reduction: reduction) }

        /// Throws unless output and gradients agree; to the gradients' errors come those of the ones given.
        func requireAgreement(inputGradient: [Estimate]? = nil, weightGradient: [Estimate]? = nil) throws {
            let (reduction, reference) = (reduction, reference)
            try GuardedArena.use("\(reduction)") { arena in
                let given = arena.floats(input)
                let halves = [0, 1].map {
                    arena.floats(Array(weights[$0 * reduction.halfCount..<($0 + 1) * reduction.halfCount])).pointer
                }
                let output = arena.poison(outputGradient.count)
                reduction.forward(
                    given.pointer, weights: (UnsafePointer(halves[0]), UnsafePointer(halves[1])), into: output.pointer,
                    scratch: arena.poison(reduction.scratchCount).pointer)
                try output.requireAgreement(
                    with: reference.forward(input: input.exact, weights: weights.exact), "output of \(reduction)")
                let turned = arena.poison(weights.count)
                for (place, half) in halves.enumerated() {
                    transposeMatrix(
                        half, rows: reduction.inputChannels, columns: reduction.outputChannels / 2,
                        range: 0..<reduction.outputChannels / 2, into: turned.pointer + place * reduction.halfCount)
                }
                let ofInput = arena.poison(input.count)
                let ofWeights = arena.floats(start)
                reduction.backward(
                    given.pointer, outputGradient: arena.floats(outputGradient).pointer, turned: turned.pointer,
                    weightGradient: ofWeights.pointer, inputGradient: ofInput.pointer,
                    scratch: arena.poison(reduction.scratchCount).pointer)
                try ofInput.requireAgreement(
                    with: reference.backwardInput(weights: weights.exact, outputGradient: outputGradient.exact),
                    widening: inputGradient, "input gradient of \(reduction)")
                try ofWeights.requireAgreement(
                    with: reference.backwardWeights(
                        input: input.exact, outputGradient: outputGradient.exact, start: start.exact),
                    widening: weightGradient, "weight gradient of \(reduction)")
            }
        }
    }

    @Test(arguments: [1, 3, 8, 17], [2, 6, 16, 34]) func everyShapeAgreesWithTheReference(
        inputs: Int, outputs: Int
    ) throws {
        for height in Grid.lengths {
            for width in Grid.lengths {
                try Trial(
                    FactorizedReduction(height: height, width: width, inputChannels: inputs, outputChannels: outputs)
                ).requireAgreement()
            }
        }
    }

    /// Of even sides and of odd ones, beyond which the second convolution reads zeros.
    @Test(arguments: [(4, 4), (5, 3), (1, 2)]) func gradientsAreThoseOfDifferences(size: (Int, Int)) throws {
        let trial = Trial(
            FactorizedReduction(height: size.0, width: size.1, inputChannels: 3, outputChannels: 4))
        func loss(input: [Estimate], weights: [Estimate]) -> Estimate {
            weightedSum(trial.reference.forward(input: input, weights: weights), trial.outputGradient)
        }
        let (input, weights) = (trial.input.exact, trial.weights.exact)
        try trial.requireAgreement(
            inputGradient: centralDifferences(at: input.values) { loss(input: $0.exact, weights: weights) },
            weightGradient: zip(
                trial.start.exact, centralDifferences(at: weights.values) { loss(input: input, weights: $0.exact) }
            ).map { $0 + $1 })
    }
}
