import Kernels

/// A batch that is normalised as the engine does it: moments of every chunk, merged, then each pass chunk by chunk.
struct BatchNormalizationTrial {
    let chunks: [Int]
    let channels: Int
    let activation: ActivationFunction
    let epsilon: Float = 1e-5
    var x, gamma, beta, yGradient: [Float]

    struct Results {
        var y, xGradient, gammaGradient, betaGradient: GuardedFloats
    }

    struct Gradients {
        var x, gamma, beta: [Estimate]
    }

    var rows: Int { chunks.reduce(0, +) }

    init(chunks: [Int], channels: Int, activation: ActivationFunction, middle: Float, seed: Int = 0) {
        var samples = Samples(channels + 100 * seed)
        let count = chunks.reduce(0, +) * channels
        self.chunks = chunks
        self.channels = channels
        self.activation = activation
        x = samples.floats(count, middle: middle)
        gamma = samples.floats(channels, middle: 1, spread: 0.5)
        beta = samples.floats(channels)
        yGradient = samples.floats(count)
    }

    /// The first trial like this one in which no argument of the nonlinearity is that close to a kink.
    func awayFromKinks(by distance: Double) -> BatchNormalizationTrial {
        let places = ActivationReference.kinks(activation).places
        var trial = self
        var seed = 0
        while true {
            var linear = trial.reference
            linear.activation = .none
            let arguments = linear.forward(trial.x.exact, statistics: trial.expectedStatistics)
            let close = arguments.filter { u in places.contains { abs(u.value - $0) < distance } }
            if close.isEmpty { return trial }
            seed += 1
            trial = BatchNormalizationTrial(
                chunks: chunks, channels: channels, activation: activation, middle: 0.2, seed: seed)
        }
    }

    /// The same batch with channels `range` alone.
    func only(_ range: Range<Int>) -> BatchNormalizationTrial {
        var trial = BatchNormalizationTrial(
            chunks: chunks, channels: range.count, activation: activation, middle: 0)
        trial.x = x.only(range, of: channels)
        trial.gamma = Array(gamma[range])
        trial.beta = Array(beta[range])
        trial.yGradient = yGradient.only(range, of: channels)
        return trial
    }

    // MARK: By the kernels

    /// The four rows of statistics, one after another.
    func statistics(in arena: GuardedArena) -> GuardedFloats {
        let input = arena.floats(x)
        var moments: [ChannelMoments] = []
        var first = 0
        for rows in chunks {
            let chunk = ChannelMoments(
                count: rows, means: arena.poison(channels).pointer, deviations: arena.poison(channels).pointer)
            momentsOfChannels(input.pointer + first * channels, rows: rows, channels: channels, into: chunk)
            moments.append(chunk)
            first += rows
        }
        let memory = arena.poison(4 * channels)
        mergeMoments(
            chunkCount: moments.count, chunks: { moments[$0] }, channels: channels,
            gamma: arena.floats(gamma).pointer, beta: arena.floats(beta).pointer, epsilon: epsilon,
            into: NormalizationStatistics(memory: memory.pointer, channels: channels))
        return memory
    }

    func run(in arena: GuardedArena) -> Results {
        let statistics = NormalizationStatistics(memory: statistics(in: arena).pointer, channels: channels)
        let input = arena.floats(x)
        let zeros = [Float](repeating: 0, count: channels)
        let results = Results(
            y: arena.poison(x.count), xGradient: arena.poison(x.count), gammaGradient: arena.floats(zeros),
            betaGradient: arena.floats(zeros))
        let gradient = arena.floats(yGradient)
        func normalization(rows: Int) -> BatchNormalization {
            BatchNormalization(rows: rows, channels: channels, statistics: statistics, activation: activation)
        }
        forEachChunk { first, rows in
            normalization(rows: rows).forward(input.pointer + first, into: results.y.pointer + first)
        }
        forEachChunk { first, rows in
            normalization(rows: rows).backwardSums(
                input.pointer + first, yGradient: gradient.pointer + first, shiftSum: results.betaGradient.pointer,
                scaleSum: results.gammaGradient.pointer)
        }
        forEachChunk { first, rows in
            NormalizationGradient(
                rows: rows, channels: channels, count: self.rows, statistics: statistics,
                shiftSum: results.betaGradient.pointer, scaleSum: results.gammaGradient.pointer
            ).backward(
                input.pointer + first, uGradient: gradient.pointer + first, into: results.xGradient.pointer + first)
        }
        return results
    }

    private func forEachChunk(_ body: (_ first: Int, _ rows: Int) -> Void) {
        var first = 0
        for rows in chunks {
            body(first * channels, rows)
            first += rows
        }
    }

    // MARK: By the reference

    private var reference: BatchNormalizationReference {
        BatchNormalizationReference(rows: rows, channels: channels, activation: activation)
    }

    private func statistics(x: [Double], gamma: [Double], beta: [Double]) -> BatchNormalizationReference.Statistics {
        let block = 64
        return reference.statistics(
            x.exact, gamma: gamma, beta: beta, epsilon: Double(epsilon), rowsOfBlock: min(block, chunks.max() ?? 0),
            blocks: chunks.reduce(0) { $0 + ($1 + block - 1) / block })
    }

    var expectedStatistics: BatchNormalizationReference.Statistics {
        statistics(x: x.exact.values, gamma: gamma.exact.values, beta: beta.exact.values)
    }

    var expectedOutput: [Estimate] { reference.forward(x.exact, statistics: expectedStatistics) }

    var expectedGradients: Gradients {
        let statistics = expectedStatistics
        let zeros = [Float](repeating: 0, count: channels).exact
        let sums = reference.backwardSums(
            x.exact, statistics: statistics, yGradient: yGradient.exact, startOfShift: zeros, startOfScale: zeros)
        let x = reference.backward(
            x.exact, statistics: statistics, uGradient: sums.uGradient, shift: sums.shift, scale: sums.scale,
            count: rows)
        return Gradients(x: x, gamma: sums.scale, beta: sums.shift)
    }

    /// The sum of the outputs, weighted with the output's gradient, as a function of one of the operands.
    func loss(x: [Double]? = nil, gamma: [Double]? = nil, beta: [Double]? = nil) -> Estimate {
        let x = x ?? self.x.exact.values
        let statistics = statistics(
            x: x, gamma: gamma ?? self.gamma.exact.values, beta: beta ?? self.beta.exact.values)
        return weightedSum(reference.forward(x.exact, statistics: statistics), yGradient)
    }
}
