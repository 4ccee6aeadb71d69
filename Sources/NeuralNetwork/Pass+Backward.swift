import Kernels

extension Pass {
    /// The gradients of all units, from the head to the stem, after `classify` has left the head's.
    func backward(into arena: UnsafeMutablePointer<Float>) {
        for index in units.indices.reversed() {
            forEachChunk { chunk, pictures, scratch in
                switch units[index].kind {
                case .dense: backwardDense(index, chunk, pictures, &scratch)
                case .depthwise: backwardDepthwise(index, chunk, pictures, &scratch)
                }
            }
            let unit = units[index]
            mergeGradients(count: unit.weightCount, into: arena + unit.weights)
            if let squeeze = unit.squeeze {
                mergeGradients(from: unit.weightCount, count: unit.squeezeCount, into: arena + squeeze.weights)
            }
            if index > 0 { mergeSums(of: index - 1, into: arena) }
        }
    }

    /// The part of a chunk that `classify` leaves to this file: gradients of the classifier and of the head's output.
    func backwardClassifier(
        _ chunk: Int, _ pictures: Range<Int>, pooled: UnsafePointer<Float>, logitsGradient: UnsafePointer<Float>,
        _ scratch: inout Scratch
    ) {
        let classifier = subnet.classifier
        let last = units.count - 1
        let weightCount = classifier.inputChannels * classifier.classes
        let partial = clearedPartialGradient(chunk, count: weightCount + classifier.classes)
        let pooledGradient = scratch.take(pictures.count * classifier.inputChannels)
        linearBackward(
            pooled, rows: pictures.count, inputs: classifier.inputChannels, outputs: classifier.classes,
            weights: weights + classifier.weights, outputGradient: logitsGradient, weightGradient: partial,
            biasGradient: partial + weightCount, inputGradient: pooledGradient)
        globalAverageBackward(
            pooledGradient, pictures: pictures.count, pixels: units[last].outputPixels,
            channels: units[last].outputChannels, into: outputGradient(last, pictures))
        clearSums(chunk, of: last)
        addSums(chunk, of: last, pictures)
    }

    /// Merges what `backwardClassifier` found.
    func mergeClassifier(into arena: UnsafeMutablePointer<Float>) {
        let classifier = subnet.classifier
        let weightCount = classifier.inputChannels * classifier.classes
        mergeGradients(count: weightCount, into: arena + classifier.weights)
        mergeGradients(from: weightCount, count: classifier.classes, into: arena + classifier.bias)
        mergeSums(of: units.count - 1, into: arena)
    }

    private func backwardDense(_ index: Int, _ chunk: Int, _ pictures: Range<Int>, _ scratch: inout Scratch) {
        let unit = units[index]
        let shape = unit.denseShape(pictures: pictures.count)
        let input = denseInput(of: index, pictures, &scratch, isKept: true)
        let rawGradient = scratch.take(shape.rows * unit.outputChannels)
        writeRawGradient(index, pictures, into: rawGradient)
        let patches = scratch.take(shape.patchCount)
        let partial = clearedPartialGradient(chunk, count: unit.weightCount + unit.squeezeCount)
        convolutionBackwardWeights(
            shape, input: input.scaled, outputGradient: rawGradient, patches: patches, into: partial)
        guard index > 0 else { return }
        let inputGradient =
            unit.startsBlock ? scratch.take(pictures.count * unit.inputCount) : outputGradient(index - 1, pictures)
        convolutionBackwardInput(
            shape, weights: weights + unit.weights, outputGradient: rawGradient, patches: patches,
            into: inputGradient)
        if let module = input.module, let moduleScratch = input.moduleScratch {
            module.backward(
                input.unscaled, gradient: inputGradient, weightGradient: partial + unit.weightCount,
                scratch: moduleScratch)
        }
        clearSums(chunk, of: index - 1)
        finishInputGradient(index, chunk, pictures, inputGradient)
    }

    private func backwardDepthwise(_ index: Int, _ chunk: Int, _ pictures: Range<Int>, _ scratch: inout Scratch) {
        let unit = units[index]
        let shape = unit.depthwiseShape
        let padded = scratch.take(shape.paddedCount)
        let spread = scratch.take(shape.paddedCount)
        padded.update(repeating: 0, count: shape.paddedCount)
        spread.update(repeating: 0, count: shape.paddedCount)
        let turned = scratch.take(unit.weightCount)
        turnFilters(weights + unit.weights, kernel: unit.kernel, channels: unit.inputChannels, into: turned)
        let blockGradient = unit.startsBlock ? scratch.take(unit.inputCount) : nil
        let partial = clearedPartialGradient(chunk, count: unit.weightCount)
        clearSums(chunk, of: index - 1)
        for picture in pictures {
            let one = picture..<picture + 1
            writePaddedInput(of: index, picture, shape, into: padded)
            spreadRawGradient(index, picture, shape, into: spread)
            depthwiseBackwardWeights(shape, padded: padded, spread: spread, into: partial)
            let inputGradient = blockGradient ?? outputGradient(index - 1, one)
            depthwiseBackwardInput(shape, spread: spread, turned: turned, into: inputGradient)
            finishInputGradient(index, chunk, one, inputGradient)
        }
    }

    /// Adds the residual's gradient, puts a block's gradient in its place, and takes the sums for the batch norm before.
    private func finishInputGradient(
        _ index: Int, _ chunk: Int, _ pictures: Range<Int>, _ gradient: UnsafeMutablePointer<Float>
    ) {
        let unit = units[index]
        if unit.startsBlock {
            let count = pictures.count * unit.inputCount
            if let reader = subnet.residualReaders[index] {
                accumulate(blockInput(reader, pictures), into: gradient, count: count)
            }
            // The input itself has been used for the last time: its gradient takes the place.
            blockInput(index, pictures).update(from: gradient, count: count)
        }
        addSums(chunk, of: index - 1, pictures)
    }
}

// MARK: - Gradients of outputs

extension Pass {
    /// The gradient of a unit's normalised and activated output, from the first of the pictures on.
    private func outputGradient(_ unit: Int, _ pictures: Range<Int>) -> UnsafeMutablePointer<Float> {
        let next = unit + 1
        if next < units.count && units[next].startsBlock { return blockInput(next, pictures) }
        return base + plan.gradients[unit % 2] + pictures.lowerBound * units[unit].outputCount
    }

    /// Takes the gradient of a unit's output through its activation and adds up what batch norm's gradient needs.
    private func addSums(_ chunk: Int, of index: Int, _ pictures: Range<Int>) {
        let unit = units[index]
        normalizationBackwardSums(
            raw(index, pictures), rows: pictures.count * unit.outputPixels, channels: unit.outputChannels,
            statistics: statistics(index), activation: unit.activation, yGradient: outputGradient(index, pictures),
            shiftSum: partials(chunk), scaleSum: partials(chunk) + unit.outputChannels)
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

    /// The gradient of a unit's raw output.
    private func writeRawGradient(
        _ index: Int, _ pictures: Range<Int>, into target: UnsafeMutablePointer<Float>
    ) {
        let unit = units[index]
        normalizationBackward(
            raw(index, pictures), rows: pictures.count * unit.outputPixels, channels: unit.outputChannels,
            statistics: statistics(index), uGradient: outputGradient(index, pictures),
            shiftSum: base + plan.sums[index], scaleSum: base + plan.sums[index] + unit.outputChannels,
            count: plan.chunks.pictures * unit.outputPixels, into: target, outputStride: unit.outputChannels)
    }

    /// The gradient of a depthwise unit's raw output of one picture, spread out to the raster of its input.
    private func spreadRawGradient(
        _ index: Int, _ picture: Int, _ shape: DepthwiseShape, into spread: UnsafeMutablePointer<Float>
    ) {
        let unit = units[index]
        let rowCount = shape.outputWidth * shape.channels
        let one = picture..<picture + 1
        let sums = base + plan.sums[index]
        for row in 0..<shape.outputHeight {
            normalizationBackward(
                raw(index, one) + row * rowCount, rows: shape.outputWidth, channels: shape.channels,
                statistics: statistics(index), uGradient: outputGradient(index, one) + row * rowCount, shiftSum: sums,
                scaleSum: sums + shape.channels, count: plan.chunks.pictures * unit.outputPixels,
                into: spread + shape.paddedOffset(row: row * shape.stride, column: 0),
                outputStride: shape.stride * shape.channels)
        }
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
    private func mergeGradients(from start: Int = 0, count: Int, into target: UnsafeMutablePointer<Float>) {
        let slice = 16_384
        crew.forEach((count + slice - 1) / slice) { index, _ in
            let first = index * slice
            for chunk in 0..<plan.chunks.count {
                let partial = base + plan.partialGradients + chunk * plan.partialGradientCount + start
                accumulate(partial + first, into: target + first, count: min(slice, count - first))
            }
        }
    }
}
