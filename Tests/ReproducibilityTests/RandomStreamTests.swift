import Reproducibility
import Testing

struct RandomStreamTests {
    @Test func sameKeyGivesSameNumbersAndAnyOtherKeyOthers() {
        func first(_ seed: UInt64, _ purpose: RandomStream.Purpose, _ round: Int, _ index: Int) -> [UInt64] {
            var stream = RandomStream(seed: seed, purpose: purpose, round: round, index: index)
            return (0..<4).map { _ in stream.next() }
        }
        #expect(first(1, .holdOut, 2, 3) == first(1, .holdOut, 2, 3))
        let keys: [[UInt64]] = [
            first(1, .holdOut, 2, 3), first(2, .holdOut, 2, 3), first(1, .pathSampling, 2, 3),
            first(1, .holdOut, 3, 3), first(1, .holdOut, 2, 4), first(1, .holdOut, 3, 2),
        ]
        #expect(Set(keys.flatMap { $0 }).count == 24)
    }

    /// Chi-squared over 7 cells with 6 degrees of freedom: 22.46 is passed once in a thousand seeds; the seed is fixed.
    @Test(arguments: [2, 3, 7, 13]) func integersAreUniform(bound: Int) {
        var counts = [Int](repeating: 0, count: bound)
        var stream = RandomStream(seed: 5, purpose: .simulation, index: bound)
        let draws = 100_000
        for _ in 0..<draws { counts[stream.integer(below: bound)] += 1 }
        let expected = Double(draws) / Double(bound)
        let statistic = counts.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
        #expect(statistic < 32.9, "\(counts)")
    }

    @Test func normalHasMeanZeroAndVarianceOne() {
        var stream = RandomStream(seed: 6, purpose: .simulation)
        let values = (0..<100_000).map { _ in stream.normal() }
        let mean = values.reduce(0, +) / 100_000
        let variance = values.reduce(0) { $0 + $1 * $1 } / 100_000
        #expect(abs(mean) < 4 / 316.0)
        #expect(abs(variance - 1) < 4 * 2.0.squareRoot() / 316)
    }

    @Test func permutationHoldsEveryNumberOnceAndEveryOrderOccurs() {
        var seen: [[Int]: Int] = [:]
        for round in 0..<6000 {
            var stream = RandomStream(seed: 7, purpose: .trainingOrder, round: round)
            let order = stream.permutation(count: 3)
            #expect(order.sorted() == [0, 1, 2])
            seen[order, default: 0] += 1
        }
        #expect(seen.count == 6)
        #expect(seen.values.allSatisfy { abs($0 - 1000) < 130 })
    }
}
