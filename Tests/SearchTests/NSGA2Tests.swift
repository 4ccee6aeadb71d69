import Architecture
import Foundation
import Reproducibility
import Search
import Testing

struct NSGA2Tests {
    private func result(_ path: Path, choices: Int = 8) throws -> Evaluation {
        try Evaluation(path: path, objectives: Landscape.objectives(path, choices: choices))
    }

    /// 8^15 paths: of 1000 evaluations random search brings the second objective of its best to about 3.5.
    @Test(arguments: [1, 2, 3] as [UInt64]) func findsTheFrontOfZDT1WhereRandomSearchDoesNot(seed: UInt64) throws {
        let domain = try Landscape().domain
        var nsga = try NSGA2(domain: domain, seed: seed)
        var random = try RandomSearch(domain: domain, seed: seed)
        try Landscape.run(&nsga)
        try Landscape.run(&random)
        #expect(nsga.state.evaluations.count == 1000)
        #expect(random.state.evaluations.count == 1000)
        // All eight points of the front dominate this much.
        let best = Landscape.hypervolume(
            ParetoFront(of: try (0..<8).map { try result(Path(choices: [$0] + [UInt8](repeating: 0, count: 14))) }))
        #expect(abs(best - 11.685) < 0.001)
        #expect(Landscape.hypervolume(nsga.front) > 0.95 * best)
        #expect(Landscape.hypervolume(random.front) < 0.85 * best)
    }

    @Test func improvesFromGenerationToGenerationAndKeepsTheBest() throws {
        var search = try NSGA2(domain: try Landscape().domain, seed: 4)
        var volumes: [Double] = []
        while !search.isFinished {
            try Landscape.run(&search, times: 1)
            volumes.append(Landscape.hypervolume(search.front))
            // Elitist: the population holds the front of everything, as far as there is room.
            let population = ParetoFront(of: search.state.population.map { search.state.evaluations[$0] })
            #expect(Landscape.hypervolume(population) == volumes[volumes.count - 1])
        }
        #expect(volumes.count == 20)
        #expect(zip(volumes, volumes.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(volumes[19] > volumes[9] && volumes[9] > volumes[0])
    }

    @Test func noPathIsAskedForTwiceAndAllAreWithinTheLimits() throws {
        let costs = CostTable(of: try SearchSpace(macro: .cifar, operations: SearchSpace.operations7))
        for share in [0.05, 0.2, 0.6] {
            let limits = CostLimits(macs: costs.macs(at: share))
            let domain = try SearchDomain(costs: costs, limits: limits)
            var search = try NSGA2(
                domain: domain, settings: NSGA2Settings(population: 20, generations: 6), seed: 5)
            var asked: [Path] = []
            while !search.isFinished {
                let paths = search.ask()
                #expect(paths == search.ask())
                #expect(paths.count == 20)
                #expect(paths.allSatisfy { domain.space.contains($0) && domain.violation(of: $0) == 0 })
                asked += paths
                // The best are the largest, so the limit is always at work.
                try search.tell(
                    paths.map { try Evaluation(path: $0, objectives: [-Double(costs.cost(of: $0).params)]) })
            }
            #expect(asked.count == 120)
            #expect(Set(asked).count == 120)
            #expect(search.state.asked == asked)
            let gain = search.state.evaluations.prefix(20).map { $0.objectives[0] }.min() ?? 0
            #expect((search.front.members.first?.objectives[0] ?? 0) < gain)
        }
    }

    /// 1, 5 and 27 paths.
    @Test(arguments: [(1, 1), (1, 5), (3, 3)]) func smallSpaceIsAskedForOnceAndTheSearchEnds(layers: Int, choices: Int)
        throws
    {
        let domain = try SearchDomain.uniform(layers: layers, choices: choices)
        for population in [1, 4, 50] {
            for (crossover, mutation) in [(0.9, 0.1), (0, 0), (1, 1)] {
                var search = try NSGA2(
                    domain: domain,
                    settings: NSGA2Settings(
                        population: population, generations: 100, crossover: crossover, mutation: mutation), seed: 6)
                #expect(search.ask().count == min(population, domain.space.allPaths.count))
                try Landscape.run(&search, choices: max(2, choices))
                #expect(search.isFinished && search.ask().isEmpty)
                #expect(search.state.evaluations.map(\.path).sorted() == domain.space.allPaths)
                #expect(search.state.population.count == min(population, domain.space.allPaths.count))
                // Nothing more to tell, and nothing changes.
                let state = search.state
                try search.tell([])
                #expect(search.state == state)
            }
        }
    }

    @Test func fewPathsWithinTheLimitsOfALargeSpaceAreAllFound() throws {
        // 7^8 paths.
        let costs = CostTable(of: try SearchSpace(macro: .quickstart, operations: SearchSpace.operationsQuickstart))
        let limits = CostLimits(macs: costs.macs(at: 0.02))
        let domain = try SearchDomain(costs: costs, limits: limits)
        let expected = domain.admittedPaths(atMost: 1000)
        #expect((5...500).contains(expected.count), "\(expected.count)")
        var search = try NSGA2(domain: domain, seed: 7)
        while !search.isFinished {
            try search.tell(
                search.ask().map { try Evaluation(path: $0, objectives: [Double(costs.cost(of: $0).macs)]) })
        }
        #expect(search.state.evaluations.map(\.path).sorted() == expected)
    }

    @Test func sameSeedGivesTheSameSearchAndAnotherSeedAnother() throws {
        func state(_ seed: UInt64) throws -> SearchState {
            var search = try NSGA2(domain: try Landscape().domain, seed: seed)
            try Landscape.run(&search, times: 4)
            return search.state
        }
        let first = try state(1)
        #expect(try state(1) == first)
        #expect(Set(try state(2).asked).isDisjoint(with: first.asked))
    }

    /// The same parents in another generation have other children.
    @Test func eachGenerationHasRandomNumbersOfItsOwn() throws {
        var search = try NSGA2(domain: try Landscape().domain, settings: NSGA2Settings(population: 10), seed: 17)
        try Landscape.run(&search, times: 2)
        func children(_ generation: Int) throws -> [Path] {
            try NSGA2(
                domain: search.domain, settings: search.settings, seed: 17,
                resuming: SearchState(
                    generation: generation, evaluations: search.state.evaluations, population: search.state.population)
            ).ask()
        }
        #expect(try children(2) == search.ask())
        #expect(try children(3) != search.ask())
    }

    @Test func orderOfTheResultsDoesNotMatter() throws {
        var one = try NSGA2(domain: try Landscape().domain, seed: 8)
        var other = one
        for round in 0..<4 {
            var results = try one.ask().map { try result($0) }
            try one.tell(results)
            var stream = RandomStream(seed: 9, purpose: .simulation, round: round)
            stream.shuffle(&results)
            try other.tell(results)
            #expect(one.state == other.state)
        }
    }

    /// Stopped before any number of generations, written as text, and continued until all 64 paths are evaluated.
    @Test(arguments: [1, 2, 12]) func continuedSearchEqualsAnUninterruptedOne(population: Int) throws {
        let domain = try SearchDomain.uniform(layers: 3, choices: 4)
        let settings = NSGA2Settings(population: population, generations: 100)
        var whole = try NSGA2(domain: domain, settings: settings, seed: 10)
        var states = [whole.state]
        while !whole.isFinished {
            try Landscape.run(&whole, choices: 4, times: 1)
            states.append(whole.state)
        }
        #expect(whole.state.evaluations.count == 64)
        #expect(states.count == (64 + population - 1) / population + 1)
        for state in states {
            let text = try JSONEncoder().encode(state)
            let read = try JSONDecoder().decode(SearchState.self, from: text)
            #expect(read == state)
            var search = try NSGA2(domain: domain, settings: settings, seed: 10, resuming: read)
            #expect(search.ask() == state.pending)
            try Landscape.run(&search, choices: 4)
            #expect(search.state == whole.state)
        }
    }

    @Test func searchThatIsOverGoesOnWithMoreGenerations() throws {
        let domain = try Landscape().domain
        var long = try NSGA2(domain: domain, settings: NSGA2Settings(population: 10, generations: 6), seed: 11)
        var short = try NSGA2(domain: domain, settings: NSGA2Settings(population: 10, generations: 3), seed: 11)
        try Landscape.run(&long)
        try Landscape.run(&short)
        #expect(short.state.evaluations == Array(long.state.evaluations.prefix(30)))
        var longer = try NSGA2(domain: domain, settings: long.settings, seed: 11, resuming: short.state)
        try Landscape.run(&longer)
        #expect(longer.state == long.state)
    }

    @Test func firstPopulationIsThatGivenWithinTheLimitsThenRandom() throws {
        let free = try SearchDomain.uniform(layers: 6, choices: 4)
        var stream = RandomStream(seed: 12, purpose: .simulation)
        let given = (0..<8).map { _ in free.space.randomPath(using: &stream) }
        let macs = given.map { free.costs.cost(of: $0).macs }.sorted()
        let domain = try SearchDomain(costs: free.costs, limits: CostLimits(macs: macs[4]))
        let kept = given.filter { domain.admits($0) }
        #expect(kept.count >= 5 && kept.count < 8)
        func first(_ count: Int) throws -> [Path] {
            try NSGA2(
                domain: domain, settings: NSGA2Settings(population: count), seed: 13, first: given + given
            ).ask()
        }
        #expect(try first(3) == Array(kept.prefix(3)))
        let topped = try first(20)
        #expect(Array(topped.prefix(kept.count)) == kept)
        #expect(topped.count == 20 && Set(topped).count == 20)
        #expect(topped.allSatisfy { domain.admits($0) })
        #expect(throws: SearchError.foreignPath("0,1")) {
            try NSGA2(domain: domain, seed: 13, first: [given[0], Path(choices: [0, 1])])
        }
    }

    /// Without mutation a child has nothing that its parents have not; without crossover and with every layer
    /// mutated it has nothing of any one parent's in place.
    @Test func childrenHaveTheLayersOfTheirParents() throws {
        let domain = try SearchDomain.uniform(layers: 12, choices: 6)
        let first = [Path(choices: [UInt8](repeating: 1, count: 12)), Path(choices: [UInt8](repeating: 4, count: 12))]
        var crossed = try NSGA2(
            domain: domain, settings: NSGA2Settings(population: 2, generations: 2, crossover: 1, mutation: 0), seed: 14,
            first: first)
        try crossed.tell(
            try first.enumerated().map { try Evaluation(path: $1, objectives: [Double($0), -Double($0)]) })
        #expect(crossed.ask().count == 2)
        for child in crossed.ask() { #expect(Set(child.choices) == [1, 4]) }
        var mutated = try NSGA2(
            domain: domain, settings: NSGA2Settings(population: 2, generations: 2, crossover: 0, mutation: 1), seed: 14,
            first: first)
        try mutated.tell(
            try first.enumerated().map { try Evaluation(path: $1, objectives: [Double($0), -Double($0)]) })
        for child in mutated.ask() {
            #expect([1, 4].contains { old in child.choices.allSatisfy { $0 != old } })
        }
    }

    /// Where infeasible paths are evaluated too, they are asked for, lose, and the search ends within the limits.
    @Test func limitsMayBeLeftToDomination() throws {
        let free = try SearchDomain.uniform(layers: 8, choices: 4)
        let domain = try SearchDomain(
            costs: free.costs, limits: CostLimits(macs: free.costs.macs(at: 0.25)), policy: .dominate)
        var search = try NSGA2(
            domain: domain, settings: NSGA2Settings(population: 20, generations: 15), seed: 15)
        while !search.isFinished {
            try search.tell(
                search.ask().map {
                    try domain.evaluation(
                        of: $0, accuracy: 1 - 1 / Double(domain.costs.cost(of: $0).params), loss: 0,
                        objectives: [.error])
                })
        }
        let violations = search.state.evaluations.map(\.violation)
        #expect(violations.prefix(20).allSatisfy { $0 > 0 })
        #expect(search.state.population.allSatisfy { violations[$0] == 0 })
        #expect(search.front.members.allSatisfy { $0.isFeasible })
    }

    @Test func wrongResultsAreRefusedAndChangeNothing() throws {
        var search = try NSGA2(
            domain: try Landscape().domain, settings: NSGA2Settings(population: 3, generations: 3), seed: 16)
        try Landscape.run(&search, times: 1)
        let paths = search.ask()
        let good = try paths.map { try result($0) }
        let old = search.state.evaluations[0]
        let state = search.state
        let wrong: [([Evaluation], SearchError)] = [
            ([], .notTold(path: "\(paths[0])")),
            ([good[0], good[2]], .notTold(path: "\(paths[1])")),
            (good + [old], .notAsked(path: "\(old.path)")),
            (good + [good[1]], .toldTwice(path: "\(paths[1])")),
            (
                [good[0], good[1], try Evaluation(path: paths[2], objectives: [1])],
                .objectiveCount(path: "\(paths[2])", found: 1, expected: 2)
            ),
        ]
        for (results, error) in wrong {
            #expect(throws: error) { try search.tell(results) }
            #expect(search.state == state)
        }
        try search.tell(good)
        #expect(search.state.generation == 2)
    }

    @Test func settingsOutOfRangeAreRefused() throws {
        let domain = try Landscape().domain
        func sentence(_ settings: NSGA2Settings) -> String? {
            do {
                _ = try NSGA2(domain: domain, settings: settings, seed: 1)
                return nil
            } catch { return "\(error)" }
        }
        #expect(sentence(NSGA2Settings(population: 1, generations: 1, crossover: 0, mutation: 1)) == nil)
        #expect(
            sentence(NSGA2Settings(population: 0))
                == "the population of the search is 0; expected a whole number above 0")
        #expect(
            sentence(NSGA2Settings(generations: -1))
                == "the number of generations of the search is -1; expected a whole number above 0")
        #expect(
            sentence(NSGA2Settings(mutation: 1.5))
                == "the probability of mutation is 1.5; expected a number from 0 to 1")
        #expect(
            sentence(NSGA2Settings(crossover: .nan))
                == "the probability of crossover is nan; expected a number from 0 to 1")
    }
}
