import Kernels
import Workers

/// One group of pictures on its way through one network: forward, and in training backward.
///
/// Every step is a region over the group's chunks, after which the leading thread merges what the chunks found: the
/// statistics of the whole group, for batch norm; the sums of its gradient; the weights' gradients. Regions write
/// disjoint ranges, and merges go in chunk order, so the bits do not depend on who computed what.
struct Pass {
    let subnet: Subnet
    let plan: PassPlan
    /// The arena of weights.
    let weights: UnsafePointer<Float>
    let crew: Crew
    let memory: PassMemory
    /// The first float of the pass's own memory, laid out by the plan.
    let base: UnsafeMutablePointer<Float>
    /// By what batch norms normalise in place of the group's own statistics; nil for the group's own.
    var given: NetworkStatistics?
    /// Where the group's statistics are noted, or nil.
    var record: MomentsRecord?
    /// What is left out in training, or nil.
    var dropping: Dropping?
    /// The factors of residual branches that may be left out, or nil.
    var drops: PathDrops?

    /// Added to the variance (PyTorch's default, which the authors' code keeps).
    static let epsilon: Float = 1e-5

    var units: [ConvolutionUnit] { subnet.units }

    /// Runs the pictures through the network.
    ///
    /// - Parameters:
    ///   - places: The pictures' places in the batch; as many as the plan has.
    ///   - first: The first unit that is computed, one that starts a block. What the units before it leave lies in memory
    ///     already, from a network that shares them, by a plan that keeps it.
    func forward(_ batch: PictureBatch, places: Range<Int>, from first: Int = 0) {
        precondition(places.count == plan.chunks.pictures)
        for index in first..<units.count {
            let unit = units[index]
            if let given {
                take(given, for: index)
            } else if unit.expansion != nil {
                forwardExpansion(of: index)
            }
            forEachChunk { chunk, pictures, scratch in
                if index == 0 {
                    for picture in pictures {
                        batch.write(places.lowerBound + picture, self.picture(picture))
                    }
                }
                switch unit.kind {
                case .dense: forwardDense(index, chunk, pictures, scratch)
                case .depthwise: forwardDepthwise(index, chunk, pictures, &scratch)
                }
            }
            guard given == nil else { continue }
            mergeMoments(
                chunkCount: plan.chunks.count, chunks: { moments(index, $0) }, channels: unit.outputChannels,
                gamma: weights + unit.gamma, beta: weights + unit.beta, epsilon: Self.epsilon,
                record: record?.from(subnet.statisticsOffsets[index]), into: statistics(index))
        }
    }

    /// Computes logits, losses and, when asked, the gradient of the head's output.
    ///
    /// - Parameters:
    ///   - gradient: What to do for training, or nil: label smoothing, the gradient's factor, and the arena of gradients
    ///     that is added to.
    /// - Returns: Without smoothing when scoring; with it when training, as the loss that is minimised.
    func classify(
        _ batch: PictureBatch, places: Range<Int>, gradient: BackwardGoal? = nil
    ) -> PassOutcome {
        let classifier = subnet.classifier
        let last = units.count - 1
        let head = units[last]
        forEachChunk { chunk, pictures, scratch in
            let rows = pictures.count
            let output = scratch.take(head.outputCount)
            let pooled = scratch.take(rows * head.outputChannels)
            for (row, picture) in pictures.enumerated() {
                normalization(last, rows: head.outputPixels).forward(
                    raw(last, row: picture * head.outputPixels), into: output)
                globalAverageForward(
                    output, pictures: 1, pixels: head.outputPixels, channels: head.outputChannels,
                    into: pooled + row * head.outputChannels)
            }
            if let dropping {
                for (row, picture) in pictures.enumerated() {
                    dropping.drop(
                        pooled + row * head.outputChannels, count: head.outputChannels,
                        place: places.lowerBound + picture)
                }
            }
            let logits = base + plan.logits + pictures.lowerBound * classifier.classes
            // A product's bits may depend on its number of rows; with given statistics nothing may depend on the group.
            let rowsAtOnce = given == nil ? rows : 1
            for row in stride(from: 0, to: rows, by: rowsAtOnce) {
                linearClassifier(rows: rowsAtOnce).forward(
                    pooled + row * classifier.inputChannels, into: logits + row * classifier.classes)
            }
            let logitsGradient = gradient.map { _ in scratch.take(rows * classifier.classes) }
            for (row, picture) in pictures.enumerated() {
                let label = batch.labels[places.lowerBound + picture]
                let start = row * classifier.classes
                let outcome = base + plan.outcomes + 2 * picture
                outcome[0] = Float(
                    crossEntropy(
                        logits + start, classes: classifier.classes, label: label,
                        smoothing: gradient?.labelSmoothing ?? 0, logitsGradient: logitsGradient.map { $0 + start },
                        gradientScale: gradient?.scale ?? 1))
                outcome[1] = isCorrect(logits + start, classes: classifier.classes, label: label) ? 1 : 0
            }
            if let logitsGradient {
                backwardClassifier(
                    chunk, pictures, places: places, pooled: pooled, logitsGradient: logitsGradient, &scratch)
            }
        }
        if let gradient { mergeClassifier(into: gradient.arena) }
        return (0..<plan.chunks.pictures).reduce(into: .none) { outcome, picture in
            let found = base + plan.outcomes + 2 * picture
            outcome = outcome + PassOutcome(lossSum: Double(found[0]), correct: Int(found[1]), pictures: 1)
        }
    }
}

/// What a backward pass is for.
struct BackwardGoal {
    var labelSmoothing: Float
    /// The factor of every picture's loss: 1 / pictures of the update.
    var scale: Float
    /// The arena of gradients, added to.
    var arena: UnsafeMutablePointer<Float>
}

// MARK: - Places in memory

extension Pass {
    func picture(_ picture: Int) -> UnsafeMutablePointer<Float> {
        base + plan.pictures + picture * subnet.side * subnet.side * subnet.channels
    }

    /// The raw output of a unit, from a row of the group on.
    func raw(_ unit: Int, row: Int) -> UnsafeMutablePointer<Float> {
        base + plan.raw[unit] + row * units[unit].outputChannels
    }

    /// The input of a unit that starts a block, from a row of the group on.
    func blockInput(_ unit: Int, row: Int) -> UnsafeMutablePointer<Float> {
        base + plan.blockInput[unit] + row * units[unit].inputChannels
    }

    func statistics(_ unit: Int) -> NormalizationStatistics {
        NormalizationStatistics(memory: base + plan.statistics[unit], channels: units[unit].outputChannels)
    }

    /// What follows some rows of a unit's raw output.
    func normalization(_ unit: Int, rows: Int) -> BatchNormalization {
        BatchNormalization(
            rows: rows, channels: units[unit].outputChannels, statistics: statistics(unit),
            activation: units[unit].activation)
    }

    /// The layer that makes logits of pooled rows.
    func linearClassifier(rows: Int) -> LinearLayer {
        let classifier = subnet.classifier
        return LinearLayer(
            rows: rows, inputs: classifier.inputChannels, outputs: classifier.classes,
            weights: weights + classifier.weights, bias: weights + classifier.bias)
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

    /// Runs the body for every chunk, each with the scratch of the thread that treats it.
    func forEachChunk(_ body: (_ chunk: Int, _ pictures: Range<Int>, _ scratch: inout Scratch) -> Void) {
        crew.forEach(plan.chunks.count) { chunk, worker in
            let buffer = memory.scratch(worker: worker, count: plan.scratchCount)
            var scratch = Scratch(buffer.pointer, count: buffer.count)
            body(chunk, plan.chunks[chunk], &scratch)
        }
    }

    /// Runs the body for slices of a range, on whatever threads have time.
    func forEachSlice(of count: Int, size: Int, _ body: (Range<Int>) -> Void) {
        crew.forEach((count + size - 1) / size) { index, _ in body(index * size..<min(count, (index + 1) * size)) }
    }

    /// Runs the body for the strips of a chunk of a dense unit's work, each with all of the scratch.
    func forEachStrip(
        of unit: ConvolutionUnit, _ pictures: Range<Int>, _ scratch: Scratch,
        _ body: (_ strip: Strip, _ scratch: inout Scratch) -> Void
    ) {
        var row = pictures.lowerBound * unit.outputPixels
        while row < pictures.upperBound * unit.outputPixels {
            let strip = Strip(of: unit, pictures: pictures, after: row)
            var scratch = scratch
            body(strip, &scratch)
            row = strip.outputRows.upperBound
        }
    }
}
