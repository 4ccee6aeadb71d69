import Kernels

extension Pass {
    /// The gradients of all units, from the head to the stem, after `classify` has left the head's.
    func backward(into arena: UnsafeMutablePointer<Float>) {
        for index in units.indices.reversed() {
            switch units[index].kind {
            case .dense: backwardDense(index, into: arena)
            case .depthwise: backwardDepthwise(index, into: arena)
            }
            if index > 0 { mergeSums(of: index - 1, into: arena) }
        }
    }

    /// The part of a chunk that `classify` leaves to this file: gradients of the classifier and of the head's output.
    func backwardClassifier(
        _ chunk: Int, _ pictures: Range<Int>, places: Range<Int>, pooled: UnsafePointer<Float>,
        logitsGradient: UnsafePointer<Float>, _ scratch: inout Scratch
    ) {
        let classifier = subnet.classifier
        let last = units.count - 1
        let weightCount = classifier.inputChannels * classifier.classes
        let partial = clearedPartialGradient(chunk, count: weightCount + classifier.classes)
        let pooledGradient = scratch.take(pictures.count * classifier.inputChannels)
        linearClassifier(rows: pictures.count).backward(
            pooled, outputGradient: logitsGradient, weightGradient: partial, biasGradient: partial + weightCount,
            inputGradient: pooledGradient)
        if let dropping {
            for (row, picture) in pictures.enumerated() {
                dropping.drop(
                    pooledGradient + row * classifier.inputChannels, count: classifier.inputChannels,
                    place: places.lowerBound + picture)
            }
        }
        globalAverageBackward(
            pooledGradient, pictures: pictures.count, pixels: units[last].outputPixels,
            channels: units[last].outputChannels,
            into: outputGradient(last, row: pictures.lowerBound * units[last].outputPixels))
        clearSums(chunk, of: last)
        addSums(
            chunk, of: last,
            rows: pictures.lowerBound * units[last].outputPixels..<pictures.upperBound * units[last].outputPixels)
    }

    /// Merges what `backwardClassifier` found.
    func mergeClassifier(into arena: UnsafeMutablePointer<Float>) {
        let classifier = subnet.classifier
        let weightCount = classifier.inputChannels * classifier.classes
        mergeGradients(count: weightCount, into: arena + classifier.weights)
        mergeGradients(from: weightCount, count: classifier.classes, into: arena + classifier.bias)
        mergeSums(of: units.count - 1, into: arena)
    }

    private func backwardDense(_ index: Int, into arena: UnsafeMutablePointer<Float>) {
        let unit = units[index]
        let turned = base + plan.turned
        if index > 0 {
            let patch = unit.denseShape(pictures: 1).patch
            forEachSlice(of: unit.outputChannels, size: 64) { columns in
                transposeMatrix(
                    weights + unit.weights, rows: patch, columns: unit.outputChannels, range: columns, into: turned)
            }
        }
        forEachChunk { chunk, pictures, scratch in
            let partial = clearedPartialGradient(chunk, count: unit.weightCount + unit.squeezeCount)
            if index > 0 { clearSums(chunk, of: index - 1) }
            forEachStrip(of: unit, pictures, scratch) { strip, scratch in
                backwardStrip(index, chunk, strip, partial, &scratch)
            }
        }
        mergeGradients(count: unit.weightCount, into: arena + unit.weights)
        if let squeeze = unit.squeeze {
            mergeGradients(from: unit.weightCount, count: unit.squeezeCount, into: arena + squeeze.weights)
        }
    }

    private func backwardStrip(
        _ index: Int, _ chunk: Int, _ strip: Strip, _ partial: UnsafeMutablePointer<Float>, _ scratch: inout Scratch
    ) {
        let unit = units[index]
        let input = denseInput(of: index, strip, &scratch, isKept: true)
        let rawGradient = scratch.take(strip.outputRows.count * unit.outputChannels)
        writeRawGradient(index, strip.outputRows, into: rawGradient)
        let patches = scratch.take(strip.shape.patchCount)
        convolutionBackwardWeights(
            strip.shape, input: input.scaled, outputGradient: rawGradient, patches: patches, into: partial)
        guard index > 0 else { return }
        let inputGradient =
            unit.startsBlock
            ? scratch.take(strip.inputRows.count * unit.inputChannels)
            : outputGradient(index - 1, row: strip.inputRows.lowerBound)
        convolutionBackwardInput(
            strip.shape, turned: base + plan.turned, outputGradient: rawGradient, patches: patches,
            into: inputGradient)
        if let module = input.module, let moduleScratch = input.moduleScratch {
            module.backward(
                input.unscaled, gradient: inputGradient, weightGradient: partial + unit.weightCount,
                scratch: moduleScratch)
        }
        if unit.startsBlock { putBlockGradient(index, strip.inputRows, inputGradient) }
        addSums(chunk, of: index - 1, rows: strip.inputRows)
    }

    private func backwardDepthwise(_ index: Int, into arena: UnsafeMutablePointer<Float>) {
        let unit = units[index]
        let sums = base + plan.sums[index]
        let expansionStart = unit.weightCount
        let sumStart = expansionStart + unit.expansionCount
        forEachChunk { chunk, pictures, scratch in
            let partial = clearedPartialGradient(
                chunk, count: sumStart + (unit.expansion == nil ? 0 : 2 * unit.outputChannels))
            let space = scratch.take(
                ExpandedDepthwise.backwardScratchCount(unit.depthwiseShape, inputChannels: unit.inputChannels))
            let inputRow = pictures.lowerBound * unit.inputPixels
            let outputRow = pictures.lowerBound * unit.outputPixels
            expandedDepthwise(index).backward(
                blockInput(index, row: inputRow), pictures: pictures.count,
                output: ExpandedDepthwise.OutputGradient(
                    raw: raw(index, row: outputRow), uGradient: outputGradient(index, row: outputRow),
                    statistics: statistics(index), shiftSum: sums, scaleSum: sums + unit.outputChannels,
                    count: plan.chunks.pictures * unit.outputPixels),
                inputGradient: uncorrectedGradient(index, row: inputRow),
                gradients: ExpandedDepthwise.Gradients(
                    weights: partial, expansionWeights: partial + expansionStart,
                    expansionShiftSum: partial + sumStart, expansionScaleSum: partial + sumStart + unit.outputChannels),
                scratch: space)
        }
        mergeGradients(count: unit.weightCount, into: arena + unit.weights)
        let correction = finishExpansion(index, from: expansionStart, into: arena)
        forEachChunk { chunk, pictures, scratch in
            clearSums(chunk, of: index - 1)
            var first = pictures.lowerBound * unit.inputPixels
            while first < pictures.upperBound * unit.inputPixels {
                let rows = first..<min(first + Strip.rows, pictures.upperBound * unit.inputPixels)
                var scratch = scratch
                let gradient = uncorrectedGradient(index, row: first)
                if let correction, let place = plan.expansions[index] {
                    correction.correct(
                        blockInput(index, row: first), rows: rows.count, map: base + plan.covariance,
                        constant: base + place.sums + 2 * unit.outputChannels,
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
    private func finishExpansion(
        _ index: Int, from start: Int, into arena: UnsafeMutablePointer<Float>
    ) -> ExpansionCorrection? {
        let unit = units[index]
        guard let expansion = unit.expansion, let place = plan.expansions[index] else { return nil }
        let channels = unit.outputChannels
        let sums = base + place.sums
        sums.update(repeating: 0, count: 2 * channels)
        mergeGradients(from: start + unit.expansionCount, count: 2 * channels, into: sums)
        accumulate(sums, into: arena + expansion.beta, count: channels)
        accumulate(sums + channels, into: arena + expansion.gamma, count: channels)
        // The first chunk's place takes the sum of all chunks.
        let whole = base + plan.partialGradients + start
        mergeGradients(from: start, count: unit.expansionCount, into: whole, chunks: 1..<plan.chunks.count)
        let correction = ExpansionCorrection(
            inputChannels: unit.inputChannels, channels: channels, count: plan.chunks.pictures * unit.inputPixels,
            weights: weights + expansion.weights, statistics: statisticsOfExpansion(index, place), shiftSum: sums,
            scaleSum: sums + channels, means: base + place.means)
        forEachSlice(of: channels, size: 96) { columns in
            correction.finishWeights(
                columns: columns, sum: whole, projected: base + place.projected, gradient: arena + expansion.weights,
                turned: base + plan.turned)
        }
        forEachSlice(of: unit.inputChannels, size: 8) { rows in
            correction.inputMap(
                rows: rows, turned: base + plan.turned, map: base + plan.covariance, constant: sums + 2 * channels)
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
            accumulate(blockInput(reader, row: rows.lowerBound), into: gradient, count: count)
        }
        // The input itself has been used for the last time: its gradient takes the place.
        blockInput(index, row: rows.lowerBound).update(from: gradient, count: count)
    }
}

// MARK: - Gradients of outputs

extension Pass {
    /// The gradient of a unit's normalised and activated output, from a row of the group on.
    private func outputGradient(_ unit: Int, row: Int) -> UnsafeMutablePointer<Float> {
        let next = unit + 1
        if next < units.count && units[next].startsBlock { return blockInput(next, row: row) }
        return base + plan.innerGradient + row * units[unit].outputChannels
    }

    /// Takes the gradient of a unit's output through its activation and adds up what batch norm's gradient needs.
    private func addSums(_ chunk: Int, of index: Int, rows: Range<Int>) {
        normalization(index, rows: rows.count).backwardSums(
            raw(index, row: rows.lowerBound), yGradient: outputGradient(index, row: rows.lowerBound),
            shiftSum: partials(chunk), scaleSum: partials(chunk) + units[index].outputChannels)
    }

    private func clearSums(_ chunk: Int, of index: Int) {
        partials(chunk).update(repeating: 0, count: 2 * units[index].outputChannels)
    }

    /// Merges the chunks' sums, in their order: the gradients of batch norm's summands and factors.
    private func mergeSums(of index: Int, into arena: UnsafeMutablePointer<Float>) {
        let unit = units[index]
        let channels = unit.outputChannels
        let sums = base + plan.sums[index]
        sums.update(repeating: 0, count: 2 * channels)
        for chunk in 0..<plan.chunks.count { accumulate(partials(chunk), into: sums, count: 2 * channels) }
        accumulate(sums, into: arena + unit.beta, count: channels)
        accumulate(sums + channels, into: arena + unit.gamma, count: channels)
    }

    /// The gradient of rows of a unit's raw output.
    private func writeRawGradient(_ index: Int, _ rows: Range<Int>, into target: UnsafeMutablePointer<Float>) {
        let unit = units[index]
        NormalizationGradient(
            rows: rows.count, channels: unit.outputChannels, count: plan.chunks.pictures * unit.outputPixels,
            statistics: statistics(index), shiftSum: base + plan.sums[index],
            scaleSum: base + plan.sums[index] + unit.outputChannels
        ).backward(
            raw(index, row: rows.lowerBound), uGradient: outputGradient(index, row: rows.lowerBound), into: target)
    }
}

// MARK: - Gradients of weights

extension Pass {
    private func clearedPartialGradient(_ chunk: Int, count: Int) -> UnsafeMutablePointer<Float> {
        let partial = base + plan.partialGradients + chunk * plan.partialGradientCount
        partial.update(repeating: 0, count: count)
        return partial
    }

    /// Adds the chunks' partial gradients, in their order, to the arena; large ones are cut into slices for the team.
    private func mergeGradients(
        from start: Int = 0, count: Int, into target: UnsafeMutablePointer<Float>, chunks: Range<Int>? = nil
    ) {
        forEachSlice(of: count, size: 16_384) { slice in
            for chunk in chunks ?? 0..<plan.chunks.count {
                let partial = base + plan.partialGradients + chunk * plan.partialGradientCount + start
                accumulate(partial + slice.lowerBound, into: target + slice.lowerBound, count: slice.count)
            }
        }
    }
}
