import Kernels
import Layout

extension CellPass {
    /// Adds the gradients of the pictures to the goal's arena.
    ///
    /// - Parameter places: The pictures' places in the batch; as many as the plan has.
    /// - Returns: The loss that is minimised, smoothing included.
    func train(_ batch: PictureBatch, places: Range<Int>, goal: BackwardGoal) -> PassOutcome {
        forward(batch, places: places)
        let last = steps.count - 1
        forEachChunk { chunk, pictures, scratch in
            let gradient = classification.backward(
                pooledFeatures(pictures, &scratch), of: batch, places: places, chunk, pictures, goal: goal,
                dropping: dropping, partialGradients, &scratch)
            globalAverageBackward(
                gradient, pictures: pictures.count, pixels: steps[last].pixels, channels: steps[last].channels,
                into: self.gradient(last, picture: pictures.lowerBound))
        }
        classification.merge(partialGradients, into: goal.arena)
        for index in steps.indices.dropFirst().reversed() { backward(index, places, goal) }
        return classification.outcome
    }

    /// The gradients of a step's weights and inputs, after all of its readers.
    private func backward(_ index: Int, _ places: Range<Int>, _ goal: BackwardGoal) {
        let step = steps[index]
        if let normalization = step.normalization { findSums(index, normalization, goal) }
        turnWeights(index)
        let weights = graph.weights(index)
        let weightCount = weights.reduce(0) { $0 + $1.rows * $1.columns }
        forEachChunk { chunk, pictures, scratch in
            if step.normalization != nil { writeRawGradient(index, pictures) }
            for input in step.inputs where input > 0 && plan.lastReaders[input] == index {
                gradient(input, picture: pictures.lowerBound).update(
                    repeating: 0, count: pictures.count * steps[input].count)
            }
            backward(
                index, pictures, places, weightGradient: partialGradients.cleared(chunk, count: weightCount), scratch)
        }
        var first = 0
        for (offset, rows, columns) in weights {
            partialGradients.merge(from: first, count: rows * columns, into: goal.arena + offset)
            first += rows * columns
        }
    }

    private func backward(
        _ index: Int, _ pictures: Range<Int>, _ places: Range<Int>, weightGradient: UnsafeMutablePointer<Float>,
        _ scratch: Scratch
    ) {
        let step = steps[index]
        switch step.operation {
        case .pictures: break
        case .convolution(_, let size, let stride, let rectifies):
            let shape = graph.convolutionShape(index, kernel: size, stride: stride)
            Strip.forEach(of: shape, pictures, scratch) { strip, scratch in
                let input = read(step.inputs[0], strip.inputRows, rectifies: rectifies, &scratch)
                let outputGradient = gradient(index, row: strip.outputRows.lowerBound)
                let space = scratch.take(strip.shape.backwardScratchCount)
                convolutionBackwardWeights(
                    strip.shape, input: input, outputGradient: outputGradient, scratch: space, into: weightGradient)
                guard step.inputs[0] > 0 else { return }
                let inputGradient = scratch.take(strip.inputRows.count * strip.shape.inputChannels)
                convolutionBackwardInput(
                    strip.shape, turned: base + plan.turned, outputGradient: outputGradient, scratch: space,
                    into: inputGradient)
                add(inputGradient, to: step.inputs[0], strip.inputRows, rectified: rectifies ? input : nil)
            }
        case .depthwise(let weights, let size, let stride, let dilation):
            let kernel = graph.depthwise(index, kernel: size, stride: stride, dilation: dilation)
            forEachPicture(of: index, pictures, scratch, rectifies: true) { picture, input, scratch in
                let inputGradient = scratch.take(steps[step.inputs[0]].count)
                kernel.backward(
                    input, outputGradient: gradient(index, picture: picture), weights: self.weights + weights,
                    weightGradient: weightGradient, inputGradient: inputGradient,
                    scratch: scratch.take(kernel.scratchCount))
                add(inputGradient, to: step.inputs[0], rows(of: step.inputs[0], picture), rectified: input)
            }
        case .reduction:
            let kernel = graph.reduction(index)
            forEachPicture(of: index, pictures, scratch, rectifies: true) { picture, input, scratch in
                let inputGradient = scratch.take(steps[step.inputs[0]].count)
                kernel.backward(
                    input, outputGradient: gradient(index, picture: picture), turned: base + plan.turned,
                    weightGradient: weightGradient, inputGradient: inputGradient,
                    scratch: scratch.take(kernel.scratchCount))
                add(inputGradient, to: step.inputs[0], rows(of: step.inputs[0], picture), rectified: input)
            }
        case .pooling(let stride):
            let kernel = graph.pooling(index, stride: stride)
            forEachPicture(of: index, pictures, scratch, rectifies: false) { picture, input, _ in
                kernel.backward(
                    input, outputGradient: gradient(index, picture: picture),
                    into: gradient(step.inputs[0], picture: picture))
            }
        case .sum(let branches):
            for picture in pictures {
                let sum = gradient(index, picture: picture)
                for (place, input) in step.inputs.enumerated() {
                    let factor = self.factor(branches[place], place: places.lowerBound + picture)
                    let target = gradient(input, picture: picture)
                    if factor == 1 {
                        accumulate(sum, into: target, count: step.count)
                    } else {
                        for element in 0..<step.count { target[element] += factor * sum[element] }
                    }
                }
            }
        case .concatenation:
            forEachPart(of: index) { input, channels in
                for picture in pictures {
                    let whole = gradient(index, picture: picture) + channels.lowerBound
                    let part = gradient(input, picture: picture)
                    for pixel in 0..<step.pixels {
                        accumulate(
                            whole + pixel * step.channels, into: part + pixel * channels.count, count: channels.count)
                    }
                }
            }
        }
    }

    /// Adds the gradient of what was read of a tensor to that of the tensor.
    ///
    /// - Parameter rectified: What was read, where ReLU came before it: no gradient goes where that is 0.
    private func add(
        _ gradient: UnsafeMutablePointer<Float>, to input: Int, _ rows: Range<Int>, rectified: UnsafePointer<Float>?
    ) {
        let count = rows.count * steps[input].channels
        if let rectified { activationBackward(.relu, rectified, yGradient: gradient, into: gradient, count: count) }
        accumulate(gradient, into: self.gradient(input, row: rows.lowerBound), count: count)
    }
}

// MARK: - Batch norms and weights

extension CellPass {
    /// Takes the gradient through a step's activation, and finds the sums that its batch norm's gradient needs: those of the
    /// summands and factors.
    private func findSums(_ index: Int, _ normalization: CellGraph.Normalization, _ goal: BackwardGoal) {
        let step = steps[index]
        forEachChunk { chunk, pictures, _ in
            partials(chunk).update(repeating: 0, count: 2 * step.channels)
            self.normalization(index, rows: pictures.count * step.pixels, normalization.activation).backwardSums(
                tensor(index, picture: pictures.lowerBound),
                yGradient: gradient(index, picture: pictures.lowerBound), shiftSum: partials(chunk),
                scaleSum: partials(chunk) + step.channels)
        }
        let sums = self.sums(index)
        sums.update(repeating: 0, count: 2 * step.channels)
        for chunk in 0..<chunks.count { accumulate(partials(chunk), into: sums, count: 2 * step.channels) }
        accumulate(sums, into: goal.arena + normalization.beta, count: step.channels)
        accumulate(sums + step.channels, into: goal.arena + normalization.gamma, count: step.channels)
    }

    /// Turns the gradient of a batch norm's output into that of its input.
    private func writeRawGradient(_ index: Int, _ pictures: Range<Int>) {
        let step = steps[index]
        let place = gradient(index, picture: pictures.lowerBound)
        NormalizationGradient(
            rows: pictures.count * step.pixels, channels: step.channels, count: chunks.pictures * step.pixels,
            statistics: statistics(index), shiftSum: sums(index), scaleSum: sums(index) + step.channels
        ).backward(tensor(index, picture: pictures.lowerBound), uGradient: place, into: place)
    }

    /// Turns the weights of a step around, where the gradient of its input needs that.
    private func turnWeights(_ index: Int) {
        if case .depthwise = steps[index].operation { return }
        guard steps[index].inputs != [0] else { return }
        var first = base + plan.turned
        for (offset, rows, columns) in graph.weights(index) {
            let target = first
            crew.forEachSlice(of: columns, size: 64) {
                transposeMatrix(weights + offset, rows: rows, columns: columns, range: $0, into: target)
            }
            first += rows * columns
        }
    }

    private var partialGradients: PartialGradients {
        PartialGradients(
            first: base + plan.partialGradients, count: plan.partialGradientCount, chunks: chunks.count, crew: crew)
    }

    private func gradient(_ step: Int, row: Int) -> UnsafeMutablePointer<Float> {
        base + plan.gradients[step] + row * steps[step].channels
    }

    private func gradient(_ step: Int, picture: Int) -> UnsafeMutablePointer<Float> {
        base + plan.gradients[step] + picture * steps[step].count
    }

    private func sums(_ step: Int) -> UnsafeMutablePointer<Float> {
        base + plan.statistics[step] + 4 * steps[step].channels
    }
}
