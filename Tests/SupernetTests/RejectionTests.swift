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
            var rejection = Rejection(keptPaths: k, score: .loss, seed: 5)
            let ranked = rejection.rank(scored)
            #expect(ranked.kept.map(\.index) == Array(expected.prefix(k)))
            #expect(ranked.rejected.map(\.index) == Array(expected.dropFirst(k)))
            #expect(ranked.plan.round == 7)
        }
    }

    @Test func highestAccuraciesAreKept() {
        let expected = [Self.tied([2, 4]), Self.tied([0, 1]), [3]].joined().map(\.self)
        for k in 1...5 {
            var rejection = Rejection(keptPaths: k, score: .accuracy, seed: 5)
            let ranked = rejection.rank(scored)
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
        var rejection = Rejection(keptPaths: 1, score: .loss, seed: 1)
        let wins = (1...1000).count { round in
            let paths = (0..<2).map { ScoredPath(UInt8($0), loss: 2, accuracy: 0.1, round: round, index: $0) }
            return rejection.rank(paths).kept[0].index == 0
        }
        #expect(abs(wins - 500) < 80)
    }

    /// All 120 orders in which five scores can arrive, without a memory and with one.
    @Test(arguments: SupernetSettings.Score.allCases, [true, false])
    func orderOfArrivalDoesNotMatter(score: SupernetSettings.Score, remembers: Bool) throws {
        let memory = remembers ? FilterMemory(of: try MemorySpace.space(choices: 10, layers: 1), settings: .tests) : nil
        func rank(_ scored: [ScoredPath]) -> RankedRound {
            var rejection = Rejection(keptPaths: 2, score: score, seed: 5, memory: memory)
            return rejection.rank(scored)
        }
        let expected = rank(scored)
        #expect((expected.memory != nil) == remembers)
        func arrive(_ rest: [ScoredPath], after first: [ScoredPath]) {
            if rest.isEmpty { #expect(rank(first) == expected) }
            for index in rest.indices {
                var rest = rest
                let next = rest.remove(at: index)
                arrive(rest, after: first + [next])
            }
        }
        arrive(scored, after: [])
    }

    /// Nothing is rejected and nothing remembered, and the order is that of the drawing.
    @Test func roundThatScoresNothingKeepsAll() throws {
        let memory = FilterMemory(of: try MemorySpace.space(choices: 10, layers: 1), settings: .tests)
        var rejection = Rejection(keptPaths: 2, score: .loss, seed: 5, memory: memory)
        var unscored = scored
        for place in unscored.indices {
            unscored[place].plan.isScored = false
            unscored[place].loss = .nan
        }
        let round = rejection.rank(unscored.reversed())
        #expect(round.kept.map(\.index) == [0, 1, 2, 3, 4] && round.rejected.isEmpty)
        #expect(round.memory == memory)
    }

    /// Choice 0 was good in earlier rounds; now a path with it has one bad score.
    @Test func memoryOutweighsOneRound() throws {
        let space = try MemorySpace.space(choices: 3, layers: 2)
        func scored(_ choices: [UInt8], loss: Double, round: Int, index: Int) -> ScoredPath {
            ScoredPath(
                plan: RoundPlan(round: round, epsilon: 0), index: index,
                draw: PathDraw(path: Path(choices: choices), isFromPool: false), loss: loss, accuracy: 0)
        }
        var kept: [Double: [UInt8]] = [:]
        for weight in [0.0, 1] {
            var settings = FilterMemorySettings.tests
            settings.weight = weight
            var rejection = Rejection(
                keptPaths: 1, score: .loss, seed: 5, memory: FilterMemory(of: space, settings: settings))
            for round in 1...20 {
                _ = rejection.rank(
                    (0..<3).map { scored([$0, UInt8(round % 3)], loss: Double($0), round: round, index: Int($0)) })
            }
            let last = rejection.rank([
                scored([0, 0], loss: 2.1, round: 21, index: 0), scored([2, 0], loss: 2, round: 21, index: 1),
            ])
            kept[weight] = last.kept[0].path.choices
        }
        #expect(kept == [0: [2, 0], 1: [0, 0]])
    }
}
