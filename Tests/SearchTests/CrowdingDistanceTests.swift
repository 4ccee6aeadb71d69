import Reproducibility
import Search
import Testing

struct CrowdingDistanceTests {
    private func distances(_ objectives: [[Double]]) throws -> [Double] {
        CrowdingDistance.distances(of: try Evaluation.list(objectives))
    }

    /// From the definition, one member at a time and without sorting.
    ///
    /// `before` orders members by one objective, then by all.
    private func defined(_ front: [[Double]]) -> [Double] {
        front.indices.map { place in
            let mine = front[place]
            if front[..<place].contains(mine) { return 0 }
            let others = front.filter { $0 != mine }
            if others.isEmpty { return .infinity }
            var sum = 0.0
            for objective in mine.indices {
                func before(_ one: [Double], _ other: [Double]) -> Bool {
                    ([one[objective]] + one).lexicographicallyPrecedes([other[objective]] + other)
                }
                let values = front.map { $0[objective] }
                let range = (values.max() ?? 0) - (values.min() ?? 0)
                if range == 0 { continue }
                let below = others.filter { before($0, mine) }.max(by: before)
                let above = others.filter { before(mine, $0) }.min(by: before)
                guard let below, let above else { return .infinity }
                sum += (above[objective] - below[objective]) / range
            }
            return sum
        }
    }

    @Test(arguments: [1, 2, 3, 4], [2, 4, 20]) func distancesAreThoseOfTheDefinition(objectives: Int, levels: Int)
        throws
    {
        for index in 0..<150 {
            let set = try Evaluation.random(index, objectives: objectives, levels: levels, breaks: false)
            #expect(CrowdingDistance.distances(of: set) == defined(set.map(\.objectives)))
            for front in NonDominatedSorting.fronts(of: set) {
                let members = front.map { set[$0] }
                #expect(CrowdingDistance.distances(of: members) == defined(members.map(\.objectives)))
            }
        }
    }

    @Test func distancesByHand() throws {
        let far = Double.infinity
        #expect(try distances([]) == [])
        #expect(try distances([[1, 2]]) == [far])
        #expect(try distances([[1, 2], [2, 1]]) == [far, far])
        // Ranges 8 and 16: (3 - 0) / 8 + (16 - 4) / 16, then (8 - 1) / 8 + (8 - 0) / 16.
        #expect(try distances([[0, 16], [1, 8], [3, 4], [8, 0]]) == [far, 0.375 + 0.75, 0.875 + 0.5, far])
        #expect(try distances([[8, 0], [3, 4], [0, 16], [1, 8]]) == [far, 0.875 + 0.5, far, 0.375 + 0.75])
    }

    @Test func duplicatesGetNothingAndAreNobodysNeighbour() throws {
        let far = Double.infinity
        #expect(try distances([[1, 1], [1, 1], [1.5, 0.5], [2, 0]]) == [far, 0, 2, far])
        #expect(try distances([[2, 2], [2, 2], [2, 2]]) == [far, 0, 0])
        #expect(try distances([[0, 4], [2, 2], [2, 2], [4, 0]]) == [far, 2, 0, far])
    }

    @Test func objectiveInWhichAllAgreeCountsNothing() throws {
        let far = Double.infinity
        #expect(
            try distances([[7, 0, 16], [7, 4, 4], [7, 6, 2], [7, 8, 0]]) == [far, 0.75 + 0.875, 0.5 + 0.25, far])
        // A tie at the lower end of the last objective: the smaller one in the second is the end.
        #expect(try distances([[7, 0, 16], [7, 4, 4], [7, 16, 0], [7, 8, 0]]) == [far, 0.5 + 1, far, far])
        // In the last objective the first two tie at the lower end, and only one is its end: the one that the other
        // objectives put first, which is an end anyway.
        #expect(try distances([[0, 2, 1], [1, 1, 1], [2, 0, 2]]) == [far, 3, far])
    }

    @Test func orderOfTheFrontDoesNotMatter() throws {
        for index in 0..<100 {
            let set = try Evaluation.random(index, objectives: 3, levels: 4, breaks: false)
            var seen: Set<[Double]> = []
            let distinct = set.filter { seen.insert($0.objectives).inserted }
            var stream = RandomStream(seed: 1, purpose: .simulation, index: index)
            let order = stream.permutation(count: distinct.count)
            let distances = CrowdingDistance.distances(of: distinct)
            #expect(CrowdingDistance.distances(of: order.map { distinct[$0] }) == order.map { distances[$0] })
        }
    }

    @Test func rangesBeyondTheLargestNumberGiveFiniteDistances() throws {
        let large = Double.greatestFiniteMagnitude
        #expect(try distances([[-large, large], [0, 0], [large, -large]]) == [.infinity, 2, .infinity])
    }
}
