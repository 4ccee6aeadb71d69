import Testing

@testable import Optimizers

struct AverageStepTests {
    @Test(arguments: [0, 1e-4, 0.1, 0.9, 1] as [Float]) func averagesAgreeWithTheFormulaInDouble(share: Float) throws {
        for count in 0...70 {
            try GuardedArena.use("\(count) averages") { arena in
                var samples = Samples(count)
                let averages = arena.floats(samples.floats(count))
                let weights = arena.floats(samples.floats(count))
                let kept = weights.bitPatterns
                for step in 0..<3 {
                    let old = averages.values.exact
                    averageStep(averages: averages.pointer, weights: weights.pointer, count: count, share: share)
                    let expected = zip(old, weights.values.exact).map { average, weight in
                        var sum = Sum()
                        sum.add(Estimate(share) * (weight - average).rounded(1))
                        sum.add(average)
                        return sum.result()
                    }
                    try averages.requireAgreement(with: expected, "\(count) averages, step \(step), share \(share)")
                }
                #expect(weights.bitPatterns == kept)
            }
        }
    }

    @Test func anAverageHasTheSameBitsWhereverTheRangeIsCut() throws {
        let count = 67
        func run(cut: Int) throws -> [UInt32] {
            try GuardedArena.use("cut at \(cut)") { arena in
                var samples = Samples(5)
                let (a, w) = (arena.floats(samples.floats(count)), arena.floats(samples.floats(count)))
                averageStep(averages: a.pointer, weights: w.pointer, count: cut, share: 0.3)
                averageStep(averages: a.pointer + cut, weights: w.pointer + cut, count: count - cut, share: 0.3)
                return a.bitPatterns
            }
        }
        let whole = try run(cut: 0)
        for cut in 1...count { #expect(try run(cut: cut) == whole, "cut at \(cut)") }
    }

    @Test func averageOfWeightsThatStayReachesThem() throws {
        try GuardedArena.use("averages") { arena in
            let averages = arena.floats(Samples.floats(33))
            let weights = arena.floats(Samples.floats(33, seed: 1))
            for _ in 0..<200 {
                averageStep(averages: averages.pointer, weights: weights.pointer, count: 33, share: 0.25)
            }
            for (average, weight) in zip(averages.values, weights.values) { #expect(abs(average - weight) < 1e-6) }
        }
    }
}
