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
    /// For each unit: the sums of `normalizationBackwardSums` over the group, `[2, channels]`.
    let sums: [Int]
    /// The pictures `[pictures, side, side, channels]`.
    let pictures: Int
    /// For each picture: its loss, then whether the label is the first guess (1 or 0).
    let outcomes: Int
    /// For each picture: the logits `[classes]`.
    let logits: Int
    /// For each chunk: moments or sums of one unit's output, `[2, channels]`.
    let partials: Int
    /// Floats of one chunk's partials.
    let partialCount: Int
    /// For each chunk: the partial gradient of one unit's or the classifier's weights.
    let partialGradients: Int
    /// Floats of one chunk's partial gradient.
    let partialGradientCount: Int
    /// Two buffers for gradients of outputs inside a block, used in turn from unit to unit.
    let gradients: [Int]
    /// Floats of the whole.
    let count: Int
    /// Floats of one thread's scratch.
    let scratchCount: Int

    init(_ subnet: Subnet, pictures pictureCount: Int, isTraining: Bool) {
        let units = subnet.units
        let chunks = Chunks(pictures: pictureCount)
        var next = 0
        func take(_ floats: Int) -> Int {
            defer { next += (floats + 15) / 16 * 16 }
            return next
        }
        pictures = take(pictureCount * subnet.side * subnet.side * subnet.channels)
        outcomes = take(2 * pictureCount)
        logits = take(pictureCount * subnet.classes)
        statistics = units.map { take(4 * $0.outputChannels) }
        sums = units.map { isTraining ? take(2 * $0.outputChannels) : 0 }
        let widest = units.lazy.map(\.outputChannels).max() ?? 0
        partialCount = (2 * widest + 15) / 16 * 16
        partials = take(chunks.count * partialCount)

        let classifierCount = (subnet.classifier.inputChannels + 1) * subnet.classes
        let mostWeights = max(units.lazy.map { $0.weightCount + $0.squeezeCount }.max() ?? 0, classifierCount)
        partialGradientCount = isTraining ? (mostWeights + 15) / 16 * 16 : 0
        partialGradients = take(chunks.count * partialGradientCount)

        let largestOutput = (units.lazy.map(\.outputCount).max() ?? 0) * pictureCount
        let startsInner = units.lazy.filter { $0.startsBlock && $0.inputCount > 0 }
        let largestInput = (startsInner.map(\.inputCount).max() ?? 0) * pictureCount
        if isTraining {
            raw = units.map { take($0.outputCount * pictureCount) }
            blockInput = units.enumerated().map { index, unit in
                index > 0 && unit.startsBlock ? take(unit.inputCount * pictureCount) : 0
            }
            gradients = [take(largestOutput), take(largestOutput)]
        } else {
            // Nobody comes back to them: two places in turn hold the outputs, two others the block inputs.
            let outputs = [take(largestOutput), take(largestOutput)]
            let inputs = [take(largestInput), take(largestInput)]
            raw = units.indices.map { outputs[$0 % 2] }
            var turn = 0
            blockInput = units.map { unit in
                if unit.startsBlock { turn += 1 }
                return inputs[turn % 2]
            }
            gradients = []
        }
        count = next
        self.chunks = chunks
        self.isTraining = isTraining
        let size = min(chunks.size, pictureCount)
        let classifier = size * (2 * subnet.classifier.inputChannels + subnet.classes + 64)
        let head = (units.last?.outputCount ?? 0) * size
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
            let forward = unit.depthwiseShape.paddedCount
            return gaps + (isTraining ? 2 * forward + unit.inputCount + unit.weightCount : forward)
        case .dense:
            let input = unit.inputCount * pictures
            let squeeze =
                unit.squeeze.map {
                    SqueezeExcitation.scratchCount(
                        pictures: pictures, channels: unit.inputChannels, squeezed: $0.channels) + input
                } ?? 0
            let forward = input + squeeze + unit.denseShape(pictures: pictures).patchCount
            return gaps + (isTraining ? forward + input + unit.outputCount * pictures : forward)
        }
    }
}
