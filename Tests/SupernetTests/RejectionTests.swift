import Testing

@testable import Supernet

struct RejectionTests {
    /// Losses 3, 1, 2, 1, 4 and accuracies 0.5, 0.5, 0.9, 0.1, 0.9 at the indices 0 to 4.
    private let scored = zip([3.0, 1, 2, 1, 4], [0.5, 0.5, 0.9, 0.1, 0.9]).enumerated().map { index, scores in
        ScoredPath(UInt8(9 - index), loss: scores.0, accuracy: scores.1, round: 7, index: index)
    }

    @Test func lowestLossesAreKeptAndTiesGoToTheLowerIndex() {
        let expected = [1, 3, 2, 0, 4]
        for k in 1...5 {
            let ranked = Rejection(keptPaths: k, score: .loss).rank(scored)
            #expect(ranked.kept.map(\.index) == Array(expected.prefix(k)))
            #expect(ranked.rejected.map(\.index) == Array(expected.dropFirst(k)))
            #expect(ranked.plan.round == 7)
        }
    }

    @Test func highestAccuraciesAreKeptAndTiesGoToTheLowerIndex() {
        let expected = [2, 4, 0, 1, 3]
        for k in 1...5 {
            let ranked = Rejection(keptPaths: k, score: .accuracy).rank(scored)
            #expect(ranked.kept.map(\.index) == Array(expected.prefix(k)))
            #expect(ranked.rejected.map(\.index) == Array(expected.dropFirst(k)))
        }
    }

    /// All 120 orders in which five scores can arrive.
    @Test(arguments: SupernetSettings.Score.allCases) func orderOfArrivalDoesNotMatter(score: SupernetSettings.Score) {
        let rejection = Rejection(keptPaths: 2, score: score)
        let expected = rejection.rank(scored)
        func arrive(_ rest: [ScoredPath], after first: [ScoredPath]) {
            if rest.isEmpty { #expect(rejection.rank(first) == expected) }
            for index in rest.indices {
                var rest = rest
                let next = rest.remove(at: index)
                arrive(rest, after: first + [next])
            }
        }
        arrive(scored, after: [])
    }
}
