import Search
import Testing

struct NonDominatedSortingTests {
    /// Fronts by their definition: peel off what nothing that is left dominates, written without `dominates`.
    private func peeled(_ evaluations: [Evaluation]) -> [[Int]] {
        func isWorse(_ one: Evaluation, than other: Evaluation) -> Bool {
            switch (one.violation > 0, other.violation > 0) {
            case (true, false): return true
            case (false, true): return false
            case (true, true): return one.violation > other.violation
            case (false, false):
                let pairs = Array(zip(one.objectives, other.objectives))
                return pairs.allSatisfy { $0.0 >= $0.1 } && pairs.contains { $0.0 > $0.1 }
            }
        }
        var rest = Array(evaluations.indices)
        var fronts: [[Int]] = []
        while !rest.isEmpty {
            let front = rest.filter { place in
                !rest.contains { isWorse(evaluations[place], than: evaluations[$0]) }
            }
            fronts.append(front)
            rest.removeAll { front.contains($0) }
        }
        return fronts
    }

    @Test(arguments: [1, 2, 3, 4], [2, 4, 20]) func frontsAreThoseOfTheDefinition(objectives: Int, levels: Int) throws {
        for index in 0..<150 {
            let evaluations = try Evaluation.random(
                index, objectives: objectives, levels: levels, breaks: index.isMultiple(of: 2))
            #expect(NonDominatedSorting.fronts(of: evaluations) == peeled(evaluations))
        }
    }

    @Test func frontsByHand() throws {
        func fronts(_ objectives: [[Double]], _ violations: [Double] = []) throws -> [[Int]] {
            NonDominatedSorting.fronts(of: try Evaluation.list(objectives, violations: violations))
        }
        #expect(try fronts([]) == [])
        #expect(try fronts([[3]]) == [[0]])
        // A chain; all the same; a front of two with one duplicate behind it.
        #expect(try fronts([[3, 3], [1, 1], [2, 2]]) == [[1], [2], [0]])
        #expect(try fronts([[1, 2], [1, 2], [1, 2]]) == [[0, 1, 2]])
        #expect(try fronts([[1, 2], [2, 2], [2, 1], [2, 2]]) == [[0, 2], [1, 3]])
        // One objective: equal values share a front.
        #expect(try fronts([[2], [1], [2], [0]]) == [[3], [1], [0, 2]])
    }

    @Test func pathWithinTheLimitsDominatesEveryOneBeyondThem() throws {
        let evaluations = try Evaluation.list(
            [[9, 9], [0, 0], [1, 1], [8, 9], [0, 0]], violations: [0, 0.5, 0.1, 0, 0.1])
        // Beyond the limits the objectives do not count: the third and the fifth break them by the same amount.
        #expect(NonDominatedSorting.fronts(of: evaluations) == [[3], [0], [2, 4], [1]])
        #expect(evaluations[0].dominates(evaluations[1]))
        #expect(!evaluations[1].dominates(evaluations[0]))
        #expect(!evaluations[2].dominates(evaluations[4]) && !evaluations[4].dominates(evaluations[2]))
    }

    @Test func pathsAllBeyondTheLimitsAreSortedByViolation() throws {
        let evaluations = try Evaluation.list([[1, 1], [2, 2], [3, 3]], violations: [0.3, 0.2, 0.1])
        #expect(NonDominatedSorting.fronts(of: evaluations) == [[2], [1], [0]])
    }

    /// The same fronts and distances as a ranking of everything.
    @Test func theBestAreThoseOfARanking() throws {
        for index in 0..<60 {
            let all = try Evaluation.random(index, objectives: 2, levels: 5, breaks: index.isMultiple(of: 2))
            let ranking = ParetoRanking(of: all)
            for count in [1, 4, 20] {
                let best = NonDominatedSorting.best(count, of: all)
                #expect(best.count == min(count, all.count) && Set(best.map(\.path)).count == best.count)
                let places = best.map { one in all.firstIndex { $0.path == one.path } ?? -1 }
                for (one, other) in zip(places, places.dropFirst()) { #expect(!ranking.prefers(other, to: one)) }
                for left in all.indices where !places.contains(left) {
                    #expect(places.allSatisfy { !ranking.prefers(left, to: $0) })
                }
            }
        }
    }
}
