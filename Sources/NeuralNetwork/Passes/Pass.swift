import Kernels
import Layout
import Workers

/// One group of pictures on its way forward through one network.
///
/// Every step is a region over the group's chunks, after which the leading thread merges what the chunks found: the
/// statistics of the whole group, for batch norm; the sums of its gradient; the weights' gradients. Regions write
/// disjoint ranges, and merges go in chunk order, so the bits do not depend on who computed what.
struct Pass: ForwardPass {
    let subnet: Subnet
    let plan: PassPlan
    /// The arena of weights.
    let weights: UnsafePointer<Float>
    let crew: Crew
    let memory: PassMemory
    /// The first float of the pass's own memory, laid out by the plan.
    let base: UnsafeMutablePointer<Float>
    let mode: PassMode
    /// Floats of a thread's scratch.
    let scratchCount: Int

    /// Prepares a pass that goes forward.
    ///
    /// - Parameters:
    ///   - base: The first float of as many as the plan has.
    ///   - scratchCount: Floats of a thread's scratch; nil for those of the plan.
    init(
        subnet: Subnet, plan: PassPlan, mode: PassMode, weights: UnsafePointer<Float>, crew: Crew, memory: PassMemory,
        base: UnsafeMutablePointer<Float>, scratchCount: Int? = nil
    ) {
        self.subnet = subnet
        self.plan = plan
        self.mode = mode
        self.weights = weights
        self.crew = crew
        self.memory = memory
        self.base = base
        self.scratchCount = scratchCount ?? plan.scratchCount
    }

    /// Added to the variance.
    static let epsilon = NetworkStatistics.epsilon

    var units: [ConvolutionUnit] { subnet.units }
    var chunks: Chunks { plan.chunks }

    func forward(_ batch: PictureBatch, places: Range<Int>) { forward(batch, places: places, from: 0) }

    /// Runs the pictures through the network, or through the end of it.
    ///
    /// - Parameters:
    ///   - places: The pictures' places in the batch; as many as the plan has.
    ///   - first: The first unit that is computed, one that starts a block. What the units before it leave lies in memory
    ///     already, from a network that shares them, by a plan that keeps it.
    func forward(_ batch: PictureBatch, places: Range<Int>, from first: Int) {
        precondition(places.count == plan.chunks.pictures)
        for index in first..<units.count {
            let unit = units[index]
            if case .inferring(let given) = mode {
                take(given, for: index)
            } else if unit.expansion != nil {
                forwardExpansion(of: index)
            }
            let pairs = pairedWeights(of: index)
            forEachChunk { chunk, pictures, scratch in
                if index == 0 {
                    for picture in pictures {
                        batch.write(places.lowerBound + picture, self.picture(picture))
                    }
                }
                switch unit.kind {
                case .dense: forwardDense(index, pairs, chunk, pictures, scratch)
                case .depthwise: forwardDepthwise(index, pairs, chunk, pictures, &scratch)
                }
            }
            guard mode.findsStatistics else { continue }
            mergeMoments(
                chunkCount: plan.chunks.count, chunks: { moments(index, $0) }, channels: unit.outputChannels,
                gamma: weights + unit.gamma, beta: weights + unit.beta, epsilon: Self.epsilon,
                record: mode.record?.from(subnet.statisticsOffsets[index]), into: statistics(index))
        }
    }
}

// MARK: - Classification

extension Pass {
    /// The features of a chunk's pictures before the classifier, `[pictures, channels]`.
    func pooledFeatures(_ pictures: Range<Int>, _ scratch: inout Scratch) -> UnsafeMutablePointer<Float> {
        let last = units.count - 1
        let head = units[last]
        let output = scratch.take(head.outputCount)
        let pooled = scratch.take(pictures.count * head.outputChannels)
        for (row, picture) in pictures.enumerated() {
            normalization(last, rows: head.outputPixels).forward(
                raw(last, row: picture * head.outputPixels), into: output)
            globalAverageForward(
                output, pictures: 1, pixels: head.outputPixels, channels: head.outputChannels,
                into: pooled + row * head.outputChannels)
        }
        return pooled
    }

    /// The logits and the outcomes, in their places.
    var classification: Classification {
        Classification(
            classifier: subnet.classifier, weights: weights, logits: base + plan.logits, outcomes: base + plan.outcomes,
            pictures: plan.chunks.pictures, multipliesChunks: mode.findsStatistics)
    }
}

// MARK: - Places in memory

extension Pass {
    func picture(_ picture: Int) -> UnsafeMutablePointer<Float> {
        base + plan.pictures + picture * subnet.side * subnet.side * subnet.channels
    }

    /// The raw output of a unit, from a row of the group on.
    func raw(_ unit: Int, row: Int) -> UnsafeMutablePointer<Float> {
        base + plan.outputs.raw[unit] + row * units[unit].outputChannels
    }

    /// Whether a unit's raw output lies in its place as halves.
    ///
    /// In a score, the output of a depthwise convolution within a block does: scores rank paths, and need no more digits.
    func leavesHalves(_ unit: Int) -> Bool {
        guard case .scoring = mode, units[unit].kind == .depthwise, unit + 1 < units.count else { return false }
        return units[unit + 1].kind == .dense && !units[unit + 1].startsBlock
    }

    /// The raw output of a unit that leaves halves, from a row of the group on.
    func halves(_ unit: Int, row: Int) -> UnsafeMutablePointer<Float16> {
        UnsafeMutableRawPointer(base + plan.outputs.raw[unit]).assumingMemoryBound(to: Float16.self)
            + row * units[unit].outputChannels
    }

    /// The input of a unit that starts a block, from a row of the group on.
    func blockInput(_ unit: Int, row: Int) -> UnsafeMutablePointer<Float> {
        base + plan.outputs.blockInput[unit] + row * units[unit].inputChannels
    }

    func statistics(_ unit: Int) -> NormalizationStatistics {
        NormalizationStatistics(memory: base + plan.outputs.statistics[unit], channels: units[unit].outputChannels)
    }

    /// What follows some rows of a unit's raw output.
    func normalization(_ unit: Int, rows: Int) -> BatchNormalization {
        BatchNormalization(
            rows: rows, channels: units[unit].outputChannels, statistics: statistics(unit),
            activation: units[unit].activation)
    }

    func moments(_ unit: Int, _ chunk: Int) -> ChannelMoments {
        let partial = partials(chunk)
        return ChannelMoments(
            count: plan.chunks[chunk].count * units[unit].outputPixels, means: partial,
            deviations: partial + units[unit].outputChannels)
    }

    func scatter(_ unit: Int, _ chunk: Int) -> ChannelScatter {
        ChannelScatter(
            count: plan.chunks[chunk].count * units[unit].inputPixels, memory: partials(chunk),
            channels: units[unit].inputChannels)
    }

    func partials(_ chunk: Int) -> UnsafeMutablePointer<Float> {
        base + plan.partials + chunk * plan.partialCount
    }
}
