import Analysis
import Reproducibility
import Testing

struct KendallTests {
    @Test func ordersThatAgreeAreOneAndOppositesAreMinusOne() {
        #expect(RankCorrelation.kendall([1, 20, 3, 400], [0.1, 0.3, 0.2, 9]) == 1)
        #expect(RankCorrelation.kendall([1, 20, 3, 400], [9, 0.2, 0.3, 0.1]) == -1)
    }

    /// Agresti, Analysis of Ordinal Categorical Data; and the example of scipy.stats.kendalltau.
    @Test func knownValues() throws {
        let scipy = try #require(RankCorrelation.kendall([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]))
        #expect(abs(scipy - -0.47140452079103173) < 1e-15)
        // 4 of 6 pairs agree, 1 does not, 1 is tied in the first list: 3 / sqrt(5 * 6).
        let tied = try #require(RankCorrelation.kendall([1, 2, 2, 3], [1, 3, 2, 2.5]))
        #expect(abs(tied - 3 / 30.0.squareRoot()) < 1e-15)
    }

    @Test(arguments: [2, 3, 10, 64, 200]) func agreesWithACountOfAllPairs(count: Int) {
        for values in [2, 5, 1000] {
            for index in 0..<30 {
                var stream = RandomStream(seed: UInt64(values), purpose: .simulation, round: count, index: index)
                let first = (0..<count).map { _ in Double(stream.integer(below: values)) }
                let second = (0..<count).map { _ in Double(stream.integer(below: values)) }
                #expect(RankCorrelation.kendall(first, second) == counted(first, second))
            }
        }
    }

    /// The definition, pair by pair.
    private func counted(_ first: [Double], _ second: [Double]) -> Double? {
        var (difference, one, other) = (0, 0, 0)
        for left in first.indices {
            for right in 0..<left {
                let a = first[left] == first[right] ? 0 : first[left] < first[right] ? -1 : 1
                let b = second[left] == second[right] ? 0 : second[left] < second[right] ? -1 : 1
                difference += a * b
                one += a * a
                other += b * b
            }
        }
        guard one > 0, other > 0 else { return nil }
        return Double(difference) / (Double(one) * Double(other)).squareRoot()
    }

    @Test(arguments: [[], [1], [2, 2, 2]]) func listsWithoutAnOrderHaveNone(numbers: [Double]) {
        #expect(RankCorrelation.kendall(numbers, numbers) == nil)
    }

    @Test func aConstantHasNoOrderWhateverTheOther() {
        #expect(RankCorrelation.kendall([1, 2, 3], [4, 4, 4]) == nil)
        #expect(RankCorrelation.kendall([4, 4, 4], [1, 2, 3]) == nil)
    }
}
