import Kernels
import Layout

/// Where everything that a training pass leaves lies in memory: what it keeps on its way forward, and behind that what its
/// way backward needs.
struct TrainingPlan: Sendable {
    /// The way forward, which keeps everything.
    let forward: PassPlan
    /// For each unit: the sums of `BatchNormalization.backwardSums` over the group, `[2, channels]`.
    let sums: [Int]
    /// For each unit with an expansion: the sums of the expanded tensor's gradient over the group, `[2, channels]`, and the
    /// constant that corrects the input's gradient; any place for others.
    let expansionSums: [Int]
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
    /// Floats of the whole, the way forward included.
    let count: Int
    /// Floats of one thread's scratch, for either way.
    let scratchCount: Int

    /// Lays out a training pass.
    ///
    /// - Parameter dropsPaths: Whether residual branches may be left out.
    init(_ subnet: Subnet, pictures: Int, dropsPaths: Bool = false) {
        let units = subnet.units
        forward = PassPlan(subnet, pictures: pictures, keeping: .everything)
        var places = forward.places
        sums = units.map { places.take(2 * $0.outputChannels) }
        expansionSums = units.map {
            $0.expansion == nil ? 0 : places.take(2 * $0.outputChannels + $0.inputChannels)
        }
        let classifierCount = (subnet.classifier.inputChannels + 1) * subnet.classes
        let mostGradients =
            units.lazy.map { unit in
                unit.weightCount + unit.squeezeCount
                    + (unit.expansion == nil ? 0 : unit.expansionCount + 2 * unit.outputChannels)
            }.max() ?? 0
        partialGradientCount = (max(mostGradients, classifierCount) + 15) / 16 * 16
        partialGradients = places.take(forward.chunks.count * partialGradientCount)
        turned = places.take(units.lazy.map { max($0.weightCount, $0.expansionCount) }.max() ?? 0)
        let inner = units.indices.filter { $0 + 1 == units.count || !units[$0 + 1].startsBlock }
        innerGradient = places.take((inner.map { units[$0].outputCount }.max() ?? 0) * pictures)
        let depthwise = units.lazy.filter { $0.kind == .depthwise }
        inputGradient = places.take((depthwise.map(\.inputCount).max() ?? 0) * pictures)
        let residuals = units.indices.lazy.filter { subnet.residuals[$0] != nil }
        residualGradient = places.take(
            dropsPaths ? (residuals.map { units[$0].inputCount }.max() ?? 0) * pictures : 0)
        count = places.count
        let size = min(forward.chunks.size, pictures)
        scratchCount = max(
            forward.scratchCount, units.lazy.map { Self.scratch(of: $0, pictures: size) }.max() ?? 0)
    }

    /// Floats that a chunk of a unit's work takes from its thread's scratch, backward.
    private static func scratch(of unit: ConvolutionUnit, pictures: Int) -> Int {
        switch unit.kind {
        case .depthwise:
            let backward = ExpandedDepthwise.backwardScratchCount(
                unit.depthwiseShape, inputChannels: unit.inputChannels)
            let correction = Strip.rows * unit.inputChannels
            return PassPlan.scratchGaps + max(backward, correction)
        case .dense:
            let strip = Strip(of: unit, pictures: 0..<pictures, after: 0)
            // The input from before squeeze-and-excitation, and the gradient of the output.
            return PassPlan.scratchGaps + PassPlan.denseScratch(of: unit, strip) + strip.shape.backwardScratchCount
                + strip.inputRows.count * unit.inputChannels + strip.outputRows.count * unit.outputChannels
        }
    }
}
