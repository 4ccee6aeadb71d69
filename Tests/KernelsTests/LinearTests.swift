import Kernels
import Testing

struct LinearTests {
    @Test func everyShapeAgreesWithTheReference() throws {
        for rows in [1, 2, 3, 8, 9] {
            for inputs in Grid.channels {
                for outputs in Grid.channels {
                    let shape = "\(rows) rows, \(inputs) inputs, \(outputs) outputs"
                    let reference = LinearReference(rows: rows, inputs: inputs, outputs: outputs)
                    var samples = Samples(inputs)
                    let input = samples.floats(rows * inputs)
                    let weights = samples.floats(inputs * outputs)
                    let bias = samples.floats(outputs)
                    let gradient = samples.floats(rows * outputs)
                    let weightStart = samples.floats(weights.count)
                    let biasStart = samples.floats(outputs)
                    try GuardedArena.use(shape) { arena in
                        let output = arena.poison(gradient.count)
                        let layer = LinearLayer(
                            rows: rows, inputs: inputs, outputs: outputs, weights: arena.floats(weights).pointer,
                            bias: arena.floats(bias).pointer)
                        layer.forward(arena.floats(input).pointer, into: output.pointer)
                        try output.requireAgreement(
                            with: reference.forward(input.exact, weights: weights.exact, bias: bias.exact), shape)

                        let weightGradient = arena.floats(weightStart)
                        let biasGradient = arena.floats(biasStart)
                        let inputGradient = arena.poison(input.count)
                        layer.backward(
                            arena.floats(input).pointer, outputGradient: arena.floats(gradient).pointer,
                            weightGradient: weightGradient.pointer, biasGradient: biasGradient.pointer,
                            inputGradient: inputGradient.pointer)
                        try weightGradient.requireAgreement(
                            with: reference.weightGradient(
                                input.exact, outputGradient: gradient.exact, start: weightStart.exact), shape)
                        try biasGradient.requireAgreement(
                            with: reference.biasGradient(outputGradient: gradient.exact, start: biasStart.exact), shape)
                        try inputGradient.requireAgreement(
                            with: reference.inputGradient(weights: weights.exact, outputGradient: gradient.exact), shape
                        )
                    }
                }
            }
        }
    }

    @Test func gradientsAreThoseOfDifferences() throws {
        let reference = LinearReference(rows: 3, inputs: 5, outputs: 4)
        var samples = Samples(1)
        let input = samples.floats(15)
        let weights = samples.floats(20)
        let bias = samples.floats(4)
        let factor = samples.floats(12)
        try GuardedArena.use("a linear layer") { arena in
            let weightGradient = arena.floats([Float](repeating: 0, count: 20))
            let biasGradient = arena.floats([Float](repeating: 0, count: 4))
            let inputGradient = arena.poison(15)
            LinearLayer(
                rows: 3, inputs: 5, outputs: 4, weights: arena.floats(weights).pointer,
                bias: arena.floats(bias).pointer
            ).backward(
                arena.floats(input).pointer, outputGradient: arena.floats(factor).pointer,
                weightGradient: weightGradient.pointer, biasGradient: biasGradient.pointer,
                inputGradient: inputGradient.pointer)
            func loss(_ input: [Estimate], _ weights: [Estimate], _ bias: [Estimate]) -> Estimate {
                weightedSum(reference.forward(input, weights: weights, bias: bias), factor)
            }
            try inputGradient.requireAgreement(
                with: centralDifferences(at: input.exact.values) { loss($0.exact, weights.exact, bias.exact) }
                    .widened(by: reference.inputGradient(weights: weights.exact, outputGradient: factor.exact)),
                "input gradient")
            try weightGradient.requireAgreement(
                with: centralDifferences(at: weights.exact.values) { loss(input.exact, $0.exact, bias.exact) }
                    .widened(
                        by: reference.weightGradient(
                            input.exact, outputGradient: factor.exact, start: [Float](repeating: 0, count: 20).exact)),
                "weight gradient")
            try biasGradient.requireAgreement(
                with: centralDifferences(at: bias.exact.values) { loss(input.exact, weights.exact, $0.exact) }
                    .widened(
                        by: reference.biasGradient(
                            outputGradient: factor.exact, start: [Float](repeating: 0, count: 4).exact)),
                "bias gradient")
        }
    }

    @Test func accumulationAddsElementByElement() throws {
        for count in 0...70 {
            var samples = Samples(count)
            let x = samples.floats(count)
            let start = samples.floats(count)
            try GuardedArena.use("\(count) floats") { arena in
                let sum = arena.floats(start)
                accumulate(arena.floats(x).pointer, into: sum.pointer, count: count)
                try sum.requireSameBits(as: zip(start, x).map { ($0 + $1).bitPattern }, "\(count) floats")
            }
        }
    }
}
