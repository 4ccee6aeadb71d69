import Kernels
import Layout

// MARK: - Depthwise units forward

extension Pass {
    /// Writes the input of a unit with an expansion, and computes the statistics of the expanded tensor from it.
    func forwardExpansion(of index: Int) {
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
        crew.forEachSlice(of: inputs, size: 16) { rows in
            mergeScatters(
                chunkCount: plan.chunks.count, chunks: { scatter(index, $0) }, channels: inputs, rows: rows,
                means: means, into: covariance)
        }
        let expanded = ExpansionStatistics(
            inputChannels: inputs, channels: unit.outputChannels, weights: weights + expansion.weights, means: means,
            covariance: covariance, gamma: weights + expansion.gamma, beta: weights + expansion.beta,
            epsilon: Self.epsilon)
        crew.forEachSlice(of: unit.outputChannels, size: 96) { columns in
            expanded.compute(
                columns: columns, projected: base + place.projected,
                record: mode.record?.from(subnet.statisticsOffsets[index] - unit.outputChannels),
                into: statisticsOfExpansion(index, place))
        }
    }

    func statisticsOfExpansion(_ index: Int, _ place: PassPlan.Expansion) -> NormalizationStatistics {
        NormalizationStatistics(memory: base + place.statistics, channels: units[index].outputChannels)
    }

    /// - Parameter pairs: The expansion's weights as 16-bit numbers; nil for floats.
    func expandedDepthwise(_ index: Int, _ pairs: PairedMatrix? = nil) -> ExpandedDepthwise {
        let unit = units[index]
        var expansion: ExpandedDepthwise.Expansion?
        if let found = unit.expansion, let place = plan.expansions[index] {
            expansion = ExpandedDepthwise.Expansion(
                inputChannels: unit.inputChannels, weights: weights + found.weights,
                statistics: statisticsOfExpansion(index, place), activation: found.activation, pairs: pairs)
        }
        return ExpandedDepthwise(
            shape: unit.depthwiseShape, weights: weights + unit.weights, expansion: expansion)
    }

    /// Computes a chunk's raw output of a depthwise unit, expansion included, and its moments.
    func forwardDepthwise(
        _ index: Int, _ pairs: PairedMatrix?, _ chunk: Int, _ pictures: Range<Int>, _ scratch: inout Scratch
    ) {
        let unit = units[index]
        let inputRow = pictures.lowerBound * unit.inputPixels
        // An expansion has written its input already, to find its statistics, unless they were given.
        if unit.expansion == nil || !mode.findsStatistics {
            writeBlockInput(of: index, rows: inputRow..<pictures.upperBound * unit.inputPixels)
        }
        let space = scratch.take(ExpandedDepthwise.forwardScratchCount(unit.depthwiseShape))
        let kernel = expandedDepthwise(index, pairs)
        var input = blockInput(index, row: inputRow)
        if let pairs { input = paired(input, pictures.count * unit.inputPixels, by: pairs, &scratch) }
        let outputRow = pictures.lowerBound * unit.outputPixels
        if leavesHalves(index) {
            kernel.forward(
                input, pictures: pictures.count, into: halves(index, row: outputRow), moments: moments(index, chunk),
                scratch: space)
        } else {
            kernel.forward(
                input, pictures: pictures.count, into: raw(index, row: outputRow),
                moments: mode.findsStatistics ? moments(index, chunk) : nil, scratch: space)
        }
    }

    /// Writes rows of the output of the block before, residual included, to their place.
    private func writeBlockInput(of index: Int, rows: Range<Int>) {
        if let drops = mode.drops, let start = subnet.residuals[index] {
            return writeBlockInput(of: index, rows: rows, residualOf: start, drops)
        }
        normalization(index - 1, rows: rows.count).forward(
            raw(index - 1, row: rows.lowerBound),
            residual: subnet.residuals[index].map { UnsafePointer(blockInput($0, row: rows.lowerBound)) },
            into: blockInput(index, row: rows.lowerBound))
    }
}

// MARK: - Dense units forward

extension Pass {
    /// Computes a chunk's raw output of a dense unit, and its moments.
    func forwardDense(
        _ index: Int, _ pairs: PairedMatrix?, _ chunk: Int, _ pictures: Range<Int>, _ scratch: Scratch
    ) {
        let unit = units[index]
        var found = moments(index, chunk)
        var before = 0
        Strip.forEach(of: unit.denseShape(pictures: 1), isWhole: unit.squeeze != nil, pictures, scratch) {
            strip, scratch in
            let input = denseInput(of: index, strip, &scratch).scaled
            let output = raw(index, row: strip.outputRows.lowerBound)
            if let pairs {
                let rows = strip.inputRows.count
                pairs.multiply(paired(input, rows, by: pairs, &scratch), rows: rows, into: output)
            } else {
                convolutionForward(
                    strip.shape, input: input, weights: weights + unit.weights,
                    scratch: scratch.take(strip.shape.scratchCount), into: output)
            }
            guard mode.findsStatistics else { return }
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
    /// - Parameter isBackward: Whether it is computed again for the backward pass: the input of a block is in its place
    ///   already, and the input from before the scaling is needed too.
    func denseInput(of index: Int, _ strip: Strip, _ scratch: inout Scratch, isBackward: Bool = false) -> DenseInput {
        let unit = units[index]
        let rows = strip.inputRows
        guard index > 0 else {
            let input = base + plan.pictures + rows.lowerBound * unit.inputChannels
            return DenseInput(scaled: input, unscaled: input)
        }
        guard !unit.startsBlock else {
            if !isBackward { writeBlockInput(of: index, rows: rows) }
            let input = blockInput(index, row: rows.lowerBound)
            return DenseInput(scaled: input, unscaled: input)
        }
        let input = scratch.take(rows.count * unit.inputChannels)
        let normalization = normalization(index - 1, rows: rows.count)
        if leavesHalves(index - 1) {
            normalization.forward(halves(index - 1, row: rows.lowerBound), into: input)
        } else {
            normalization.forward(raw(index - 1, row: rows.lowerBound), into: input)
        }
        guard let squeeze = unit.squeeze else { return DenseInput(scaled: input, unscaled: input) }
        let module = SqueezeExcitation(
            pictures: 1, pixels: unit.inputPixels, channels: unit.inputChannels, squeezed: squeeze.channels,
            reduceActivation: squeeze.reduceActivation, gateActivation: squeeze.gateActivation,
            weights: weights + squeeze.weights)
        let moduleScratch = scratch.take(
            SqueezeExcitation.scratchCount(pictures: 1, channels: unit.inputChannels, squeezed: squeeze.channels))
        let scaled = isBackward ? scratch.take(rows.count * unit.inputChannels) : input
        module.forward(input, into: scaled, scratch: moduleScratch)
        return DenseInput(scaled: scaled, unscaled: input, module: module, moduleScratch: moduleScratch)
    }
}

// MARK: - Products of 16-bit numbers

extension Pass {
    /// The weights of a unit's 1x1 convolution as pairs of 16-bit numbers, in the place that all units share; nil where the
    /// unit has none or its product is computed from floats.
    func pairedWeights(of index: Int) -> PairedMatrix? {
        guard let format = mode.pairs, let weights = units[index].pointwiseWeights else { return nil }
        let matrix = PairedMatrix(
            format, inner: units[index].inputChannels, columns: units[index].outputChannels, words: base + plan.pairs)
        crew.forEachSlice(of: PairedMatrix.innerWords(matrix.inner), size: 16) {
            matrix.write(self.weights + weights, rows: $0)
        }
        return matrix
    }

    /// Rows of a product's left matrix as pairs of 16-bit numbers, in scratch.
    private func paired(
        _ rows: UnsafePointer<Float>, _ count: Int, by matrix: PairedMatrix, _ scratch: inout Scratch
    ) -> UnsafeMutablePointer<Float> {
        let words = scratch.take(count * PairedMatrix.innerWords(matrix.inner))
        matrix.writeLeft(rows, rows: count, into: words)
        return words
    }
}
