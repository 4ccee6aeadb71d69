import Kernels

/// Both passes over some pictures, from statistics that are given.
struct ExpandedDepthwiseTrial {
    let shape: DepthwiseShape
    let pictures: Int
    /// Nil without an expansion.
    let inputChannels: Int?
    let activation: ActivationFunction
    var input, expansionWeights, expansionStatistics, filters, uGradient: [Float]
    /// The statistics of the output's batch norm and the sums of its gradient.
    var outputStatistics, outputSums: [Float]
    /// What the sums held before: of the filters, of the expansion's weights, and of its batch norm's.
    var startOfFilters, startOfWeights, startOfSums: [Float]

    struct Results {
        var output, means, deviations: GuardedFloats
        var inputGradient, filterGradient, expansionGradient, expansionShift, expansionScale: GuardedFloats
    }

    var channels: Int { shape.channels }
    var inputs: Int { inputChannels ?? shape.channels }
    private var outputRows: Int { pictures * shape.outputHeight * shape.outputWidth }
    /// More rows than the pictures have: they are one chunk of a batch.
    private var count: Int { 3 * outputRows }

    init(
        _ shape: DepthwiseShape, pictures: Int, inputChannels: Int?, activation: ActivationFunction = .none,
        seed: Int = 0
    ) {
        var samples = Samples(seed + shape.channels)
        let (inputs, channels) = (inputChannels ?? shape.channels, shape.channels)
        let taps = shape.kernel * shape.kernel
        self.shape = shape
        self.pictures = pictures
        self.inputChannels = inputChannels
        self.activation = activation
        input = samples.floats(pictures * shape.height * shape.width * inputs)
        expansionWeights = samples.floats(inputChannels == nil ? 0 : inputs * channels)
        expansionStatistics = samples.floats(4 * channels, middle: 0.5, spread: 2)
        filters = samples.floats(taps * channels)
        uGradient = samples.floats(pictures * shape.outputHeight * shape.outputWidth * channels)
        outputStatistics = samples.floats(4 * channels, middle: 0.5, spread: 2)
        outputSums = samples.floats(2 * channels)
        startOfFilters = samples.floats(taps * channels)
        startOfWeights = samples.floats(expansionWeights.count)
        startOfSums = samples.floats(2 * channels)
    }

    var name: String { "\(shape), \(pictures) pictures, expanded from \(inputChannels ?? 0), \(activation)" }

    /// The same trial with channels `range` alone, of an expansion's input all.
    func only(_ range: Range<Int>) -> ExpandedDepthwiseTrial {
        var shape = shape
        shape.channels = range.count
        var trial = ExpandedDepthwiseTrial(
            shape, pictures: pictures, inputChannels: inputChannels, activation: activation)
        trial.input = inputChannels == nil ? input.only(range, of: channels) : input
        trial.expansionWeights = expansionWeights.only(range, of: channels)
        trial.expansionStatistics = expansionStatistics.only(range, of: channels)
        trial.filters = filters.only(range, of: channels)
        trial.uGradient = uGradient.only(range, of: channels)
        trial.outputStatistics = outputStatistics.only(range, of: channels)
        trial.outputSums = outputSums.only(range, of: channels)
        trial.startOfFilters = startOfFilters.only(range, of: channels)
        trial.startOfWeights = startOfWeights.only(range, of: channels)
        trial.startOfSums = startOfSums.only(range, of: channels)
        return trial
    }

    /// The same trial with one of its pictures alone.
    func only(picture: Int) -> ExpandedDepthwiseTrial {
        var trial = ExpandedDepthwiseTrial(shape, pictures: 1, inputChannels: inputChannels, activation: activation)
        func part(_ tensor: [Float]) -> [Float] {
            let size = tensor.count / pictures
            return Array(tensor[(picture * size)..<((picture + 1) * size)])
        }
        trial.input = part(input)
        trial.uGradient = part(uGradient)
        trial.expansionWeights = expansionWeights
        trial.expansionStatistics = expansionStatistics
        trial.filters = filters
        return trial
    }

    /// - Parameter pairs: The expansion's weights as 16-bit numbers; nil for floats.
    private func kernel(in arena: GuardedArena, pairs: PairedMatrix? = nil) -> ExpandedDepthwise {
        let given = NormalizationStatistics(memory: arena.floats(expansionStatistics).pointer, channels: channels)
        let weights = arena.floats(expansionWeights)
        return ExpandedDepthwise(
            shape: shape, weights: arena.floats(filters).pointer,
            expansion: inputChannels.map {
                ExpandedDepthwise.Expansion(
                    inputChannels: $0, weights: weights.pointer, statistics: given, activation: activation,
                    pairs: pairs)
            })
    }

    /// The pass forward into halves, and the moments that it finds.
    func halves(in arena: GuardedArena) -> (output: [Float16], means: GuardedFloats, deviations: GuardedFloats) {
        let (means, deviations) = (arena.poison(channels), arena.poison(channels))
        // Two halves take the room of a float.
        let output = arena.poison((uGradient.count + 1) / 2)
        let halves = UnsafeMutableRawPointer(output.pointer).assumingMemoryBound(to: Float16.self)
        kernel(in: arena).forward(
            arena.floats(input).pointer, pictures: pictures, into: halves,
            moments: ChannelMoments(count: outputRows, means: means.pointer, deviations: deviations.pointer),
            scratch: arena.poison(ExpandedDepthwise.forwardScratchCount(shape)).pointer)
        return (Array(UnsafeBufferPointer(start: halves, count: uGradient.count)), means, deviations)
    }

    /// The output of the pass forward whose expansion is computed from 16-bit numbers.
    func output(by format: PairFormat, in arena: GuardedArena) -> [Float] {
        let words = arena.poison(PairedMatrix.wordCount(inner: inputs, columns: channels))
        let matrix = PairedMatrix(format, inner: inputs, columns: channels, words: words.pointer)
        matrix.write(arena.floats(expansionWeights).pointer, rows: 0..<PairedMatrix.innerWords(inputs))
        let pixels = pictures * shape.height * shape.width
        let left = arena.poison(pixels * PairedMatrix.innerWords(inputs))
        matrix.writeLeft(arena.floats(input).pointer, rows: pixels, into: left.pointer)
        let output = arena.poison(uGradient.count)
        kernel(in: arena, pairs: matrix).forward(
            left.pointer, pictures: pictures, into: output.pointer, moments: nil,
            scratch: arena.poison(ExpandedDepthwise.forwardScratchCount(shape)).pointer)
        return output.values
    }

    func run(in arena: GuardedArena) -> Results {
        let input = arena.floats(input)
        let kernel = kernel(in: arena)
        let results = Results(
            output: arena.poison(uGradient.count), means: arena.poison(channels), deviations: arena.poison(channels),
            inputGradient: arena.poison(self.input.count), filterGradient: arena.floats(startOfFilters),
            expansionGradient: arena.floats(startOfWeights),
            expansionShift: arena.floats(Array(startOfSums[..<channels])),
            expansionScale: arena.floats(Array(startOfSums[channels...])))
        kernel.forward(
            input.pointer, pictures: pictures, into: results.output.pointer,
            moments: ChannelMoments(
                count: outputRows, means: results.means.pointer, deviations: results.deviations.pointer),
            scratch: arena.poison(ExpandedDepthwise.forwardScratchCount(shape)).pointer)
        let sums = arena.floats(outputSums)
        kernel.backward(
            input.pointer, pictures: pictures,
            output: ExpandedDepthwise.OutputGradient(
                raw: results.output.pointer, uGradient: arena.floats(uGradient).pointer,
                statistics: NormalizationStatistics(
                    memory: arena.floats(outputStatistics).pointer, channels: channels),
                shiftSum: sums.pointer, scaleSum: sums.pointer + channels, count: count),
            inputGradient: results.inputGradient.pointer,
            gradients: ExpandedDepthwise.Gradients(
                weights: results.filterGradient.pointer, expansionWeights: results.expansionGradient.pointer,
                expansionShiftSum: results.expansionShift.pointer, expansionScaleSum: results.expansionScale.pointer),
            scratch: arena.poison(ExpandedDepthwise.backwardScratchCount(shape, inputChannels: inputs)).pointer)
        return results
    }

    // MARK: By the reference

    private func statistics(_ rows: [Float]) -> BatchNormalizationReference.Statistics {
        let part = { (number: Int) in Array(rows[(number * channels)..<((number + 1) * channels)]).exact }
        return BatchNormalizationReference.Statistics(
            mean: part(0), inverseDeviation: part(1), scale: part(2), shift: part(3))
    }

    /// Throws unless everything agrees with the reference; what is computed from the raw output, from that one.
    func requireAgreement(_ results: Results) throws {
        let reference = ExpandedDepthwiseReference(
            shape: shape, pictures: pictures, inputChannels: inputs, activation: activation)
        let expansion = inputChannels.map { _ in
            ExpandedDepthwiseReference.Expansion(
                weights: expansionWeights.exact, statistics: statistics(expansionStatistics))
        }
        let (input, filters) = (input.exact, filters.exact)
        try results.output.requireAgreement(
            with: reference.convolved(reference.activated(input, expansion: expansion), filters: filters),
            "output of \(name)")
        try requireMoments(results)

        let raw = results.output.values.exact
        let rawGradient = BatchNormalizationReference(rows: outputRows, channels: channels).backward(
            raw, statistics: statistics(outputStatistics), uGradient: uGradient.exact,
            shift: Array(outputSums[..<channels]).exact, scale: Array(outputSums[channels...]).exact, count: count)
        let gradients = reference.backward(
            input, filters: filters, expansion: expansion, rawGradient: rawGradient,
            start: ExpandedDepthwiseReference.Gradients(
                input: [], filters: startOfFilters.exact, expansionWeights: startOfWeights.exact,
                expansionShift: Array(startOfSums[..<channels]).exact,
                expansionScale: Array(startOfSums[channels...]).exact))
        try results.inputGradient.requireAgreement(with: gradients.input, "input gradient of \(name)")
        try results.filterGradient.requireAgreement(with: gradients.filters, "filters' gradient of \(name)")
        try results.expansionGradient.requireAgreement(
            with: gradients.expansionWeights, "expansion's gradient of \(name)")
        try results.expansionShift.requireAgreement(with: gradients.expansionShift, "shift's sum of \(name)")
        try results.expansionScale.requireAgreement(with: gradients.expansionScale, "scale's sum of \(name)")
    }

    /// The moments are those of the output as it came out, merged picture by picture.
    private func requireMoments(_ results: Results) throws {
        let pixels = shape.outputHeight * shape.outputWidth
        let ones = [Float](repeating: 1, count: channels)
        let expected = BatchNormalizationReference(rows: outputRows, channels: channels).statistics(
            results.output.values.exact, gamma: ones.exact.values, beta: ones.exact.values, epsilon: 0.5,
            rowsOfBlock: min(64, pixels), blocks: pictures * ((pixels + 63) / 64))
        try results.means.requireAgreement(with: expected.mean, "means of \(name)")
        for channel in 0..<channels {
            let variance = Double(results.deviations.pointer[channel]) / Double(outputRows)
            let inverse = 1 / (variance + 0.5).squareRoot()
            let bound = expected.inverseDeviation[channel]
            if !(variance >= 0 && abs(inverse - bound.value) <= bound.error) {
                throw Disagreement(description: "deviation of channel \(channel) of \(name)")
            }
        }
    }
}
