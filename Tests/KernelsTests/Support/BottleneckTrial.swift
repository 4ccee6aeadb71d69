import Kernels

/// Expansion, batch norm, nonlinearity, depthwise convolution and its batch norm over a whole batch, as the engine computes
/// them: chunk by chunk, with the statistics and the sums of the chunks merged.
struct BottleneckTrial {
    let shape: DepthwiseShape
    /// Pictures of each chunk.
    let chunks: [Int]
    let inputChannels: Int
    let activation: ActivationFunction
    let epsilon: Float = 1e-3
    var operands: [Operand: [Float]]

    /// What the loss depends on.
    enum Operand: CaseIterable {
        case input, expansion, expansionGamma, expansionBeta, filters, gamma, beta
    }

    let yGradient: [Float]

    private var pictures: Int { chunks.reduce(0, +) }
    private var channels: Int { shape.channels }
    private var pixels: Int { shape.height * shape.width }
    private var outputPixels: Int { shape.outputHeight * shape.outputWidth }

    init(
        _ shape: DepthwiseShape, chunks: [Int], inputChannels: Int, activation: ActivationFunction, middle: Float = 0.2
    ) {
        var samples = Samples(shape.channels)
        let (pictures, channels) = (chunks.reduce(0, +), shape.channels)
        self.shape = shape
        self.chunks = chunks
        self.inputChannels = inputChannels
        self.activation = activation
        operands = [
            .input: samples.floats(pictures * shape.height * shape.width * inputChannels, middle: middle),
            .expansion: samples.floats(inputChannels * channels),
            .expansionGamma: samples.floats(channels, middle: 1, spread: 0.5),
            .expansionBeta: samples.floats(channels),
            .filters: samples.floats(shape.kernel * shape.kernel * channels),
            .gamma: samples.floats(channels, middle: 1, spread: 0.5),
            .beta: samples.floats(channels),
        ]
        yGradient = samples.floats(pictures * shape.outputHeight * shape.outputWidth * channels)
    }

    var name: String { "\(shape), chunks \(chunks), expanded from \(inputChannels), \(activation)" }

    // MARK: By the kernels

    /// The gradient of every operand, added to zeros.
    func run(in arena: GuardedArena) -> [Operand: GuardedFloats] {
        let given = operands.mapValues { arena.floats($0).pointer }
        var gradients = operands.mapValues { arena.floats([Float](repeating: 0, count: $0.count)) }
        gradients[.input] = arena.poison(pictures * pixels * inputChannels)
        let place = { (operand: Operand) -> UnsafeMutablePointer<Float> in
            given[operand] ?? arena.poison(0).pointer
        }
        let target = { (operand: Operand) -> UnsafeMutablePointer<Float> in
            gradients[operand]?.pointer ?? arena.poison(0).pointer
        }
        let (means, projected, expansionStatistics) = expansionStatistics(given: place, in: arena)
        let kernel = ExpandedDepthwise(
            shape: shape, weights: place(.filters),
            expansion: ExpandedDepthwise.Expansion(
                inputChannels: inputChannels, weights: place(.expansion), statistics: expansionStatistics,
                activation: activation))

        let raw = arena.poison(yGradient.count).pointer
        var moments: [ChannelMoments] = []
        forEachChunk { first, pictures in
            let chunk = ChannelMoments(
                count: pictures * outputPixels, means: arena.poison(channels).pointer,
                deviations: arena.poison(channels).pointer)
            kernel.forward(
                place(.input) + first * pixels * inputChannels, pictures: pictures,
                into: raw + first * outputPixels * channels, moments: chunk,
                scratch: arena.poison(ExpandedDepthwise.forwardScratchCount(shape)).pointer)
            moments.append(chunk)
        }
        let statistics = NormalizationStatistics(memory: arena.poison(4 * channels).pointer, channels: channels)
        mergeMoments(
            chunkCount: moments.count, chunks: { moments[$0] }, channels: channels, gamma: place(.gamma),
            beta: place(.beta), epsilon: epsilon, into: statistics)

        let uGradient = arena.floats(yGradient).pointer
        forEachChunk { first, pictures in
            let place = first * outputPixels * channels
            BatchNormalization(
                rows: pictures * outputPixels, channels: channels, statistics: statistics, activation: .none
            ).backwardSums(
                raw + place, yGradient: uGradient + place, shiftSum: target(.beta), scaleSum: target(.gamma))
        }
        let sum = arena.floats([Float](repeating: 0, count: inputChannels * channels)).pointer
        forEachChunk { first, pictures in
            let output = first * outputPixels * channels
            let zeros = arena.floats([Float](repeating: 0, count: (inputChannels + 2) * channels)).pointer
            kernel.backward(
                place(.input) + first * pixels * inputChannels, pictures: pictures,
                output: ExpandedDepthwise.OutputGradient(
                    raw: raw + output, uGradient: uGradient + output, statistics: statistics,
                    shiftSum: target(.beta), scaleSum: target(.gamma), count: self.pictures * outputPixels),
                inputGradient: target(.input) + first * pixels * inputChannels,
                gradients: ExpandedDepthwise.Gradients(
                    weights: target(.filters), expansionWeights: zeros,
                    expansionShiftSum: zeros + inputChannels * channels,
                    expansionScaleSum: zeros + (inputChannels + 1) * channels),
                scratch: arena.poison(
                    ExpandedDepthwise.backwardScratchCount(shape, inputChannels: inputChannels)
                ).pointer)
            accumulate(zeros, into: sum, count: inputChannels * channels)
            accumulate(zeros + inputChannels * channels, into: target(.expansionBeta), count: channels)
            accumulate(zeros + (inputChannels + 1) * channels, into: target(.expansionGamma), count: channels)
        }

        let correction = ExpansionCorrection(
            inputChannels: inputChannels, channels: channels, count: pictures * pixels, weights: place(.expansion),
            statistics: expansionStatistics, shiftSum: target(.expansionBeta), scaleSum: target(.expansionGamma),
            means: means)
        let turned = arena.poison(channels * inputChannels).pointer
        for columns in halves(of: channels) {
            correction.finishWeights(
                columns: columns, sum: sum, projected: projected, gradient: target(.expansion), turned: turned)
        }
        let map = arena.poison(inputChannels * inputChannels).pointer
        let constant = arena.poison(inputChannels).pointer
        for rows in halves(of: inputChannels) {
            correction.inputMap(rows: rows, turned: turned, map: map, constant: constant)
        }
        forEachChunk { first, pictures in
            let place = place(.input) + first * pixels * inputChannels
            correction.correct(
                place, rows: pictures * pixels, map: map, constant: constant,
                scratch: arena.poison(pictures * pixels * inputChannels).pointer,
                inputGradient: target(.input) + first * pixels * inputChannels)
        }
        return gradients
    }

    private func expansionStatistics(
        given place: (Operand) -> UnsafeMutablePointer<Float>, in arena: GuardedArena
    ) -> (means: UnsafeMutablePointer<Float>, projected: UnsafeMutablePointer<Float>, NormalizationStatistics) {
        var scatters: [ChannelScatter] = []
        forEachChunk { first, pictures in
            let memory = arena.poison(ChannelScatter.floatCount(channels: inputChannels)).pointer
            var scatter = ChannelScatter(count: 0, memory: memory, channels: inputChannels)
            scatter.add(
                place(.input) + first * pixels * inputChannels, rows: pictures * pixels, channels: inputChannels,
                scratch: arena.poison(ChannelScatter.scratchCount(channels: inputChannels)).pointer)
            scatters.append(scatter)
        }
        let means = arena.poison(inputChannels).pointer
        let covariance = arena.poison(inputChannels * inputChannels).pointer
        mergeMeans(chunkCount: scatters.count, chunks: { scatters[$0] }, channels: inputChannels, into: means)
        for rows in halves(of: inputChannels) {
            mergeScatters(
                chunkCount: scatters.count, chunks: { scatters[$0] }, channels: inputChannels, rows: rows,
                means: means, into: covariance)
        }
        let projected = arena.poison(inputChannels * channels).pointer
        let statistics = NormalizationStatistics(memory: arena.poison(4 * channels).pointer, channels: channels)
        let kernel = ExpansionStatistics(
            inputChannels: inputChannels, channels: channels, weights: place(.expansion), means: means,
            covariance: covariance, gamma: place(.expansionGamma), beta: place(.expansionBeta), epsilon: epsilon)
        for columns in halves(of: channels) {
            kernel.compute(columns: columns, projected: projected, into: statistics)
        }
        return (means, projected, statistics)
    }

    private func halves(of count: Int) -> [Range<Int>] { [count / 2..<count, 0..<count / 2] }

    private func forEachChunk(_ body: (_ first: Int, _ pictures: Int) -> Void) {
        var first = 0
        for pictures in chunks {
            body(first, pictures)
            first += pictures
        }
    }

    // MARK: By the reference

    /// Everything up to the output, in full, from one set of operands.
    private struct Forward {
        var scatter: ScatterReference
        var projected: [Estimate]
        var expansion: ExpandedDepthwiseReference.Expansion
        var raw: [Estimate]
        var statistics: BatchNormalizationReference.Statistics
    }

    private var depthwise: ExpandedDepthwiseReference {
        ExpandedDepthwiseReference(
            shape: shape, pictures: pictures, inputChannels: inputChannels, activation: activation)
    }

    private var outputNormalization: BatchNormalizationReference {
        BatchNormalizationReference(rows: pictures * outputPixels, channels: channels)
    }

    private func forward(_ operands: (Operand) -> [Double]) -> Forward {
        let x = operands(.input)
        let scatter = ScatterReference(x, channels: inputChannels, chunks: chunks.map { [$0 * pixels] })
        let (projected, expansionStatistics) = ExpansionReference(inputChannels: inputChannels, channels: channels)
            .statistics(
                x, scatter: scatter, weights: operands(.expansion), gamma: operands(.expansionGamma),
                beta: operands(.expansionBeta), epsilon: Double(epsilon))
        let expansion = ExpandedDepthwiseReference.Expansion(
            weights: operands(.expansion).exact, statistics: expansionStatistics)
        let raw = depthwise.convolved(
            depthwise.activated(x.exact, expansion: expansion), filters: operands(.filters).exact)
        let statistics = outputNormalization.statistics(
            raw, gamma: operands(.gamma), beta: operands(.beta), epsilon: Double(epsilon),
            rowsOfBlock: min(64, outputPixels), blocks: pictures * ((outputPixels + 63) / 64))
        return Forward(
            scatter: scatter, projected: projected, expansion: expansion, raw: raw, statistics: statistics)
    }

    /// The values that the kernels are given.
    func value(_ operand: Operand) -> [Double] { (operands[operand] ?? []).exact.values }

    /// The sum of the outputs, weighted with the output's gradient, with another value of one of the operands.
    func loss(_ operand: Operand, _ value: [Double]) -> Estimate {
        let found = forward { $0 == operand ? value : self.value($0) }
        return weightedSum(outputNormalization.forward(found.raw, statistics: found.statistics), yGradient)
    }

    /// The gradient of every operand, with the errors of all steps before it.
    var expectedGradients: [Operand: [Estimate]] {
        let found = forward(value)
        func zeros(_ count: Int) -> [Estimate] { [Estimate](repeating: Estimate(0.0), count: count) }
        let output = outputNormalization.backwardSums(
            found.raw, statistics: found.statistics, yGradient: yGradient.exact, startOfShift: zeros(channels),
            startOfScale: zeros(channels))
        let rawGradient = outputNormalization.backward(
            found.raw, statistics: found.statistics, uGradient: output.uGradient, shift: output.shift,
            scale: output.scale, count: pictures * outputPixels)
        let input = value(.input).exact
        let gradients = depthwise.backward(
            input, filters: value(.filters).exact, expansion: found.expansion, rawGradient: rawGradient,
            start: ExpandedDepthwiseReference.Gradients(
                input: [], filters: zeros(value(.filters).count), expansionWeights: zeros(inputChannels * channels),
                expansionShift: zeros(channels), expansionScale: zeros(channels)))
        let correction = ExpansionCorrectionReference(
            inputChannels: inputChannels, channels: channels, count: pictures * pixels,
            weights: found.expansion.weights, statistics: found.expansion.statistics,
            shift: gradients.expansionShift, scale: gradients.expansionScale,
            means: found.scatter.means.map { $0.rounded(1) })
        return [
            .input: correction.corrected(
                input, map: correction.map(turned: correction.turned), constant: correction.constant,
                start: gradients.input),
            .expansion: correction.finishedWeights(
                sum: gradients.expansionWeights, projected: found.projected, start: zeros(inputChannels * channels)),
            .expansionGamma: gradients.expansionScale, .expansionBeta: gradients.expansionShift,
            .filters: gradients.filters, .gamma: output.scale, .beta: output.shift,
        ]
    }
}
