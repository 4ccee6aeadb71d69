import Kernels

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

    /// Added to the variance (PyTorch's default, which the authors' code keeps).
    static let epsilon: Float = 1e-5

    var units: [ConvolutionUnit] { subnet.units }

    /// Runs the pictures through the network.
    ///
    /// - Parameter places: The pictures' places in the batch; as many as the plan has.
    func forward(_ batch: PictureBatch, places: Range<Int>) {
        precondition(places.count == plan.chunks.pictures)
        for index in units.indices {
            forEachChunk { chunk, pictures, scratch in
                if index == 0 {
                    for picture in pictures {
                        batch.write(places.lowerBound + picture, self.picture(picture))
                    }
                }
                convolve(unit: index, pictures, &scratch)
                let unit = units[index]
                momentsOfChannels(
                    raw(index, pictures), rows: pictures.count * unit.outputPixels, channels: unit.outputChannels,
                    into: moments(index, chunk))
            }
            mergeMoments(
                chunkCount: plan.chunks.count, chunks: { moments(index, $0) }, channels: units[index].outputChannels,
                gamma: weights + units[index].gamma, beta: weights + units[index].beta, epsilon: Self.epsilon,
                into: statistics(index))
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
            let output = scratch.take(rows * head.outputCount)
            normalizationForward(
                raw(last, pictures), rows: rows * head.outputPixels, channels: head.outputChannels,
                statistics: statistics(last), activation: head.activation, into: output,
                outputStride: head.outputChannels)
            let pooled = scratch.take(rows * head.outputChannels)
            globalAverageForward(
                output, pictures: rows, pixels: head.outputPixels, channels: head.outputChannels, into: pooled)
            let logits = base + plan.logits + pictures.lowerBound * classifier.classes
            linearForward(
                pooled, rows: rows, inputs: classifier.inputChannels, outputs: classifier.classes,
                weights: weights + classifier.weights, bias: weights + classifier.bias, into: logits)
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
                backwardClassifier(chunk, pictures, pooled: pooled, logitsGradient: logitsGradient, &scratch)
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

    /// The raw output of a unit, from the first of the pictures on.
    func raw(_ unit: Int, _ pictures: Range<Int>) -> UnsafeMutablePointer<Float> {
        base + plan.raw[unit] + pictures.lowerBound * units[unit].outputCount
    }

    /// The input of a unit that starts a block, from the first of the pictures on.
    func blockInput(_ unit: Int, _ pictures: Range<Int>) -> UnsafeMutablePointer<Float> {
        base + plan.blockInput[unit] + pictures.lowerBound * units[unit].inputCount
    }

    func statistics(_ unit: Int) -> NormalizationStatistics {
        NormalizationStatistics(memory: base + plan.statistics[unit], channels: units[unit].outputChannels)
    }

    private func moments(_ unit: Int, _ chunk: Int) -> ChannelMoments {
        let partial = partials(chunk)
        return ChannelMoments(
            count: plan.chunks[chunk].count * units[unit].outputPixels, means: partial,
            deviations: partial + units[unit].outputChannels)
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
}

// MARK: - Convolutions forward

extension Pass {
    /// Computes a unit's raw output of some pictures.
    private func convolve(unit index: Int, _ pictures: Range<Int>, _ scratch: inout Scratch) {
        let unit = units[index]
        switch unit.kind {
        case .dense:
            let shape = unit.denseShape(pictures: pictures.count)
            let input = denseInput(of: index, pictures, &scratch).scaled
            convolutionForward(
                shape, input: input, weights: weights + unit.weights, patches: scratch.take(shape.patchCount),
                into: raw(index, pictures))
        case .depthwise:
            let shape = unit.depthwiseShape
            let padded = scratch.take(shape.paddedCount)
            padded.update(repeating: 0, count: shape.paddedCount)
            if unit.startsBlock { writeBlockInput(of: index, pictures) }
            for picture in pictures {
                writePaddedInput(of: index, picture, shape, into: padded)
                depthwiseForward(
                    shape, padded: padded, weights: weights + unit.weights, into: raw(index, picture..<picture + 1))
            }
        }
    }

    /// A dense unit's input, and, where squeeze-and-excitation scales it, what it was before and the module's scratch.
    struct DenseInput {
        var scaled: UnsafeMutablePointer<Float>
        var unscaled: UnsafeMutablePointer<Float>
        var module: SqueezeExcitation?
        var moduleScratch: UnsafeMutablePointer<Float>?
    }

    /// Normalises the output of the unit before, adds the residual and applies squeeze-and-excitation.
    ///
    /// - Parameter isKept: Whether the input of a block is in its place already, as in the backward pass.
    func denseInput(
        of index: Int, _ pictures: Range<Int>, _ scratch: inout Scratch, isKept: Bool = false
    ) -> DenseInput {
        let unit = units[index]
        guard index > 0 else {
            let input = picture(pictures.lowerBound)
            return DenseInput(scaled: input, unscaled: input)
        }
        guard !unit.startsBlock else {
            if !isKept { writeBlockInput(of: index, pictures) }
            let input = blockInput(index, pictures)
            return DenseInput(scaled: input, unscaled: input)
        }
        let rows = pictures.count * unit.inputPixels
        let input = scratch.take(rows * unit.inputChannels)
        normalizationForward(
            raw(index - 1, pictures), rows: rows, channels: unit.inputChannels, statistics: statistics(index - 1),
            activation: units[index - 1].activation, into: input, outputStride: unit.inputChannels)
        guard let squeeze = unit.squeeze else { return DenseInput(scaled: input, unscaled: input) }
        let module = SqueezeExcitation(
            pictures: pictures.count, pixels: unit.inputPixels, channels: unit.inputChannels,
            squeezed: squeeze.channels, reduceActivation: squeeze.reduceActivation,
            gateActivation: squeeze.gateActivation, weights: weights + squeeze.weights)
        let moduleScratch = scratch.take(
            SqueezeExcitation.scratchCount(
                pictures: pictures.count, channels: unit.inputChannels, squeezed: squeeze.channels))
        // The backward pass needs the input from before the scaling too.
        let scaled = plan.isTraining ? scratch.take(rows * unit.inputChannels) : input
        module.forward(input, into: scaled, scratch: moduleScratch)
        return DenseInput(scaled: scaled, unscaled: input, module: module, moduleScratch: moduleScratch)
    }

    /// Writes the output of the block before, residual included, to its place.
    private func writeBlockInput(of index: Int, _ pictures: Range<Int>) {
        let unit = units[index]
        normalizationForward(
            raw(index - 1, pictures), rows: pictures.count * unit.inputPixels, channels: unit.inputChannels,
            statistics: statistics(index - 1), activation: units[index - 1].activation,
            residual: subnet.residuals[index].map { UnsafePointer(blockInput($0, pictures)) },
            into: blockInput(index, pictures), outputStride: unit.inputChannels)
    }

    /// Writes a depthwise unit's input of one picture into a padded picture whose border is zero.
    func writePaddedInput(
        of index: Int, _ picture: Int, _ shape: DepthwiseShape, into padded: UnsafeMutablePointer<Float>
    ) {
        let unit = units[index]
        let rowCount = shape.width * shape.channels
        let source =
            unit.startsBlock
            ? blockInput(index, picture..<picture + 1) : raw(index - 1, picture..<picture + 1)
        for row in 0..<shape.height {
            let target = padded + shape.paddedOffset(row: row, column: 0)
            if unit.startsBlock {
                target.update(from: source + row * rowCount, count: rowCount)
            } else {
                normalizationForward(
                    source + row * rowCount, rows: shape.width, channels: shape.channels,
                    statistics: statistics(index - 1), activation: units[index - 1].activation, into: target,
                    outputStride: shape.channels)
            }
        }
    }
}
