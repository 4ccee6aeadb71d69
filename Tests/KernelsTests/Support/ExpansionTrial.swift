import Kernels

/// The statistics of an expanded tensor, by way of the covariance of its input.
struct ExpansionTrial {
    let chunks: [[Int]]
    let inputChannels: Int
    let channels: Int
    let epsilon: Float = 1e-5
    var x, weights, gamma, beta: [Float]

    struct Results {
        /// The four rows of statistics, one after another.
        var projected, statistics: GuardedFloats
    }

    var rows: Int { chunks.joined().reduce(0, +) }

    init(chunks: [[Int]], inputChannels: Int, channels: Int, middle: Float = 0.2, seed: Int = 0) {
        var samples = Samples(inputChannels + 100 * channels + seed)
        self.chunks = chunks
        self.inputChannels = inputChannels
        self.channels = channels
        x = samples.floats(chunks.joined().reduce(0, +) * inputChannels, middle: middle)
        weights = samples.floats(inputChannels * channels)
        gamma = samples.floats(channels, middle: 1, spread: 0.5)
        beta = samples.floats(channels)
    }

    /// A trial whose input channels are the first one but for a share of their own, so that its even columns, the sums of
    /// whose weights are rounding errors, nearly cancel.
    static func collinear(share: Float, seed: Int) -> ExpansionTrial {
        var trial = ExpansionTrial(chunks: [[64, 40], [70]], inputChannels: 9, channels: 24, seed: seed)
        let (inputs, channels) = (trial.inputChannels, trial.channels)
        for row in 0..<trial.rows {
            for i in 1..<inputs {
                trial.x[row * inputs + i] = trial.x[row * inputs] + share * trial.x[row * inputs + i]
            }
        }
        for c in stride(from: 0, to: channels, by: 2) {
            let others = (1..<inputs).reduce(Float(0)) { $0 + trial.weights[$1 * channels + c] }
            trial.weights[c] = -others
        }
        return trial
    }

    /// - Parameter slices: The columns that are computed at a time.
    func run(in arena: GuardedArena, slices: [Range<Int>]? = nil) -> Results {
        var scatter = ChannelScatterTrial(chunks: chunks, channels: inputChannels)
        scatter.x = x
        let found = scatter.run(in: arena)
        let results = Results(
            projected: arena.poison(inputChannels * channels), statistics: arena.poison(4 * channels))
        let kernel = ExpansionStatistics(
            inputChannels: inputChannels, channels: channels, weights: arena.floats(weights).pointer,
            means: found.means.pointer, covariance: found.covariance.pointer, gamma: arena.floats(gamma).pointer,
            beta: arena.floats(beta).pointer, epsilon: epsilon)
        for columns in slices ?? [0..<channels] {
            kernel.compute(
                columns: columns, projected: results.projected.pointer,
                into: NormalizationStatistics(memory: results.statistics.pointer, channels: channels))
        }
        return results
    }

    var expected: (projected: [Estimate], statistics: BatchNormalizationReference.Statistics) {
        let x = self.x.exact.values
        return ExpansionReference(inputChannels: inputChannels, channels: channels).statistics(
            x, scatter: ScatterReference(x, channels: inputChannels, chunks: chunks),
            weights: weights.exact.values, gamma: gamma.exact.values, beta: beta.exact.values,
            epsilon: Double(epsilon))
    }

    /// Throws unless statistics and `cov(x) W` agree with the reference.
    func requireAgreement(_ results: Results, _ what: String) throws {
        let (projected, expected) = self.expected
        try results.projected.requireAgreement(with: projected, "cov(x) W, \(what)")
        try results.statistics.requireAgreement(
            with: expected.mean + expected.inverseDeviation + expected.scale + expected.shift, "statistics, \(what)")
    }
}
