import Kernels
import Layout
import Workers

/// One group of pictures on its way through a network with cells, forward, and where it is trained backward.
///
/// Every step is a region over the group's chunks, as in a ``Pass`` of a chain of blocks; merges go in chunk order.
struct CellPass: ForwardPass {
    let graph: CellGraph
    let classifier: LoweredClassifier
    let plan: CellPlan
    let mode: PassMode
    /// The arena of weights.
    let weights: UnsafePointer<Float>
    let crew: Crew
    let memory: PassMemory
    /// The first float of the pass's own memory, laid out by the plan.
    let base: UnsafeMutablePointer<Float>
    /// What a training pass leaves out at random, or nil.
    var dropping: Dropping?

    var chunks: Chunks { plan.chunks }
    var scratchCount: Int { plan.scratchCount }
    var steps: [CellGraph.Step] { graph.steps }

    /// Runs the pictures through the network.
    ///
    /// - Parameter places: The pictures' places in the batch; as many as the plan has.
    func forward(_ batch: PictureBatch, places: Range<Int>) {
        precondition(places.count == chunks.pictures)
        for (index, step) in steps.enumerated() {
            if let normalization = step.normalization, case .inferring(let given) = mode {
                given.set(
                    statistics(index), from: normalization.statistics, channels: step.channels,
                    gamma: weights + normalization.gamma, beta: weights + normalization.beta)
            }
            let findsMoments = step.normalization != nil && mode.findsStatistics
            forEachChunk { chunk, pictures, scratch in
                if case .pictures = step.operation {
                    for picture in pictures {
                        batch.write(places.lowerBound + picture, tensor(index, picture: picture))
                    }
                } else {
                    forward(index, pictures, places, scratch)
                }
                if findsMoments {
                    momentsOfChannels(
                        tensor(index, picture: pictures.lowerBound), rows: pictures.count * step.pixels,
                        channels: step.channels, into: moments(index, chunk))
                }
            }
            guard let normalization = step.normalization, findsMoments else { continue }
            mergeMoments(
                chunkCount: chunks.count, chunks: { moments(index, $0) }, channels: step.channels,
                gamma: weights + normalization.gamma, beta: weights + normalization.beta,
                epsilon: NetworkStatistics.epsilon, record: mode.record?.from(normalization.statistics),
                into: statistics(index))
        }
    }

    /// The features of a chunk's pictures before the classifier, `[pictures, channels]`.
    func pooledFeatures(_ pictures: Range<Int>, _ scratch: inout Scratch) -> UnsafeMutablePointer<Float> {
        let last = steps.count - 1
        let (pixels, channels) = (steps[last].pixels, steps[last].channels)
        let pooled = scratch.take(pictures.count * channels)
        for (row, picture) in pictures.enumerated() {
            var scratch = scratch
            globalAverageForward(
                read(last, rows(of: last, picture), &scratch), pictures: 1, pixels: pixels, channels: channels,
                into: pooled + row * channels)
        }
        return pooled
    }

    /// The logits and the outcomes, in their places.
    var classification: Classification {
        Classification(
            classifier: classifier, weights: weights, logits: base + plan.logits, outcomes: base + plan.outcomes,
            pictures: chunks.pictures, multipliesChunks: mode.findsStatistics)
    }
}

// MARK: - Steps forward

extension CellPass {
    private func forward(_ index: Int, _ pictures: Range<Int>, _ places: Range<Int>, _ scratch: Scratch) {
        switch steps[index].operation {
        case .pictures: break
        case .convolution(let weights, let size, let stride, let rectifies):
            let shape = graph.convolutionShape(index, kernel: size, stride: stride)
            Strip.forEach(of: shape, pictures, scratch) { strip, scratch in
                convolutionForward(
                    strip.shape,
                    input: read(steps[index].inputs[0], strip.inputRows, rectifies: rectifies, &scratch),
                    weights: self.weights + weights, scratch: scratch.take(strip.shape.scratchCount),
                    into: tensor(index, row: strip.outputRows.lowerBound))
            }
        case .depthwise(let weights, let size, let stride, let dilation):
            let kernel = graph.depthwise(index, kernel: size, stride: stride, dilation: dilation)
            forEachPicture(of: index, pictures, scratch, rectifies: true) { picture, input, scratch in
                kernel.forward(
                    input, weights: self.weights + weights, into: tensor(index, picture: picture),
                    scratch: scratch.take(kernel.scratchCount))
            }
        case .reduction(let weights):
            let kernel = graph.reduction(index)
            forEachPicture(of: index, pictures, scratch, rectifies: true) { picture, input, scratch in
                kernel.forward(
                    input, weights: (self.weights + weights[0], self.weights + weights[1]),
                    into: tensor(index, picture: picture), scratch: scratch.take(kernel.scratchCount))
            }
        case .pooling(let stride):
            let kernel = graph.pooling(index, stride: stride)
            forEachPicture(of: index, pictures, scratch, rectifies: false) { picture, input, _ in
                kernel.forward(input, into: tensor(index, picture: picture))
            }
        case .sum(let branches):
            for picture in pictures {
                let sum = tensor(index, picture: picture)
                for (place, input) in steps[index].inputs.enumerated() {
                    var scratch = scratch
                    let term = read(input, rows(of: input, picture), &scratch)
                    let factor = self.factor(branches[place], place: places.lowerBound + picture)
                    put(term, times: factor, into: sum, count: steps[index].count, isFirst: place == 0)
                }
            }
        case .concatenation:
            forEachPart(of: index) { input, channels in
                for picture in pictures {
                    var scratch = scratch
                    let part = read(input, rows(of: input, picture), &scratch)
                    let whole = tensor(index, picture: picture) + channels.lowerBound
                    for pixel in 0..<steps[index].pixels {
                        (whole + pixel * steps[index].channels).update(
                            from: part + pixel * channels.count, count: channels.count)
                    }
                }
            }
        }
    }

    /// Puts a term of a sum in its place.
    private func put(
        _ term: UnsafePointer<Float>, times factor: Float, into sum: UnsafeMutablePointer<Float>, count: Int,
        isFirst: Bool
    ) {
        switch (factor, isFirst) {
        case (1, true): sum.update(from: term, count: count)
        case (1, false): accumulate(term, into: sum, count: count)
        case (_, true): for place in 0..<count { sum[place] = factor * term[place] }
        case (_, false): for place in 0..<count { sum[place] += factor * term[place] }
        }
    }

    /// The factor of a branch for a picture of the batch; 1 where it has no number or nothing is left out.
    func factor(_ branch: Int?, place: Int) -> Float {
        guard let branch, let dropping, dropping.dropPath > 0 else { return 1 }
        return dropping.factor(branch: branch, of: graph.branches, place: place)
    }
}

// MARK: - What a step reads

extension CellPass {
    /// Rows of a tensor as they are read: normalised and activated where it is raw, then rectified where that is asked for.
    func read(
        _ index: Int, _ rows: Range<Int>, rectifies: Bool = false, _ scratch: inout Scratch
    ) -> UnsafePointer<Float> {
        let step = steps[index]
        let lying = tensor(index, row: rows.lowerBound)
        guard rectifies || step.normalization != nil else { return UnsafePointer(lying) }
        let count = rows.count * step.channels
        let seen = scratch.take(count)
        guard let activation = step.normalization?.activation else {
            activationForward(.relu, lying, into: seen, count: count)
            return UnsafePointer(seen)
        }
        let isOneFunction = rectifies && activation == .none
        normalization(index, rows: rows.count, isOneFunction ? .relu : activation).forward(lying, into: seen)
        if rectifies && !isOneFunction { activationForward(.relu, seen, into: seen, count: count) }
        return UnsafePointer(seen)
    }

    /// Runs the body for the pictures of a chunk, each with its input as a step with a single one reads it.
    func forEachPicture(
        of index: Int, _ pictures: Range<Int>, _ scratch: Scratch, rectifies: Bool,
        _ body: (_ picture: Int, _ input: UnsafePointer<Float>, _ scratch: inout Scratch) -> Void
    ) {
        let input = steps[index].inputs[0]
        for picture in pictures {
            var scratch = scratch
            let seen = read(input, rows(of: input, picture), rectifies: rectifies, &scratch)
            body(picture, seen, &scratch)
        }
    }

    /// Runs the body for the inputs of a concatenation, each with its channels in the whole.
    func forEachPart(of index: Int, _ body: (_ input: Int, _ channels: Range<Int>) -> Void) {
        var first = 0
        for input in steps[index].inputs {
            body(input, first..<first + steps[input].channels)
            first += steps[input].channels
        }
    }
}

// MARK: - Places in memory

extension CellPass {
    func rows(of step: Int, _ picture: Int) -> Range<Int> {
        picture * steps[step].pixels..<(picture + 1) * steps[step].pixels
    }

    func tensor(_ step: Int, row: Int) -> UnsafeMutablePointer<Float> {
        base + plan.tensors[step] + row * steps[step].channels
    }

    func tensor(_ step: Int, picture: Int) -> UnsafeMutablePointer<Float> {
        base + plan.tensors[step] + picture * steps[step].count
    }

    func statistics(_ step: Int) -> NormalizationStatistics {
        NormalizationStatistics(memory: base + plan.statistics[step], channels: steps[step].channels)
    }

    func normalization(_ step: Int, rows: Int, _ activation: ActivationFunction) -> BatchNormalization {
        BatchNormalization(
            rows: rows, channels: steps[step].channels, statistics: statistics(step), activation: activation)
    }

    func partials(_ chunk: Int) -> UnsafeMutablePointer<Float> {
        base + plan.partials + chunk * plan.partialCount
    }

    private func moments(_ step: Int, _ chunk: Int) -> ChannelMoments {
        ChannelMoments(
            count: chunks[chunk].count * steps[step].pixels, means: partials(chunk),
            deviations: partials(chunk) + steps[step].channels)
    }
}
