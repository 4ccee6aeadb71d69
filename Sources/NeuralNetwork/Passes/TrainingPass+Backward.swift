import Kernels
import Layout

extension TrainingPass {
    /// The gradients of all units, from the head to the stem, after `classify` has left the head's.
    func backward() {
        for index in units.indices.reversed() {
            switch units[index].kind {
            case .dense: backwardDense(index)
            case .depthwise: backwardDepthwise(index)
            }
            if index > 0 { mergeSums(of: index - 1) }
        }
    }

    /// The gradient of the head's output from that of the features.
    func backwardPooling(_ chunk: Int, _ pictures: Range<Int>, pooledGradient: UnsafePointer<Float>) {
        let last = units.count - 1
        let rows = pictures.lowerBound * units[last].outputPixels..<pictures.upperBound * units[last].outputPixels
        globalAverageBackward(
            pooledGradient, pictures: pictures.count, pixels: units[last].outputPixels,
            channels: units[last].outputChannels, into: outputGradient(last, row: rows.lowerBound))
        clearSums(chunk, of: last)
        addSums(chunk, of: last, rows: rows)
    }

    private func backwardDense(_ index: Int) {
        let unit = units[index]
        let turned = base + plan.turned
        if index > 0 {
            let patch = unit.denseShape(pictures: 1).patch
            pass.crew.forEachSlice(of: unit.outputChannels, size: 64) { columns in
                transposeMatrix(
                    weights + unit.weights, rows: patch, columns: unit.outputChannels, range: columns, into: turned)
            }
        }
        pass.forEachChunk { chunk, pictures, scratch in
            let partial = partialGradients.cleared(chunk, count: unit.weightCount + unit.squeezeCount)
            if index > 0 { clearSums(chunk, of: index - 1) }
            Strip.forEach(of: unit.denseShape(pictures: 1), isWhole: unit.squeeze != nil, pictures, scratch) {
                strip, scratch in
                backwardStrip(index, chunk, strip, partial, &scratch)
            }
        }
        partialGradients.merge(count: unit.weightCount, into: goal.arena + unit.weights)
        if let squeeze = unit.squeeze {
            partialGradients.merge(from: unit.weightCount, count: unit.squeezeCount, into: goal.arena + squeeze.weights)
        }
    }

    private func backwardStrip(
        _ index: Int, _ chunk: Int, _ strip: Strip, _ partial: UnsafeMutablePointer<Float>, _ scratch: inout Scratch
    ) {
        let unit = units[index]
        let input = pass.denseInput(of: index, strip, &scratch, isBackward: true)
        let rawGradient = scratch.take(strip.outputRows.count * unit.outputChannels)
        writeRawGradient(index, strip.outputRows, into: rawGradient)
        let space = scratch.take(strip.shape.backwardScratchCount)
        convolutionBackwardWeights(
            strip.shape, input: input.scaled, outputGradient: rawGradient, scratch: space, into: partial)
        guard index > 0 else { return }
        let inputGradient =
            unit.startsBlock
            ? scratch.take(strip.inputRows.count * unit.inputChannels)
            : outputGradient(index - 1, row: strip.inputRows.lowerBound)
        convolutionBackwardInput(
            strip.shape, turned: base + plan.turned, outputGradient: rawGradient, scratch: space,
            into: inputGradient)
        if let module = input.module, let moduleScratch = input.moduleScratch {
            module.backward(
                input.unscaled, gradient: inputGradient, weightGradient: partial + unit.weightCount,
                scratch: moduleScratch)
        }
        if unit.startsBlock { putBlockGradient(index, strip.inputRows, inputGradient) }
        addSums(chunk, of: index - 1, rows: strip.inputRows)
    }

    private func backwardDepthwise(_ index: Int) {
        let unit = units[index]
        let sums = base + plan.sums[index]
        let expansionStart = unit.weightCount
        let sumStart = expansionStart + unit.expansionCount
        pass.forEachChunk { chunk, pictures, scratch in
            let partial = partialGradients.cleared(
                chunk, count: sumStart + (unit.expansion == nil ? 0 : 2 * unit.outputChannels))
            let space = scratch.take(
                ExpandedDepthwise.backwardScratchCount(unit.depthwiseShape, inputChannels: unit.inputChannels))
            let inputRow = pictures.lowerBound * unit.inputPixels
            let outputRow = pictures.lowerBound * unit.outputPixels
            pass.expandedDepthwise(index).backward(
                pass.blockInput(index, row: inputRow), pictures: pictures.count,
                output: ExpandedDepthwise.OutputGradient(
                    raw: pass.raw(index, row: outputRow), uGradient: outputGradient(index, row: outputRow),
                    statistics: pass.statistics(index), shiftSum: sums, scaleSum: sums + unit.outputChannels,
                    count: chunks.pictures * unit.outputPixels),
                inputGradient: uncorrectedGradient(index, row: inputRow),
                gradients: ExpandedDepthwise.Gradients(
                    weights: partial, expansionWeights: partial + expansionStart,
                    expansionShiftSum: partial + sumStart, expansionScaleSum: partial + sumStart + unit.outputChannels),
                scratch: space)
        }
        partialGradients.merge(count: unit.weightCount, into: goal.arena + unit.weights)
        let correction = finishExpansion(index, from: expansionStart)
        pass.forEachChunk { chunk, pictures, scratch in
            clearSums(chunk, of: index - 1)
            var first = pictures.lowerBound * unit.inputPixels
            while first < pictures.upperBound * unit.inputPixels {
                let rows = first..<min(first + Strip.rows, pictures.upperBound * unit.inputPixels)
                var scratch = scratch
                let gradient = uncorrectedGradient(index, row: first)
                if let correction {
                    correction.correct(
                        pass.blockInput(index, row: first), rows: rows.count, map: base + plan.forward.covariance,
                        constant: base + plan.expansionSums[index] + 2 * unit.outputChannels,
                        scratch: scratch.take(rows.count * unit.inputChannels), inputGradient: gradient)
                }
                putBlockGradient(index, rows, gradient)
                addSums(chunk, of: index - 1, rows: rows)
                first = rows.upperBound
            }
        }
    }

    /// Merges the chunks' gradients of an expansion and adds what its batch norm's statistics contribute.
    ///
    /// - Returns: What corrects the gradient of the input; nil without an expansion.
    private func finishExpansion(_ index: Int, from start: Int) -> ExpansionCorrection? {
        let unit = units[index]
        guard let expansion = unit.expansion, let place = plan.forward.expansions[index] else { return nil }
        let channels = unit.outputChannels
        let sums = base + plan.expansionSums[index]
        sums.update(repeating: 0, count: 2 * channels)
        partialGradients.merge(from: start + unit.expansionCount, count: 2 * channels, into: sums)
        accumulate(sums, into: goal.arena + expansion.beta, count: channels)
        accumulate(sums + channels, into: goal.arena + expansion.gamma, count: channels)
        // The first chunk's place takes the sum of all chunks.
        let whole = partialGradients.first + start
        partialGradients.merge(from: start, count: unit.expansionCount, into: whole, chunks: 1..<chunks.count)
        let correction = ExpansionCorrection(
            inputChannels: unit.inputChannels, channels: channels, count: chunks.pictures * unit.inputPixels,
            weights: weights + expansion.weights, statistics: pass.statisticsOfExpansion(index, place), shiftSum: sums,
            scaleSum: sums + channels, means: base + place.means)
        pass.crew.forEachSlice(of: channels, size: 96) { columns in
            correction.finishWeights(
                columns: columns, sum: whole, projected: base + place.projected,
                gradient: goal.arena + expansion.weights,
                turned: base + plan.turned)
        }
        pass.crew.forEachSlice(of: unit.inputChannels, size: 8) { rows in
            correction.inputMap(
                rows: rows, turned: base + plan.turned, map: base + plan.forward.covariance,
                constant: sums + 2 * channels)
        }
        return correction
    }

    /// The gradient of a depthwise unit's input, before correction and without the residual's.
    private func uncorrectedGradient(_ index: Int, row: Int) -> UnsafeMutablePointer<Float> {
        base + plan.inputGradient + row * units[index].inputChannels
    }

    /// Adds the residual's gradient to that of rows of a block's input, and puts it in the input's place.
    private func putBlockGradient(_ index: Int, _ rows: Range<Int>, _ gradient: UnsafeMutablePointer<Float>) {
        let count = rows.count * units[index].inputChannels
        if let drops { return putBlockGradient(index, rows, gradient, drops) }
        if let reader = subnet.residualReaders[index] {
            accumulate(pass.blockInput(reader, row: rows.lowerBound), into: gradient, count: count)
        }
        // The input itself has been used for the last time: its gradient takes the place.
        pass.blockInput(index, row: rows.lowerBound).update(from: gradient, count: count)
    }
}

// MARK: - Gradients of outputs

extension TrainingPass {
    /// The gradient of a unit's normalised and activated output, from a row of the group on.
    private func outputGradient(_ unit: Int, row: Int) -> UnsafeMutablePointer<Float> {
        let next = unit + 1
        if next < units.count && units[next].startsBlock { return pass.blockInput(next, row: row) }
        return base + plan.innerGradient + row * units[unit].outputChannels
    }

    /// Takes the gradient of a unit's output through its activation and adds up what batch norm's gradient needs.
    func addSums(_ chunk: Int, of index: Int, rows: Range<Int>) {
        pass.normalization(index, rows: rows.count).backwardSums(
            pass.raw(index, row: rows.lowerBound), yGradient: outputGradient(index, row: rows.lowerBound),
            shiftSum: pass.partials(chunk), scaleSum: pass.partials(chunk) + units[index].outputChannels)
    }

    func clearSums(_ chunk: Int, of index: Int) {
        pass.partials(chunk).update(repeating: 0, count: 2 * units[index].outputChannels)
    }

    /// Merges the chunks' sums, in their order: the gradients of batch norm's summands and factors.
    func mergeSums(of index: Int) {
        let unit = units[index]
        let channels = unit.outputChannels
        let sums = base + plan.sums[index]
        sums.update(repeating: 0, count: 2 * channels)
        for chunk in 0..<chunks.count { accumulate(pass.partials(chunk), into: sums, count: 2 * channels) }
        accumulate(sums, into: goal.arena + unit.beta, count: channels)
        accumulate(sums + channels, into: goal.arena + unit.gamma, count: channels)
    }

    /// The gradient of rows of a unit's raw output.
    private func writeRawGradient(_ index: Int, _ rows: Range<Int>, into target: UnsafeMutablePointer<Float>) {
        let unit = units[index]
        NormalizationGradient(
            rows: rows.count, channels: unit.outputChannels, count: chunks.pictures * unit.outputPixels,
            statistics: pass.statistics(index), shiftSum: base + plan.sums[index],
            scaleSum: base + plan.sums[index] + unit.outputChannels
        ).backward(
            pass.raw(index, row: rows.lowerBound), uGradient: outputGradient(index, row: rows.lowerBound), into: target)
    }
}
