import Architecture
import Reproducibility
import Search
import Testing

struct RandomSearchTests {
    @Test func asksForTheGivenNumberOfDistinctPaths() throws {
        var search = try RandomSearch(domain: try Landscape().domain, evaluations: 95, batch: 20, seed: 1)
        var batches: [Int] = []
        while !search.isFinished {
            batches.append(search.ask().count)
            try Landscape.run(&search, times: 1)
        }
        #expect(batches == [20, 20, 20, 20, 15])
        #expect(Set(search.state.asked).count == 95)
        #expect(search.state.generation == 5)
        #expect(search.state.population.isEmpty)
    }

    @Test(arguments: [(1, 1), (1, 5), (3, 3)]) func smallSpaceIsAskedForOnceAndTheSearchEnds(layers: Int, choices: Int)
        throws
    {
        let domain = try SearchDomain.uniform(layers: layers, choices: choices)
        for batch in [1, 4, 50] {
            var search = try RandomSearch(domain: domain, batch: batch, seed: 2)
            try Landscape.run(&search, choices: max(2, choices))
            #expect(search.isFinished)
            #expect(search.state.evaluations.map(\.path).sorted() == domain.space.allPaths)
        }
    }

    /// So a search that continues elsewhere needs no generator's state.
    @Test func eachPathHasRandomNumbersOfItsOwn() throws {
        let domain = try Landscape().domain
        var search = try RandomSearch(domain: domain, batch: 3, seed: 6)
        for round in 0..<3 {
            let expected = (0..<3).map { index in
                var stream = RandomStream(seed: 6, purpose: .search, round: round, index: index)
                return domain.randomPath(using: &stream)
            }
            #expect(search.ask() == expected)
            try Landscape.run(&search, times: 1)
        }
    }

    @Test func pathsStayWithinTheLimits() throws {
        let costs = CostTable(of: try SearchSpace(macro: .cifar, operations: SearchSpace.operations7))
        let domain = try SearchDomain(costs: costs, limits: CostLimits(macs: costs.macs(at: 0.05)))
        let paths = try RandomSearch(domain: domain, seed: 3).ask()
        #expect(paths.count == 50)
        #expect(paths.allSatisfy { domain.violation(of: $0) == 0 })
    }

    /// Until all 64 paths are evaluated.
    @Test(arguments: [1, 2, 9]) func continuedSearchEqualsAnUninterruptedOne(batch: Int) throws {
        let domain = try SearchDomain.uniform(layers: 3, choices: 4)
        var whole = try RandomSearch(domain: domain, batch: batch, seed: 4)
        var states = [whole.state]
        while !whole.isFinished {
            try Landscape.run(&whole, choices: 4, times: 1)
            states.append(whole.state)
        }
        #expect(states.count == (64 + batch - 1) / batch + 1)
        for state in states {
            var search = try RandomSearch(domain: domain, batch: batch, seed: 4, resuming: state)
            try Landscape.run(&search, choices: 4)
            #expect(search.state == whole.state)
        }
        #expect(try RandomSearch(domain: domain, batch: batch, seed: 4).state == states[0])
        #expect(try RandomSearch(domain: domain, batch: batch, seed: 5).state != states[0])
    }

    @Test func numbersBelowOneAreRefused() throws {
        let domain = try Landscape().domain
        #expect {
            try RandomSearch(domain: domain, evaluations: 0, seed: 1)
        } throws: {
            "\($0)" == "the number of evaluations of the search is 0; expected a whole number above 0"
        }
        #expect {
            try RandomSearch(domain: domain, batch: 0, seed: 1)
        } throws: {
            "\($0)" == "the batch of the search is 0; expected a whole number above 0"
        }
    }
}
