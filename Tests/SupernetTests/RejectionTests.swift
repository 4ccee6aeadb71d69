import Architecture
import Reproducibility
import Testing

@testable import Supernet

struct RejectionTests {
    /// Losses 3, 1, 2, 1, 4 and accuracies 0.5, 0.5, 0.9, 0.1, 0.9 at the indices 0 to 4.
    private let scored = zip([3.0, 1, 2, 1, 4], [0.5, 0.5, 0.9, 0.1, 0.9]).enumerated().map { index, scores in
        ScoredPath(UInt8(9 - index), loss: scores.0, accuracy: scores.1, round: 7, index: index)
    }

    @Test func lowestLossesAreKept() {
        let expected = [Self.tied([1, 3]), [2, 0, 4]].joined().map(\.self)
        for k in 1...5 {
            let ranked = Rejection(keptPaths: k, score: .loss, seed: 5).rank(scored)
            #expect(ranked.kept.map(\.index) == Array(expected.prefix(k)))
            #expect(ranked.rejected.map(\.index) == Array(expected.dropFirst(k)))
            #expect(ranked.plan.round == 7)
        }
    }

    @Test func highestAccuraciesAreKept() {
        let expected = [Self.tied([2, 4]), Self.tied([0, 1]), [3]].joined().map(\.self)
        for k in 1...5 {
            let ranked = Rejection(keptPaths: k, score: .accuracy, seed: 5).rank(scored)
            #expect(ranked.kept.map(\.index) == Array(expected.prefix(k)))
            #expect(ranked.rejected.map(\.index) == Array(expected.dropFirst(k)))
        }
    }

    /// Indices of equal scores in the order of the numbers that belong to round 7 and their paths.
    private static func tied(_ indices: [Int]) -> [Int] {
        indices.sorted { first, second in
            let numbers = [first, second].map { index in
                var stream = RandomStream(
                    seed: 5, purpose: .ties, round: 7, index: Path(choices: [UInt8(9 - index)]).key)
                return stream.uniform()
            }
            return numbers[0] < numbers[1]
        }
    }

    /// Over the rounds, each of two paths with equal scores is as often the first.
    @Test func tiesFavourNobody() {
        let rejection = Rejection(keptPaths: 1, score: .loss, seed: 1)
        let wins = (1...1000).count { round in
            let paths = (0..<2).map { ScoredPath(UInt8($0), loss: 2, accuracy: 0.1, round: round, index: $0) }
            return rejection.rank(paths).kept[0].index == 0
        }
        #expect(abs(wins - 500) < 80)
    }

    /// All 120 orders in which five scores can arrive.
    @Test(arguments: SupernetSettings.Score.allCases) func orderOfArrivalDoesNotMatter(score: SupernetSettings.Score) {
        let rejection = Rejection(keptPaths: 2, score: score, seed: 5)
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
