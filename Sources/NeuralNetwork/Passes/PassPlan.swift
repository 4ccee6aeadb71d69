import Kernels

/// Where everything that one pass of a group of pictures through a network leaves lies in memory.
///
/// One block of floats holds the raw outputs, the statistics and the partial sums; a second one, one for each thread,
/// what a chunk needs while it is treated. All sizes are known before a pass begins, so a pass allocates nothing.
struct PassPlan: Sendable {
    let chunks: Chunks
    let isTraining: Bool

    /// For each unit: the raw output `[pictures, pixels, channels]`.
    let raw: [Int]
    /// For each unit that starts a block: its input; in the backward pass, the gradient of it.
    let blockInput: [Int]
    /// For each unit: `NormalizationStatistics` of its output.
    let statistics: [Int]
    /// For each unit: the sums of `BatchNormalization.backwardSums` over the group, `[2, channels]`.
    let sums: [Int]
    /// For each unit: what its expansion needs; nil without one.
    let expansions: [Expansion?]
    /// The covariance of an expansion's input `[inputChannels, inputChannels]`; in the backward pass, the map that
    /// corrects its gradient.
    let covariance: Int
    /// The pictures `[pictures, side, side, channels]`.
    let pictures: Int
    /// For each picture: its loss, then whether the label is the first guess (1 or 0).
    let outcomes: Int
    /// For each picture: the logits `[classes]`.
    let logits: Int
    /// For each chunk: moments, sums or scatter of one unit, in `partialCount` floats.
    let partials: Int
    /// Floats of one chunk's partials.
    let partialCount: Int
    /// For each chunk: the partial gradient of one unit's or the classifier's weights.
    let partialGradients: Int
    /// Floats of one chunk's partial gradient.
    let partialGradientCount: Int
    /// The weights of one unit turned around, for the gradient of its input.
    let turned: Int
    /// The gradient of an output that stays inside its block.
    let innerGradient: Int
    /// The gradient of a depthwise unit's input, before an expansion's correction and without the residual's.
    let inputGradient: Int
    /// The gradient of a block's output, kept for its residual while the branch has another one.
    let residualGradient: Int
    /// Floats of the whole.
    let count: Int
    /// Floats of one thread's scratch.
    let scratchCount: Int

    /// What an expansion leaves.
    struct Expansion: Sendable {
        /// `NormalizationStatistics` of the expanded tensor.
        var statistics: Int
        /// The sums of its gradient over the group, `[2, channels]`, and the constant that corrects the input's gradient.
        var sums: Int
        /// The means of the input's channels.
        var means: Int
        /// The covariance of the input times the weights, `[inputChannels, channels]`.
        var projected: Int
    }

    /// Lays out a pass.
    ///
    /// - Parameters:
    ///   - isTraining: Whether everything is kept for the backward pass.
    ///   - sharesPrefix: Whether what blocks leave is kept for the networks that follow; not when training.
    ///   - dropsPaths: Whether residual branches may be left out.
    init(
        _ subnet: Subnet, pictures pictureCount: Int, isTraining: Bool, sharesPrefix: Bool = false,
        dropsPaths: Bool = false
    ) {
        let units = subnet.units
        let chunks = Chunks(pictures: pictureCount)
        var next = 0
        func take(_ floats: Int) -> Int {
            defer { next += (floats + 15) / 16 * 16 }
            return next
        }
        pictures = take(pictureCount * subnet.side * subnet.side * subnet.channels)
        // In front of all that depends on the whole network.
        let prefix = sharesPrefix ? Prefix(units, pictures: pictureCount, take: take) : nil
        outcomes = take(2 * pictureCount)
        logits = take(pictureCount * subnet.classes)
        statistics = prefix?.statistics ?? units.map { take(4 * $0.outputChannels) }
        sums = units.map { isTraining ? take(2 * $0.outputChannels) : 0 }

        // When scoring, nobody comes back to what an expansion left: all of them share one place.
        let expanded = units.filter { $0.expansion != nil }
        let mostChannels = expanded.map(\.outputChannels).max() ?? 0
        let mostInputs = expanded.map(\.inputChannels).max() ?? 0
        let mostWeights = expanded.map(\.expansionCount).max() ?? 0
        func takeExpansion(inputs: Int, channels: Int, weights: Int) -> Expansion {
            Expansion(
                statistics: take(4 * channels), sums: take(isTraining ? 2 * channels + inputs : 0), means: take(inputs),
                projected: take(weights))
        }
        let shared =
            isTraining ? nil : takeExpansion(inputs: mostInputs, channels: mostChannels, weights: mostWeights)
        expansions = units.map { unit in
            guard unit.expansion != nil else { return nil }
            return shared
                ?? takeExpansion(
                    inputs: unit.inputChannels, channels: unit.outputChannels, weights: unit.expansionCount)
        }
        covariance = take(mostInputs * mostInputs)
        let widest = units.lazy.map(\.outputChannels).max() ?? 0
        partialCount = (max(2 * widest, ChannelScatter.floatCount(channels: mostInputs)) + 15) / 16 * 16
        partials = take(chunks.count * partialCount)

        let classifierCount = (subnet.classifier.inputChannels + 1) * subnet.classes
        let mostGradients =
            units.lazy.map { unit in
                unit.weightCount + unit.squeezeCount
                    + (unit.expansion == nil ? 0 : unit.expansionCount + 2 * unit.outputChannels)
            }.max() ?? 0
        partialGradientCount = isTraining ? (max(mostGradients, classifierCount) + 15) / 16 * 16 : 0
        partialGradients = take(chunks.count * partialGradientCount)
        turned = take(isTraining ? units.lazy.map { max($0.weightCount, $0.expansionCount) }.max() ?? 0 : 0)

        let blockStarts = units.indices.dropFirst().filter { units[$0].startsBlock }
        if isTraining {
            raw = units.map { take($0.outputCount * pictureCount) }
            blockInput = units.enumerated().map { index, unit in
                index > 0 && unit.startsBlock ? take(unit.inputCount * pictureCount) : 0
            }
            let inner = units.indices.filter { $0 + 1 == units.count || !units[$0 + 1].startsBlock }
            innerGradient = take((inner.map { units[$0].outputCount }.max() ?? 0) * pictureCount)
            inputGradient = take((units.filter { $0.kind == .depthwise }.map(\.inputCount).max() ?? 0) * pictureCount)
        } else {
            // Nobody comes back to them: two places in turn hold the outputs, two others the block inputs.
            let largestOutput = (units.lazy.map(\.outputCount).max() ?? 0) * pictureCount
            let largestInput = prefix != nil ? 0 : (blockStarts.map { units[$0].inputCount }.max() ?? 0) * pictureCount
            let outputs = [take(largestOutput), take(largestOutput)]
            let inputs = [take(largestInput), take(largestInput)]
            raw = units.indices.map { prefix?.raw[$0] ?? outputs[$0 % 2] }
            var turn = 0
            blockInput =
                prefix?.blockInput
                ?? units.map { unit in
                    if unit.startsBlock { turn += 1 }
                    return inputs[turn % 2]
                }
            innerGradient = 0
            inputGradient = 0
        }
        let residuals = units.indices.lazy.filter { subnet.residuals[$0] != nil }
        residualGradient = take(dropsPaths ? (residuals.map { units[$0].inputCount }.max() ?? 0) * pictureCount : 0)
        count = next
        self.chunks = chunks
        self.isTraining = isTraining
        let size = min(chunks.size, pictureCount)
        let classifier = size * (2 * subnet.classifier.inputChannels + subnet.classes + 64)
        let head = units.last?.outputCount ?? 0
        scratchCount =
            max(
                units.lazy.map { Self.scratch(of: $0, pictures: size, isTraining: isTraining) }.max() ?? 0,
                classifier + head)
    }

    /// Floats that a chunk of a unit's work takes from its thread's scratch, forward or backward.
    private static func scratch(of unit: ConvolutionUnit, pictures: Int, isTraining: Bool) -> Int {
        let gaps = 16 * 8
        switch unit.kind {
        case .depthwise:
            let shape = unit.depthwiseShape
            let forward = ExpandedDepthwise.forwardScratchCount(shape)
            let scatter = ChannelScatter.scratchCount(channels: unit.inputChannels)
            let backward = ExpandedDepthwise.backwardScratchCount(shape, inputChannels: unit.inputChannels)
            let correction = Strip.rows * unit.inputChannels
            return gaps + max(forward, scatter, isTraining ? max(backward, correction) : 0)
        case .dense:
            let strip = Strip(of: unit, pictures: 0..<pictures, after: 0)
            let input = strip.inputRows.count * unit.inputChannels
            let squeeze =
                unit.squeeze.map {
                    SqueezeExcitation.scratchCount(
                        pictures: 1, channels: unit.inputChannels, squeezed: $0.channels) + input
                } ?? 0
            let forward = input + squeeze + strip.shape.patchCount
            return gaps + (isTraining ? forward + input + strip.outputRows.count * unit.outputChannels : forward)
        }
    }
}
