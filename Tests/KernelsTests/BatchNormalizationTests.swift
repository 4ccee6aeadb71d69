import Kernels
import Testing

struct BatchNormalizationTests {
    /// Numbers of rows below, at and above the 64 that a block has, and the chunks a batch of them is cut into.
    private static let batches: [[Int]] = [
        [1], [2], [3], [64], [65], [7, 1], [1, 1, 1], [13, 40, 5], [64, 64], [100, 1, 68], [169, 169, 169],
    ]

    private static func trial(
        _ chunks: [Int], channels: Int, activation: ActivationFunction, middle: Float = 0.2
    ) -> BatchNormalizationTrial {
        BatchNormalizationTrial(chunks: chunks, channels: channels, activation: activation, middle: middle)
    }

    /// Also numbers whose mean is 1000 times their deviation, where a difference of sums of squares is worthless.
    @Test(arguments: [0.2, 577, -577] as [Float]) func statisticsAgreeWithTwoPassesInDouble(middle: Float) throws {
        for chunks in Self.batches {
            for channels in Grid.channels {
                let trial = Self.trial(chunks, channels: channels, activation: .none, middle: middle)
                let what = "chunks \(chunks), \(channels) channels, mean \(middle)"
                try GuardedArena.use(what) { arena in
                    let results = trial.statistics(in: arena)
                    let expected = trial.expectedStatistics
                    let rows = [
                        expected.mean, expected.inverseDeviation, expected.scale, expected.shift,
                    ]
                    try results.requireAgreement(with: rows.flatMap { $0 }, what)
                }
            }
        }
    }

    /// One number has no deviation, whatever it is: the factor is that of epsilon alone.
    @Test func aSingleRowIsItsOwnMean() throws {
        let trial = Self.trial([1], channels: 24, activation: .none, middle: 577)
        try GuardedArena.use("one row") { arena in
            let results = trial.statistics(in: arena).values
            let inverse = Float(1 / Double(trial.epsilon).squareRoot())
            for channel in 0..<24 {
                #expect(results[channel] == trial.x[channel])
                #expect(results[24 + channel] == inverse)
            }
        }
    }

    /// Moments are one chunk's own business: merging one chunk changes nothing, and an order is an order.
    @Test func mergedStatisticsOfEqualNumbersAreThoseNumbers() throws {
        for chunks in Self.batches {
            var trial = Self.trial(chunks, channels: 17, activation: .none)
            trial.x = [Float](repeating: 0.75, count: trial.x.count)
            try GuardedArena.use("chunks \(chunks)") { arena in
                let results = trial.statistics(in: arena).values
                // 0.75 times a whole number up to 169 and that over its count are off by roundings of the reciprocal only.
                for channel in 0..<17 { #expect(abs(results[channel] - 0.75) <= 2 * Float(0.75).ulp) }
            }
        }
    }

    /// From statistics that are given, so that the bounds are those of the pass over the rows alone.
    @Test(arguments: ActivationFunction.allCases) func passesOverTheRowsAgreeWithTheReference(
        activation: ActivationFunction
    ) throws {
        for rows in [1, 2, 5, 63, 64, 65, 169] {
            for channels in Grid.channels {
                for gap in [0, 3] {
                    for hasResidual in [false, true] {
                        let pass = NormalizationPassTrial(
                            rows: rows, channels: channels, outputStride: channels + gap, activation: activation,
                            hasResidual: hasResidual)
                        let what = "\(pass.name)"
                        try GuardedArena.use(what) { arena in
                            let results = pass.run(in: arena)
                            let expected = pass.expected
                            try pass.requireDense(results.output, agreesWith: expected.output, "output, \(what)")
                            try results.uGradient.requireAgreement(with: expected.uGradient, "u gradient, \(what)")
                            try results.shiftSum.requireAgreement(with: expected.shift, "shift's sum, \(what)")
                            try results.scaleSum.requireAgreement(with: expected.scale, "scale's sum, \(what)")
                            try pass.requireDense(
                                results.xGradient, agreesWith: expected.xGradient(after: results),
                                "x gradient, \(what)")
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: ActivationFunction.allCases) func halvesGiveWhatTheirFloatsGive(
        activation: ActivationFunction
    ) throws {
        var samples = Samples(7)
        for rows in [1, 5, 64, 65] {
            for channels in Grid.channels {
                let halves = samples.floats(rows * channels).map { Float16($0) }
                let (x, statistics) = (halves.map { Float($0) }, samples.floats(4 * channels, middle: 0.5, spread: 2))
                let what = "\(rows) rows, \(channels) channels, \(activation)"
                try GuardedArena.use(what) { arena in
                    let normalization = BatchNormalization(
                        rows: rows, channels: channels,
                        statistics: NormalizationStatistics(
                            memory: arena.floats(statistics).pointer, channels: channels), activation: activation)
                    let (wide, narrow) = (arena.poison(x.count), arena.poison(x.count))
                    normalization.forward(arena.floats(x).pointer, into: wide.pointer)
                    halves.withUnsafeBufferPointer { normalization.forward($0.baseAddress!, into: narrow.pointer) }
                    try narrow.requireSameBits(as: wide.bitPatterns, what)
                }
            }
        }
    }

    @Test(arguments: ActivationFunction.allCases) func passesInPlaceGiveTheSameBits(
        activation: ActivationFunction
    ) throws {
        for (rows, channels) in [(1, 7), (65, 40), (130, 13)] {
            let pass = NormalizationPassTrial(
                rows: rows, channels: channels, outputStride: channels, activation: activation, hasResidual: true)
            try GuardedArena.use(pass.name) { arena in
                let apart = pass.run(in: arena)
                let inPlace = pass.run(in: arena, inPlace: true)
                try inPlace.output.requireSameBits(as: apart.output.bitPatterns, "output, \(pass.name)")
                try inPlace.xGradient.requireSameBits(as: apart.xGradient.bitPatterns, "x gradient, \(pass.name)")
            }
        }
    }

    /// The whole of it: statistics over the chunks, both passes forward and backward, in the chunks' order.
    @Test(arguments: ActivationFunction.allCases) func theGradientsOfAWholeBatchAreThoseOfDifferences(
        activation: ActivationFunction
    ) throws {
        for (chunks, channels) in [([5], 3), ([1, 4, 3], 9), ([1], 2), ([2, 70], 1)] {
            let what = "\(activation), chunks \(chunks), \(channels) channels"
            let trial = Self.trial(chunks, channels: channels, activation: activation).awayFromKinks(by: 0x1p-5)
            try GuardedArena.use(what) { arena in
                let results = trial.run(in: arena)
                try results.y.requireAgreement(with: trial.expectedOutput, "output, \(what)")
                let analytic = trial.expectedGradients
                let ofX = centralDifferences(at: trial.x.exact.values, step: 0x1p-12) { trial.loss(x: $0) }
                try results.xGradient.requireAgreement(
                    with: ofX.widened(by: analytic.x), "x gradient, \(what)")
                let ofGamma = centralDifferences(at: trial.gamma.exact.values, step: 0x1p-12) {
                    trial.loss(gamma: $0)
                }
                try results.gammaGradient.requireAgreement(
                    with: ofGamma.widened(by: analytic.gamma), "gamma's gradient, \(what)")
                let ofBeta = centralDifferences(at: trial.beta.exact.values, step: 0x1p-12) { trial.loss(beta: $0) }
                try results.betaGradient.requireAgreement(
                    with: ofBeta.widened(by: analytic.beta), "beta's gradient, \(what)")
            }
        }
    }

    @Test(arguments: ActivationFunction.allCases) func aChannelHasTheSameBitsAmongOthersAndAlone(
        activation: ActivationFunction
    ) throws {
        for chunks in [[3], [65], [13, 70]] {
            let trial = Self.trial(chunks, channels: 40, activation: activation)
            try GuardedArena.use("chunks \(chunks)") { arena in
                let whole = trial.run(in: arena)
                for part in [0..<7, 0..<8, 3..<20, 16..<40, 39..<40] {
                    let what = "\(activation), chunks \(chunks), channels \(part)"
                    let alone = trial.only(part).run(in: arena)
                    try alone.y.requireSameBits(as: whole.y.bitPatterns.only(part, of: 40), "output, \(what)")
                    try alone.xGradient.requireSameBits(
                        as: whole.xGradient.bitPatterns.only(part, of: 40), "x gradient, \(what)")
                    try alone.gammaGradient.requireSameBits(
                        as: Array(whole.gammaGradient.bitPatterns[part]), "gamma's gradient, \(what)")
                    try alone.betaGradient.requireSameBits(
                        as: Array(whole.betaGradient.bitPatterns[part]), "beta's gradient, \(what)")
                }
            }
        }
    }

    /// Rows with gaps between them against the same rows without: moments, and the second half of the gradient.
    @Test func rowsWithGapsGiveTheSameBits() throws {
        for (rows, channels, step) in [(1, 7, 9), (5, 8, 40), (64, 17, 33), (70, 40, 72), (130, 1, 3)] {
            let x = Samples.floats(rows * step)
            let gradient = Samples.floats(rows * step, seed: 1)
            let statistics = Samples.floats(4 * channels, seed: 2)
            let sums = Samples.floats(2 * channels, seed: 3)
            try GuardedArena.use("\(rows) rows, \(channels) of \(step) channels") { arena in
                func run(_ step: Int, _ x: [Float], _ gradient: [Float]) -> [GuardedFloats] {
                    // The last row ends where its channels do.
                    let count = (rows - 1) * step + channels
                    let x = arena.floats(Array(x[..<count])).pointer
                    let (means, deviations) = (arena.poison(channels), arena.poison(channels))
                    momentsOfChannels(
                        x, rows: rows, channels: channels, inputStride: step,
                        into: ChannelMoments(count: rows, means: means.pointer, deviations: deviations.pointer))
                    let (sums, xGradient) = (arena.floats(sums), arena.poison(rows * channels))
                    NormalizationGradient(
                        rows: rows, channels: channels, count: 3 * rows,
                        statistics: NormalizationStatistics(
                            memory: arena.floats(statistics).pointer, channels: channels),
                        shiftSum: sums.pointer, scaleSum: sums.pointer + channels
                    ).backward(
                        x, uGradient: arena.floats(Array(gradient[..<count])).pointer, inputStride: step,
                        into: xGradient.pointer)
                    return [means, deviations, xGradient]
                }
                let dense = run(
                    channels, x.only(0..<channels, of: step), gradient.only(0..<channels, of: step))
                for (number, (apart, dense)) in zip(run(step, x, gradient), dense).enumerated() {
                    try apart.requireSameBits(as: dense.bitPatterns, "result \(number) of \(rows) rows")
                }
            }
        }
    }

    /// Moments that are merged piece by piece: those of whole blocks to the bit, others within the reference's bound.
    @Test(arguments: [0.2, 577] as [Float]) func momentsInPiecesAreThoseOfAllRows(middle: Float) throws {
        for channels in [7, 24] {
            for pieces in [[64, 69], [128, 5], [64, 64, 5], [1, 132], [13, 100, 20], [131, 1, 1]] {
                let (rows, what) = (133, "pieces \(pieces), \(channels) channels, mean \(middle)")
                var samples = Samples(channels)
                let x = samples.floats(rows * channels, middle: middle)
                let ones = [Double](repeating: 1, count: channels)
                try GuardedArena.use(what) { arena in
                    let input = arena.floats(x).pointer
                    func moments(_ pieces: [Int]) -> (means: GuardedFloats, deviations: GuardedFloats) {
                        let (means, deviations) = (arena.poison(channels), arena.poison(channels))
                        var before = 0
                        for piece in pieces {
                            momentsOfChannels(
                                input + before * channels, rows: piece, channels: channels, before: before,
                                into: ChannelMoments(
                                    count: before + piece, means: means.pointer, deviations: deviations.pointer))
                            before += piece
                        }
                        return (means, deviations)
                    }
                    let (found, whole) = (moments(pieces), moments([rows]))
                    if pieces[0] % 64 == 0 {
                        try found.means.requireSameBits(as: whole.means.bitPatterns, "means of \(what)")
                        try found.deviations.requireSameBits(as: whole.deviations.bitPatterns, "deviations of \(what)")
                    }
                    let merged = arena.poison(4 * channels)
                    let gamma = arena.floats([Float](repeating: 1, count: channels)).pointer
                    mergeMoments(
                        chunkCount: 1,
                        chunks: { _ in
                            ChannelMoments(
                                count: rows, means: found.means.pointer, deviations: found.deviations.pointer)
                        }, channels: channels, gamma: gamma, beta: gamma, epsilon: 1e-5,
                        into: NormalizationStatistics(memory: merged.pointer, channels: channels))
                    let expected = BatchNormalizationReference(rows: rows, channels: channels).statistics(
                        x.exact, gamma: ones, beta: ones, epsilon: Double(1e-5 as Float), rowsOfBlock: 64,
                        blocks: pieces.reduce(0) { $0 + ($1 + 63) / 64 })
                    try merged.requireAgreement(
                        with: expected.mean + expected.inverseDeviation + expected.scale + expected.shift, what)
                }
            }
        }
    }

    @Test func momentsOfAnotherNumberOfRowsAreRefused() async {
        await #expect(processExitsWith: .failure) {
            let memory = UnsafeMutablePointer<Float>.allocate(capacity: 6)
            memory.initialize(repeating: 0, count: 6)
            momentsOfChannels(
                memory, rows: 2, channels: 2, into: ChannelMoments(count: 3, means: memory, deviations: memory + 2))
        }
    }
}
