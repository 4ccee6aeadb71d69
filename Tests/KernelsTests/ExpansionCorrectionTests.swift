import Kernels
import Testing

struct ExpansionCorrectionTests {
    @Test(arguments: [1, 3, 8, 17, 40], [1, 7, 16, 33, 72]) func everyStepAgreesWithTheReference(
        inputs: Int, channels: Int
    ) throws {
        for rows in [1, 5, 17] {
            let trial = ExpansionCorrectionTrial(inputChannels: inputs, channels: channels, rows: rows)
            try GuardedArena.use(trial.name) { try trial.requireAgreement(trial.run(in: $0)) }
        }
    }

    @Test func slicesGiveTheSameBits() throws {
        let trial = ExpansionCorrectionTrial(inputChannels: 17, channels: 130, rows: 9)
        try GuardedArena.use(trial.name) { arena in
            let whole = trial.run(in: arena)
            let sliced = trial.run(
                in: arena, columns: [96..<130, 0..<7, 7..<96, 5..<5], mapRows: [16..<17, 0..<8, 8..<16, 3..<3])
            for (part, whole) in [
                (sliced.weightGradient, whole.weightGradient), (sliced.turned, whole.turned), (sliced.map, whole.map),
                (sliced.constant, whole.constant), (sliced.inputGradient, whole.inputGradient),
            ] {
                try part.requireSameBits(as: whole.bitPatterns, "slices")
            }
        }
    }

    @Test func aSliceLeavesTheOthersAlone() throws {
        let trial = ExpansionCorrectionTrial(inputChannels: 9, channels: 24, rows: 2)
        try GuardedArena.use(trial.name) { arena in
            let columns = trial.run(in: arena, columns: [3..<20], mapRows: [])
            let (gradient, turned) = (columns.weightGradient.values, columns.turned.values)
            for index in gradient.indices {
                #expect((3..<20).contains(index % 24) == (gradient[index] != trial.startOfWeights[index]))
            }
            #expect(turned.indices.allSatisfy { (3..<20).contains($0 / 9) != turned[$0].isNaN })
            let rows = trial.run(in: arena, mapRows: [2..<5])
            let (map, constant) = (rows.map.values, rows.constant.values)
            #expect(map.indices.allSatisfy { (2..<5).contains($0 / 9) != map[$0].isNaN })
            #expect(constant.indices.allSatisfy { (2..<5).contains($0) != constant[$0].isNaN })
        }
    }

    private static let bottlenecks: [(DepthwiseShape, chunks: [Int], inputs: Int)] = [
        (DepthwiseShape(height: 3, width: 3, channels: 5, kernel: 3, stride: 1), [3], 3),
        (DepthwiseShape(height: 4, width: 3, channels: 9, kernel: 5, stride: 2), [1, 2], 4),
        (DepthwiseShape(height: 2, width: 5, channels: 3, kernel: 7, stride: 1), [2, 1, 1], 2),
    ]

    /// The whole of it, statistics included: every operand's gradient is that of the loss.
    @Test(arguments: [.none, .swish, .sigmoid] as [ActivationFunction], 0..<3) func gradientsAreThoseOfDifferences(
        activation: ActivationFunction, number: Int
    ) throws {
        let (shape, chunks, inputs) = Self.bottlenecks[number]
        let trial = BottleneckTrial(shape, chunks: chunks, inputChannels: inputs, activation: activation)
        let analytic = trial.expectedGradients
        try GuardedArena.use(trial.name) { arena in
            let results = trial.run(in: arena)
            for operand in BottleneckTrial.Operand.allCases {
                let differences = centralDifferences(at: trial.value(operand), step: 0x1p-11) {
                    trial.loss(operand, $0)
                }
                let gradient = try #require(results[operand])
                try gradient.requireAgreement(
                    with: differences.widened(by: try #require(analytic[operand])), "\(operand) of \(trial.name)")
            }
        }
    }

    /// Larger ones, with every nonlinearity, and inputs whose mean is 52 times their deviation.
    ///
    /// Bounds of every rounding at its worst say nothing here: each sum of a layer multiplies them by its terms. But the
    /// roundings are not all of one sign, so an error in norm is that of a few of them, and an input that lies `distance`
    /// deviations from 0 carries that many times its own.
    @Test(arguments: ActivationFunction.allCases, [0.2, 30] as [Float]) func gradientsAgreeWithTheReferenceInNorm(
        activation: ActivationFunction, middle: Float
    ) throws {
        let distance = Double(middle) * 3.0.squareRoot()
        for (height, width, channels, kernel, stride, inputs, chunks) in [
            (6, 5, 40, 3, 1, 8, [1, 2]), (9, 8, 17, 5, 2, 17, [2, 2, 1]), (12, 11, 33, 3, 1, 5, [1, 1]),
        ] {
            let shape = DepthwiseShape(
                height: height, width: width, channels: channels, kernel: kernel, stride: stride)
            let trial = BottleneckTrial(
                shape, chunks: chunks, inputChannels: inputs, activation: activation, middle: middle)
            let expected = trial.expectedGradients
            try GuardedArena.use(trial.name) { arena in
                let results = trial.run(in: arena)
                for operand in BottleneckTrial.Operand.allCases {
                    let found = try #require(results[operand]).values
                    let exact = try #require(expected[operand]).values
                    #expect(found.count == exact.count)
                    let error = zip(found, exact).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
                    let norm = exact.reduce(0) { $0 + $1 * $1 }
                    let allowed = 32 * Estimate.unitRoundoff * (1 + distance)
                    #expect((error / norm).squareRoot() <= allowed, "\(operand) of \(trial.name)")
                }
            }
        }
    }
}
