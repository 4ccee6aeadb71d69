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
    /// - Parameter places: The pictures' places in the batch; as many as the plan has.
    func forward(_ batch: PictureBatch, places: Range<Int>) {
        precondition(places.count == plan.chunks.pictures)
        for index in units.indices {
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
                normalizationForward(
                    raw(last, row: picture * head.outputPixels), rows: head.outputPixels,
                    channels: head.outputChannels, statistics: statistics(last), activation: head.activation,
                    into: output, outputStride: head.outputChannels)
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
                linearForward(
                    pooled + row * classifier.inputChannels, rows: rowsAtOnce, inputs: classifier.inputChannels,
                    outputs: classifier.classes, weights: weights + classifier.weights,
                    bias: weights + classifier.bias, into: logits + row * classifier.classes)
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

    private func moments(_ unit: Int, _ chunk: Int) -> ChannelMoments {
        let partial = partials(chunk)
        return ChannelMoments(
            count: plan.chunks[chunk].count * units[unit].outputPixels, means: partial,
            deviations: partial + units[unit].outputChannels)
    }

    private func scatter(_ unit: Int, _ chunk: Int) -> ChannelScatter {
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

// MARK: - Depthwise units forward

extension Pass {
    /// Sets the statistics of a unit and of its expansion to those that are given.
    private func take(_ given: NetworkStatistics, for index: Int) {
        let unit = units[index]
        func take(from offset: Int, gamma: Int, beta: Int, into statistics: NormalizationStatistics) {
            given.means.withUnsafeBufferPointer { means in
                given.variances.withUnsafeBufferPointer { variances in
                    guard let means = means.baseAddress, let variances = variances.baseAddress else { return }
                    givenStatistics(
                        channels: unit.outputChannels, means: means + offset, variances: variances + offset,
                        gamma: weights + gamma, beta: weights + beta, epsilon: Self.epsilon, into: statistics)
                }
            }
        }
        let offset = subnet.statisticsOffsets[index]
        take(from: offset, gamma: unit.gamma, beta: unit.beta, into: statistics(index))
        if let expansion = unit.expansion, let place = plan.expansions[index] {
            take(
                from: offset - unit.outputChannels, gamma: expansion.gamma, beta: expansion.beta,
                into: expansionStatisticsPlace(index, place))
        }
    }

    /// Writes the input of a unit with an expansion, and computes the statistics of the expanded tensor from it.
    private func forwardExpansion(of index: Int) {
        let unit = units[index]
        guard let expansion = unit.expansion, let place = plan.expansions[index] else { return }
        let inputs = unit.inputChannels
        forEachChunk { chunk, pictures, scratch in
            let rows = pictures.lowerBound * unit.inputPixels..<pictures.upperBound * unit.inputPixels
            let space = scratch.take(ChannelScatter.scratchCount(channels: inputs))
            var found = scatter(index, chunk)
            found.count = 0
            var first = rows.lowerBound
            while first < rows.upperBound {
                let last = min(first + Strip.rows, rows.upperBound)
                writeBlockInput(of: index, rows: first..<last)
                found.add(blockInput(index, row: first), rows: last - first, channels: inputs, scratch: space)
                first = last
            }
        }
        let means = base + place.means
        let covariance = base + plan.covariance
        mergeMeans(chunkCount: plan.chunks.count, chunks: { scatter(index, $0) }, channels: inputs, into: means)
        forEachSlice(of: inputs, size: 16) { rows in
            mergeScatters(
                chunkCount: plan.chunks.count, chunks: { scatter(index, $0) }, channels: inputs, rows: rows,
                means: means, into: covariance)
        }
        forEachSlice(of: unit.outputChannels, size: 96) { columns in
            expansionStatistics(
                columns: columns, weights: weights + expansion.weights, inputChannels: inputs,
                channels: unit.outputChannels, means: means, covariance: covariance, gamma: weights + expansion.gamma,
                beta: weights + expansion.beta, epsilon: Self.epsilon, projected: base + place.projected,
                record: record?.from(subnet.statisticsOffsets[index] - unit.outputChannels),
                into: expansionStatisticsPlace(index, place))
        }
    }

    func expansionStatisticsPlace(_ index: Int, _ place: PassPlan.Expansion) -> NormalizationStatistics {
        NormalizationStatistics(memory: base + place.statistics, channels: units[index].outputChannels)
    }

    func expandedDepthwise(_ index: Int) -> ExpandedDepthwise {
        let unit = units[index]
        var expansion: ExpandedDepthwise.Expansion?
        if let found = unit.expansion, let place = plan.expansions[index] {
            expansion = ExpandedDepthwise.Expansion(
                inputChannels: unit.inputChannels, weights: weights + found.weights,
                statistics: expansionStatisticsPlace(index, place), activation: found.activation)
        }
        return ExpandedDepthwise(
            shape: unit.depthwiseShape, weights: weights + unit.weights, expansion: expansion)
    }

    private func forwardDepthwise(_ index: Int, _ chunk: Int, _ pictures: Range<Int>, _ scratch: inout Scratch) {
        let unit = units[index]
        let inputRow = pictures.lowerBound * unit.inputPixels
        // An expansion has written its input already, to find its statistics, unless they were given.
        if unit.expansion == nil || given != nil {
            writeBlockInput(of: index, rows: inputRow..<pictures.upperBound * unit.inputPixels)
        }
        let space = scratch.take(ExpandedDepthwise.forwardScratchCount(unit.depthwiseShape))
        expandedDepthwise(index).forward(
            blockInput(index, row: inputRow), pictures: pictures.count,
            into: raw(index, row: pictures.lowerBound * unit.outputPixels),
            moments: given == nil ? moments(index, chunk) : nil, scratch: space)
    }

    /// Writes rows of the output of the block before, residual included, to their place.
    private func writeBlockInput(of index: Int, rows: Range<Int>) {
        let unit = units[index]
        if let drops, let start = subnet.residuals[index] {
            return writeBlockInput(of: index, rows: rows, residualOf: start, drops)
        }
        normalizationForward(
            raw(index - 1, row: rows.lowerBound), rows: rows.count, channels: unit.inputChannels,
            statistics: statistics(index - 1), activation: units[index - 1].activation,
            residual: subnet.residuals[index].map { UnsafePointer(blockInput($0, row: rows.lowerBound)) },
            into: blockInput(index, row: rows.lowerBound), outputStride: unit.inputChannels)
    }
}

// MARK: - Residual branches that are left out

extension Pass {
    /// Writes rows of the input of a block after a residual one, picture by picture: the residual plus the branch by its
    /// factor.
    private func writeBlockInput(of index: Int, rows: Range<Int>, residualOf start: Int, _ drops: PathDrops) {
        let channels = units[index].inputChannels
        forEachPicture(of: index, rows) { picture, rows in
            let count = rows.count * channels
            let target = blockInput(index, row: rows.lowerBound)
            let residual = blockInput(start, row: rows.lowerBound)
            let factor = drops.factor(before: index, picture: picture) ?? 1
            guard factor > 0 else { return target.update(from: residual, count: count) }
            normalizationForward(
                raw(index - 1, row: rows.lowerBound), rows: rows.count, channels: channels,
                statistics: statistics(index - 1), activation: units[index - 1].activation, into: target,
                outputStride: channels)
            for place in 0..<count { target[place] = target[place] * factor + residual[place] }
        }
    }

    /// Runs the body for the pictures of some rows of a unit's input, each with its own part of the rows.
    func forEachPicture(of index: Int, _ rows: Range<Int>, _ body: (_ picture: Int, _ rows: Range<Int>) -> Void) {
        let pixels = units[index].inputPixels
        var first = rows.lowerBound
        while first < rows.upperBound {
            let picture = first / pixels
            let last = min((picture + 1) * pixels, rows.upperBound)
            body(picture, first..<last)
            first = last
        }
    }
}

// MARK: - Dense units forward

extension Pass {
    private func forwardDense(_ index: Int, _ chunk: Int, _ pictures: Range<Int>, _ scratch: Scratch) {
        let unit = units[index]
        var found = moments(index, chunk)
        var before = 0
        forEachStrip(of: unit, pictures, scratch) { strip, scratch in
            let input = denseInput(of: index, strip, &scratch).scaled
            let output = raw(index, row: strip.outputRows.lowerBound)
            convolutionForward(
                strip.shape, input: input, weights: weights + unit.weights,
                patches: scratch.take(strip.shape.patchCount), into: output)
            guard given == nil else { return }
            found.count = before + strip.outputRows.count
            momentsOfChannels(
                output, rows: strip.outputRows.count, channels: unit.outputChannels, before: before, into: found)
            before = found.count
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
    func denseInput(of index: Int, _ strip: Strip, _ scratch: inout Scratch, isKept: Bool = false) -> DenseInput {
        let unit = units[index]
        let rows = strip.inputRows
        guard index > 0 else {
            let input = base + plan.pictures + rows.lowerBound * unit.inputChannels
            return DenseInput(scaled: input, unscaled: input)
        }
        guard !unit.startsBlock else {
            if !isKept { writeBlockInput(of: index, rows: rows) }
            let input = blockInput(index, row: rows.lowerBound)
            return DenseInput(scaled: input, unscaled: input)
        }
        let input = scratch.take(rows.count * unit.inputChannels)
        normalizationForward(
            raw(index - 1, row: rows.lowerBound), rows: rows.count, channels: unit.inputChannels,
            statistics: statistics(index - 1), activation: units[index - 1].activation, into: input,
            outputStride: unit.inputChannels)
        guard let squeeze = unit.squeeze else { return DenseInput(scaled: input, unscaled: input) }
        let module = SqueezeExcitation(
            pictures: 1, pixels: unit.inputPixels, channels: unit.inputChannels, squeezed: squeeze.channels,
            reduceActivation: squeeze.reduceActivation, gateActivation: squeeze.gateActivation,
            weights: weights + squeeze.weights)
        let moduleScratch = scratch.take(
            SqueezeExcitation.scratchCount(pictures: 1, channels: unit.inputChannels, squeezed: squeeze.channels))
        // The backward pass needs the input from before the scaling too.
        let scaled = plan.isTraining ? scratch.take(rows.count * unit.inputChannels) : input
        module.forward(input, into: scaled, scratch: moduleScratch)
        return DenseInput(scaled: scaled, unscaled: input, module: module, moduleScratch: moduleScratch)
    }
}
