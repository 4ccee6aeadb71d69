import Kernels
import Layout

/// Where everything that one pass of a group of pictures through a network leaves on its way forward lies in memory.
///
/// One block of floats holds the raw outputs, the statistics and the partial sums; a second one, one for each thread,
/// what a chunk needs while it is treated. All sizes are known before a pass begins, so a pass allocates nothing.
struct PassPlan: Sendable {
    let chunks: Chunks
    /// What the units leave.
    let outputs: Outputs
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
    /// The weights of one unit's 1x1 convolution as a `PairedMatrix`; nothing where the pass has none.
    let pairs: Int
    /// For each chunk: moments, sums or scatter of one unit, in `partialCount` floats.
    let partials: Int
    /// Floats of one chunk's partials.
    let partialCount: Int
    /// The places, behind which others may follow.
    let places: Places
    /// Floats of one thread's scratch.
    let scratchCount: Int

    /// Floats of the whole.
    var count: Int { places.count }

    /// What is still there when the pass has gone forward.
    enum Keeping: Sendable {
        /// The logits.
        case nothing
        /// What blocks leave, for the networks that begin with the same ones.
        case blocks
        /// All that the backward pass reads.
        case everything
    }

    /// What an expansion leaves.
    struct Expansion: Sendable {
        /// `NormalizationStatistics` of the expanded tensor.
        var statistics: Int
        /// The means of the input's channels.
        var means: Int
        /// The covariance of the input times the weights, `[inputChannels, channels]`.
        var projected: Int
    }

    /// Lays out the way forward.
    ///
    /// - Parameter hasPairs: Whether 1x1 convolutions are computed from 16-bit numbers.
    init(_ subnet: Subnet, pictures pictureCount: Int, keeping: Keeping = .nothing, hasPairs: Bool = false) {
        let units = subnet.units
        chunks = Chunks(pictures: pictureCount)
        var places = Places()
        pictures = places.take(pictureCount * subnet.side * subnet.side * subnet.channels)
        let expanded = units.filter { $0.expansion != nil }
        let mostInputs = expanded.map(\.inputChannels).max() ?? 0
        func takeExpansion(inputs: Int, channels: Int, weights: Int) -> Expansion {
            Expansion(
                statistics: places.take(4 * channels), means: places.take(inputs), projected: places.take(weights))
        }
        func takeOneExpansionForAll() -> [Expansion?] {
            // Nobody comes back to what an expansion left: all of them share one place.
            let shared = takeExpansion(
                inputs: mostInputs, channels: expanded.map(\.outputChannels).max() ?? 0,
                weights: expanded.map(\.expansionCount).max() ?? 0)
            return units.map { $0.expansion == nil ? nil : shared }
        }
        switch keeping {
        case .nothing:
            outputs = Outputs(keepingNothingOf: units, pictures: pictureCount, in: &places)
            expansions = takeOneExpansionForAll()
        case .blocks:
            outputs = Outputs(keepingBlocksOf: units, pictures: pictureCount, in: &places)
            expansions = takeOneExpansionForAll()
        case .everything:
            outputs = Outputs(keepingAllOf: units, pictures: pictureCount, in: &places)
            expansions = units.map { unit in
                guard unit.expansion != nil else { return nil }
                return takeExpansion(
                    inputs: unit.inputChannels, channels: unit.outputChannels, weights: unit.expansionCount)
            }
        }
        outcomes = places.take(2 * pictureCount)
        logits = places.take(pictureCount * subnet.classes)
        covariance = places.take(mostInputs * mostInputs)
        let paired = hasPairs ? units.filter { $0.pointwiseWeights != nil } : []
        pairs = places.take(paired.map { $0.pairedCount(rows: $0.outputChannels) }.max() ?? 0)
        let widest = units.lazy.map(\.outputChannels).max() ?? 0
        partialCount = (max(2 * widest, ChannelScatter.floatCount(channels: mostInputs)) + 15) / 16 * 16
        partials = places.take(chunks.count * partialCount)
        self.places = places

        let size = min(chunks.size, pictureCount)
        let classifier = size * (2 * subnet.classifier.inputChannels + subnet.classes + 64)
        let head = units.last?.outputCount ?? 0
        scratchCount = max(
            units.lazy.map { Self.scratch(of: $0, pictures: size, hasPairs: hasPairs) }.max() ?? 0, classifier + head)
    }

    /// Floats between the pieces of a thread's scratch.
    static let scratchGaps = 16 * 8

    /// Floats that a chunk of a unit's work takes from its thread's scratch, forward.
    private static func scratch(of unit: ConvolutionUnit, pictures: Int, hasPairs: Bool) -> Int {
        func paired(_ rows: Int) -> Int {
            hasPairs && unit.pointwiseWeights != nil ? unit.pairedCount(rows: rows) : 0
        }
        switch unit.kind {
        case .depthwise:
            let forward =
                ExpandedDepthwise.forwardScratchCount(unit.depthwiseShape) + paired(pictures * unit.inputPixels)
            return scratchGaps + max(forward, ChannelScatter.scratchCount(channels: unit.inputChannels))
        case .dense:
            let strip = Strip(of: unit, pictures: 0..<pictures, after: 0)
            return scratchGaps + denseScratch(of: unit, strip) + strip.shape.scratchCount
                + paired(strip.inputRows.count)
        }
    }

    /// Floats that the input of a strip of a dense unit's work takes from its thread's scratch.
    static func denseScratch(of unit: ConvolutionUnit, _ strip: Strip) -> Int {
        let input = strip.inputRows.count * unit.inputChannels
        let squeeze =
            unit.squeeze.map {
                SqueezeExcitation.scratchCount(pictures: 1, channels: unit.inputChannels, squeezed: $0.channels) + input
            } ?? 0
        return input + squeeze
    }
}
