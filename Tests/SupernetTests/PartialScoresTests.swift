import NeuralNetwork
import Reproducibility
import Testing

@testable import Supernet

/// Which paths of a round are scored further, and what the others are said to have scored.
struct PartialScoresTests {
    /// Outcomes of pictures with these losses; every second one is classified correctly.
    private func pictures(_ losses: [Double]) -> [PassOutcome] {
        losses.enumerated().map { PassOutcome(lossSum: $1, correct: $0 % 2, pictures: 1) }
    }

    /// The losses of paths on a part: what the picture costs all of them, what the path costs, and noise.
    private func part(_ number: Int, paths: Int, pictures: Int, offsets: [Double], noise: Double) -> [[Double]] {
        var shared = RandomStream(seed: 1, purpose: .simulatedScores, round: number)
        let difficulties = (0..<pictures).map { _ in 3 + Double(number) + 2 * shared.normal() }
        return (0..<paths).map { path in
            var own = RandomStream(seed: 2, purpose: .simulatedScores, round: number, index: path)
            return difficulties.map { $0 + offsets[path] + noise * own.normal() }
        }
    }

    /// The rule in other words: a table of who beats whom, from sums of squares.
    private func openByTable(_ seen: [[Double]], kept: Int) -> [Int] {
        let all = seen.indices
        let beats = all.map { first in
            all.map { second in
                let count = min(seen[first].count, seen[second].count)
                var (sum, squares) = (0.0, 0.0)
                for place in 0..<count {
                    let difference = seen[second][place] - seen[first][place]
                    sum += difference
                    squares += difference * difference
                }
                let variance = (squares - sum * sum / Double(count)) / Double(count - 1)
                return first != second && sum > 0 && sum * sum / Double(count) > 4 * variance
            }
        }
        return all.filter { path in
            all.count { beats[$0][path] } < kept && all.count { beats[path][$0] } < all.count - kept
        }
    }

    @Test(arguments: [2, 3, 7, 10], [2, 5, 16])
    func placesCloseByTheRule(paths: Int, pictures count: Int) {
        for kept in 1..<paths {
            let offsets = (0..<paths).map { 0.3 * Double($0) }
            var scores = PartialScores(paths: paths, keptPaths: kept)
            var seen = [[Double]](repeating: [], count: paths)
            var open = Array(0..<paths)
            var hasClosedLate = false
            for number in 0..<6 {
                let losses = part(number, paths: paths, pictures: count, offsets: offsets, noise: 0.4)
                scores.add(scores.open.map { pictures(losses[$0]) })
                for path in open { seen[path] += losses[path] }
                let clear = openByTable(seen, kept: kept)
                let next = open.filter { clear.contains($0) }
                if number > 0, next.count < open.count { hasClosedLate = true }
                open = next
                #expect(scores.open == open)
                #expect(scores.outcomes.map(\.pictures) == seen.map(\.count))
                if open.isEmpty { break }
            }
            #expect(open.count < paths)
            if paths == 10, count == 5, kept == 5 { #expect(hasClosedLate) }
        }
    }

    /// Where a path differs from the others by the same on every picture, what it is said to have scored is what it would have.
    @Test func lossesOfClosedPathsMoveWithTheOthers() {
        let offsets = [0, 5, 1, 1.001, 6]
        var scores = PartialScores(paths: 5, keptPaths: 2)
        var all = [[Double]](repeating: [], count: 5)
        for number in 0..<4 {
            // Only paths 2 and 3 are so near to each other that noise hides who is better.
            var losses = part(number, paths: 5, pictures: 6, offsets: offsets, noise: 0)
            for place in losses[3].indices { losses[3][place] += place.isMultiple(of: 2) ? 0.5 : -0.5 }
            for path in 0..<5 { all[path] += losses[path] }
            scores.add(scores.open.map { pictures(losses[$0]) })
            #expect(scores.open == [2, 3])
        }
        let outcomes = scores.outcomes
        #expect(outcomes.map(\.pictures) == [6, 6, 24, 24, 6])
        for (path, outcome) in outcomes.enumerated() {
            #expect(abs(outcome.loss - all[path].reduce(0, +) / 24) < 1e-12)
            #expect(outcome.accuracy == 0.5)
        }
        // The later parts were harder, by 1 each.
        let (first, whole) = (all[0].prefix(6).reduce(0, +) / 6, all[0].reduce(0, +) / 24)
        #expect(whole > first + 1)
    }

    /// To the bit, since no part had to be guessed.
    @Test func whoSawAllPicturesHasTheirMean() {
        var scores = PartialScores(paths: 3, keptPaths: 1)
        var sum = [PassOutcome](repeating: .none, count: 3)
        for number in 0..<11 {
            // The same losses for all: nobody is better.
            let losses = part(number, paths: 1, pictures: 13, offsets: [0], noise: 0)[0]
            scores.add([pictures(losses), pictures(losses), pictures(losses)])
            for path in 0..<3 { sum[path] = sum[path] + pictures(losses).reduce(.none, +) }
            #expect(scores.open == [0, 1, 2])
        }
        #expect(scores.outcomes == sum)
    }

    @Test func keepingAllNeedsOnePart() {
        var scores = PartialScores(paths: 3, keptPaths: 3)
        scores.add([pictures([1, 2]), pictures([2, 1]), pictures([1, 1])])
        #expect(scores.open.isEmpty && scores.outcomes.map(\.loss) == [1.5, 1.5, 1])
    }

    /// It is scored no further, and says nothing of the others.
    @Test(arguments: [Double.nan, .infinity]) func lossThatIsNotFiniteStaysWhereItIs(loss: Double) {
        var scores = PartialScores(paths: 4, keptPaths: 2)
        scores.add([pictures([1, 2]), pictures([2, 1]), pictures([1, 2]), pictures([2, loss])])
        #expect(scores.open == [0, 1, 2])
        scores.add([pictures([2, loss]), pictures([3, 1]), pictures([1, 3])])
        #expect(scores.open == [1, 2])
        scores.add([pictures([1, 2]), pictures([2, 1])])
        let losses = scores.outcomes.map(\.loss)
        #expect(!losses[0].isFinite && !losses[3].isFinite && losses[1].isFinite && losses[2].isFinite)
    }
}
