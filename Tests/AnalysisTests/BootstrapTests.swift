@testable import Analysis
import Reproducibility
import Testing

struct BootstrapTests {
    @Test func theIntervalOfAMeanHasTheWidthOfItsNormalApproximation() throws {
        var stream = RandomStream(seed: 3, purpose: .simulation)
        let numbers = (0..<400).map { _ in stream.normal() }
        let mean = numbers.reduce(0, +) / 400
        let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let bootstrap = Bootstrap(numbers, numbers, seed: 1) { first, _ in first.reduce(0, +) / Double(first.count) }
        let interval = try #require(bootstrap.interval)
        let half = 1.96 * (squares / 400 / 400).squareRoot()
        #expect(abs(interval.lowerBound - (mean - half)) < 0.15 * half)
        #expect(abs(interval.upperBound - (mean + half)) < 0.15 * half)
        #expect(bootstrap.resamples == 1000 && bootstrap.withoutValue == 0)
    }

    @Test func theSeedAloneDecides() {
        let numbers = (0..<20).map { Double($0 * $0 % 7) }
        let other = (0..<20).map { Double($0) }
        func bootstrap(_ seed: UInt64) -> Bootstrap {
            Bootstrap(numbers, other, resamples: 50, seed: seed, statistic: RankCorrelation.kendall)
        }
        #expect(bootstrap(1) == bootstrap(1))
        #expect(bootstrap(1) != bootstrap(2))
    }

    @Test func pairsStayPairs() {
        let numbers = (0..<9).map { Double($0) }
        let bootstrap = Bootstrap(numbers, numbers.map { -$0 }, seed: 1) { first, second in
            zip(first, second).allSatisfy { $0 == -$1 } ? 1 : 0
        }
        #expect(bootstrap.interval == 1...1)
    }

    /// Of two pairs half of the resamples hold one of them twice.
    @Test func resamplesWithoutAValueAreCountedAndLeftOut() {
        let bootstrap = Bootstrap([1, 2], [1, 2], seed: 1, statistic: RankCorrelation.spearman)
        #expect(bootstrap.interval == 1...1)
        #expect((400...600).contains(bootstrap.withoutValue))
        #expect(Bootstrap([1], [1], seed: 1, statistic: RankCorrelation.spearman).interval == nil)
        #expect(Bootstrap([], [], seed: 1, statistic: RankCorrelation.spearman).withoutValue == 1000)
    }

    @Test func quantilesAreInterpolated() {
        #expect(Bootstrap.quantile(0, of: [1, 2, 5]) == 1)
        #expect(Bootstrap.quantile(1, of: [1, 2, 5]) == 5)
        #expect(Bootstrap.quantile(0.75, of: [1, 2, 5]) == 3.5)
    }
}
