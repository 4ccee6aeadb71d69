import Kernels
import Testing

struct ExpansionStatisticsTests {
    /// Also numbers whose mean is 1000 times their deviation.
    @Test(arguments: [0.2, 577] as [Float]) func statisticsAreThoseOfTheExpandedTensor(middle: Float) throws {
        for chunks in [[[1]], [[5]], [[64, 3]], [[70], [1], [13, 60]]] as [[[Int]]] {
            for inputs in [1, 3, 8, 17, 24] {
                for channels in [1, 7, 16, 33, 72] {
                    let trial = ExpansionTrial(
                        chunks: chunks, inputChannels: inputs, channels: channels, middle: middle)
                    let what = "chunks \(chunks), \(inputs) to \(channels) channels, mean \(middle)"
                    try GuardedArena.use(what) { try trial.requireAgreement(trial.run(in: $0), what) }
                }
            }
        }
    }

    /// Where the bound is worth something: at ordinary numbers it stays below a thousandth of the figure.
    @Test func theBoundIsNarrowAtOrdinaryNumbers() {
        let trial = ExpansionTrial(chunks: [[64, 3], [70]], inputChannels: 16, channels: 48)
        for inverse in trial.expected.statistics.inverseDeviation { #expect(inverse.error < 1e-3 * inverse.value) }
    }

    @Test(arguments: [1e-1, 1e-2, 1e-3, 1e-5, 0] as [Float]) func columnsThatNearlyCancelStayWithinTheBound(
        share: Float
    ) throws {
        for seed in 0..<5 {
            let trial = ExpansionTrial.collinear(share: share, seed: seed)
            let what = "share \(share), seed \(seed)"
            try GuardedArena.use(what) { try trial.requireAgreement(trial.run(in: $0), what) }
        }
    }

    /// Rounding makes the variance of a column that cancels come out below 0 as often as above.
    @Test func theVarianceIsNeverNegative() throws {
        for seed in 0..<40 {
            var trial = ExpansionTrial.collinear(share: 0, seed: seed)
            trial.x = trial.x.map { 100 * $0 }
            let most = Float(1 / Double(trial.epsilon).squareRoot())
            try GuardedArena.use("seed \(seed)") { arena in
                let statistics = trial.run(in: arena).statistics.values
                #expect(statistics.allSatisfy { $0.isFinite })
                #expect(statistics[trial.channels..<(2 * trial.channels)].allSatisfy { $0 > 0 && $0 <= most })
            }
        }
    }

    @Test(arguments: [0, 0.75, 0.1, -577.3] as [Float]) func aConstantInputHasNoVariance(value: Float) throws {
        for chunks in [[[64, 64], [32]], [[13, 100], [3]]] as [[[Int]]] {
            var trial = ExpansionTrial(chunks: chunks, inputChannels: 9, channels: 17)
            trial.x = [Float](repeating: value, count: trial.x.count)
            let what = "chunks \(chunks) of \(value)"
            try GuardedArena.use(what) { arena in
                let results = trial.run(in: arena)
                try trial.requireAgreement(results, what)
                #expect(results.statistics.values.allSatisfy { $0.isFinite })
                // Sums of so many 0.75, and their means, are exact.
                guard value == 0 || value == 0.75 && chunks[0][0] == 64 else { return }
                let inverse = Float(1 / Double(trial.epsilon).squareRoot())
                #expect(results.statistics.values[17..<34].allSatisfy { $0 == inverse })
            }
        }
    }

    @Test func slicesOfTheColumnsGiveTheSameBits() throws {
        let trial = ExpansionTrial(chunks: [[70], [20]], inputChannels: 17, channels: 130)
        try GuardedArena.use("slices") { arena in
            let whole = trial.run(in: arena)
            for slices in [[0..<96, 96..<130], [129..<130, 0..<7, 7..<129], [0..<130, 5..<5]] {
                let sliced = trial.run(in: arena, slices: slices)
                try sliced.projected.requireSameBits(as: whole.projected.bitPatterns, "cov(x) W by \(slices)")
                try sliced.statistics.requireSameBits(as: whole.statistics.bitPatterns, "statistics by \(slices)")
            }
            let part = trial.run(in: arena, slices: [3..<20])
            for places in [part.projected, part.statistics] {
                let values = places.values
                #expect(values.indices.allSatisfy { (3..<20).contains($0 % 130) != values[$0].isNaN })
            }
        }
    }
}
