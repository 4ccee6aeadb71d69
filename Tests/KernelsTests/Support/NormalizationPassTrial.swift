import Kernels

/// The passes of batch normalisation over rows, from statistics that are given.
struct NormalizationPassTrial {
    let rows: Int
    let channels: Int
    let outputStride: Int
    let activation: ActivationFunction
    let x, statistics, yGradient, startOfShift, startOfScale: [Float]
    let residual: [Float]?
    /// More rows than the pass has: it is one chunk of a batch.
    let count: Int

    struct Results {
        var output, uGradient, shiftSum, scaleSum, xGradient: GuardedFloats
    }

    struct Expectation {
        var output, uGradient, shift, scale: [Estimate]
        var xGradient: (NormalizationPassTrial.Results) -> [Estimate]

        /// The second half takes the first half's results as they came out, so its bound is its own.
        func xGradient(after results: NormalizationPassTrial.Results) -> [Estimate] { xGradient(results) }
    }

    init(rows: Int, channels: Int, outputStride: Int, activation: ActivationFunction, hasResidual: Bool) {
        var samples = Samples(rows)
        self.rows = rows
        self.channels = channels
        self.outputStride = outputStride
        self.activation = activation
        x = samples.floats(rows * channels, spread: 4)
        statistics = samples.floats(4 * channels, middle: 0.5, spread: 2)
        yGradient = samples.floats(rows * channels)
        startOfShift = samples.floats(channels)
        startOfScale = samples.floats(channels)
        residual = hasResidual ? samples.floats(rows * channels) : nil
        count = 3 * rows
    }

    var name: String {
        "\(activation), \(rows) rows, \(channels) channels, step \(outputStride), residual \(residual != nil)"
    }

    func run(in arena: GuardedArena, inPlace: Bool = false) -> Results {
        let given = NormalizationStatistics(memory: arena.floats(statistics).pointer, channels: channels)
        let input = arena.floats(x)
        let strided = (rows - 1) * outputStride + channels
        let output = inPlace ? arena.floats(x) : arena.poison(strided)
        let normalization = BatchNormalization(
            rows: rows, channels: channels, statistics: given, activation: activation)
        normalization.forward(
            inPlace ? output.pointer : input.pointer,
            residual: residual.map { UnsafePointer(arena.floats($0).pointer) },
            into: output.pointer, outputStride: outputStride)
        let uGradient = arena.floats(yGradient)
        let shiftSum = arena.floats(startOfShift)
        let scaleSum = arena.floats(startOfScale)
        normalization.backwardSums(
            input.pointer, yGradient: uGradient.pointer, shiftSum: shiftSum.pointer, scaleSum: scaleSum.pointer)
        let xGradient = inPlace ? arena.floats(uGradient.values) : arena.poison(strided)
        NormalizationGradient(
            rows: rows, channels: channels, count: count, statistics: given, shiftSum: shiftSum.pointer,
            scaleSum: scaleSum.pointer
        ).backward(
            input.pointer, uGradient: inPlace ? xGradient.pointer : uGradient.pointer, into: xGradient.pointer,
            outputStride: outputStride)
        return Results(
            output: output, uGradient: uGradient, shiftSum: shiftSum, scaleSum: scaleSum, xGradient: xGradient)
    }

    var expected: Expectation {
        let reference = BatchNormalizationReference(rows: rows, channels: channels, activation: activation)
        let part = { (number: Int) in Array(statistics[(number * channels)..<((number + 1) * channels)]).exact }
        let given = BatchNormalizationReference.Statistics(
            mean: part(0), inverseDeviation: part(1), scale: part(2), shift: part(3))
        let sums = reference.backwardSums(
            x.exact, statistics: given, yGradient: yGradient.exact, startOfShift: startOfShift.exact,
            startOfScale: startOfScale.exact)
        return Expectation(
            output: reference.forward(x.exact, statistics: given, residual: residual?.exact),
            uGradient: sums.uGradient, shift: sums.shift, scale: sums.scale
        ) { results in
            reference.backward(
                x.exact, statistics: given, uGradient: results.uGradient.values.exact,
                shift: results.shiftSum.values.exact, scale: results.scaleSum.values.exact, count: count)
        }
    }

    /// Throws unless the rows agree with the reference and the gaps between them are as they were.
    func requireDense(
        _ result: GuardedFloats, agreesWith reference: [Estimate], _ what: @autoclosure () -> String
    ) throws {
        for row in 0..<rows {
            let start = result.pointer + row * outputStride
            try GuardedFloats(pointer: start, count: channels).requireAgreement(
                with: Array(reference[(row * channels)..<((row + 1) * channels)]), "\(what()), row \(row)")
            for gap in channels..<outputStride where row + 1 < rows && !start[gap].isNaN {
                throw Disagreement(description: "\(what()): the gap after row \(row) was written")
            }
        }
    }
}
