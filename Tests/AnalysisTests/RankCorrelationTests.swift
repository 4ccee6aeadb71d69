@testable import Analysis
import Testing

struct RankCorrelationTests {
    @Test func ordersThatAgreeAreOneAndOppositesAreMinusOne() {
        #expect(RankCorrelation.spearman([1, 20, 3, 400], [0.1, 0.3, 0.2, 9]) == 1)
        #expect(RankCorrelation.spearman([1, 20, 3, 400], [9, 0.2, 0.3, 0.1]) == -1)
    }

    /// Without equal numbers rho is 1 - 6 sum(d^2) / (n (n^2 - 1)), d being the differences of the ranks.
    @Test func followsTheFormulaOfDifferences() throws {
        let rho = try #require(RankCorrelation.spearman([1, 2, 3, 4, 5], [2, 1, 5, 2.5, 7]))
        // Ranks of the second list: 2, 1, 4, 3, 5; d = 1, 1, 1, 1, 0.
        #expect(abs(rho - (1 - 6.0 * 4 / 120)) < 1e-12)
    }

    @Test func equalNumbersShareTheirRank() throws {
        #expect(RankCorrelation.ranks([5, 1, 5, 5, 0]) == [4, 2, 4, 4, 1])
        // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: covariance 4.5, variances 4.5 and 5.
        let rho = try #require(RankCorrelation.spearman([1, 2, 2, 3], [1, 2, 3, 4]))
        #expect(abs(rho - (4.5 / 5).squareRoot()) < 1e-12)
    }

    /// scipy.stats.spearmanr: ranks 1, 2.5, 2.5, 4, 5.5, 5.5 and 2, 1, 4, 4, 4, 6.
    @Test func tiesInBothLists() throws {
        let rho = try #require(RankCorrelation.spearman([1, 2, 2, 3, 4, 4], [3, 1, 5, 5, 5, 9]))
        let products = 3.75 + 2.5 - 0.5 + 0.25 + 1 + 5
        #expect(abs(rho - products / (16.5 * 15.5).squareRoot()) < 1e-12)
    }

    @Test(arguments: [[], [1], [2, 2, 2]]) func listsWithoutAnOrderHaveNoCorrelation(numbers: [Double]) {
        #expect(RankCorrelation.spearman(numbers, numbers) == nil)
    }

    /// Ten elements, the best two of which the scores exchange while everything else is in order.
    @Test func tauAmongTheBestLooksAtThemAlone() {
        let reference = (0..<10).map { Double($0) }
        var scores = reference
        scores.swapAt(8, 9)
        #expect(RankCorrelation.kendall(scores, reference, amongBest: 0.2) == -1)
        #expect(RankCorrelation.kendall(scores, reference, amongBest: 0.25) == 1.0 / 3)
        #expect(RankCorrelation.kendall(scores, reference, amongBest: 1) == RankCorrelation.kendall(scores, reference))
        scores.swapAt(0, 1)
        #expect(RankCorrelation.kendall(scores, reference, amongBest: 0.2) == -1)
        // One element has no order, and neither have equal ones.
        #expect(RankCorrelation.kendall(scores, reference, amongBest: 0.1) == nil)
        #expect(RankCorrelation.kendall([1, 1, 1], [1, 2, 3], amongBest: 1) == nil)
        #expect(RankCorrelation.kendall([], [], amongBest: 0.2) == nil)
    }
}
