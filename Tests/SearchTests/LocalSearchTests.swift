import Architecture
import Foundation
import Search
import Testing

struct LocalSearchTests {
    private func differences(_ first: Path, _ second: Path) -> Int {
        zip(first.choices, second.choices).count { $0 != $1 }
    }

    /// 5^6 paths without a limit: each layer's best choice is better whatever the others are, so there is one optimum.
    @Test(arguments: [1, 4, 25, 100]) func reachesTheOptimumOfAnAdditiveLandscape(batch: Int) throws {
        let truth = try AdditiveTruth(layers: 6, choices: 5, seed: 1)
        let optimum = try truth.optimum()
        var search = try LocalSearch(domain: truth.domain, evaluations: 250, batch: batch, seed: 1)
        var (evaluations, current) = (0, Path(choices: []))
        while !search.isFinished, current != optimum {
            try truth.run(&search, times: 1)
            evaluations = search.state.evaluations.count
            current = search.state.evaluations[search.state.population[0]].path
        }
        #expect(current == optimum, "after \(evaluations) evaluations")
        #expect(evaluations < 200)
    }

    /// Each batch holds neighbours of one path; where the search stands never gets worse but by another start.
    @Test func asksForNeighboursAndMovesToTheBest() throws {
        let truth = try AdditiveTruth(layers: 5, choices: 4, share: 0.5, seed: 2)
        var search = try LocalSearch(domain: truth.domain, evaluations: 300, batch: 8, seed: 2)
        var starts = 0
        var before: Evaluation?
        while !search.isFinished {
            let paths = search.ask()
            let centre: Path
            if let before, differences(paths[0], before.path) == 1 {
                centre = before.path
                #expect(paths.allSatisfy { differences($0, centre) == 1 })
            } else {
                centre = paths[0]
                starts += 1
                #expect(paths.dropFirst().allSatisfy { differences($0, centre) == 1 })
                // The search leaves a local optimum only, all of whose neighbours are evaluated.
                if let before {
                    let around = truth.domain.allWithinLimits.filter { differences($0, before.path) == 1 }
                    let known = Set(search.state.evaluations.map(\.path))
                    #expect(
                        around.allSatisfy { known.contains($0) && truth.error(of: $0) >= truth.error(of: before.path) })
                }
            }
            try truth.run(&search, times: 1)
            let now = search.state.evaluations[search.state.population[0]]
            let centreError = truth.error(of: centre)
            let best = search.state.evaluations.filter { differences($0.path, now.path) == 1 }
            #expect(now.path == centre || truth.error(of: now.path) < centreError)
            #expect(best.allSatisfy { truth.error(of: $0.path) >= truth.error(of: now.path) }, "a better one is known")
            before = now
        }
        #expect(starts > 1)
        #expect(search.state.evaluations.map(\.path).contains(try truth.optimum()))
    }

    @Test func evaluatesAsManyDistinctPathsWithinTheLimitsAsPlannedAndNoMore() throws {
        for share in [nil, 0.5, 0.05] as [Double?] {
            let truth = try AdditiveTruth(layers: 8, choices: 6, share: share, seed: 3)
            var search = try LocalSearch(domain: truth.domain, evaluations: 95, batch: 20, seed: 3)
            while !search.isFinished {
                #expect(search.ask().count <= 20)
                #expect(search.ask().allSatisfy { truth.domain.violation(of: $0) == 0 })
                try truth.run(&search, times: 1)
            }
            let asked = search.state.asked
            #expect(asked.count == min(95, truth.domain.admittedPaths(atMost: 100).count))
            #expect(Set(asked).count == asked.count)
        }
    }

    /// 1, 5 and 27 paths.
    @Test(arguments: [(1, 1), (1, 5), (3, 3)]) func smallSpaceIsAskedForOnceAndTheSearchEnds(layers: Int, choices: Int)
        throws
    {
        let truth = try AdditiveTruth(layers: layers, choices: choices, seed: 4)
        for batch in [1, 4, 50] {
            var search = try LocalSearch(domain: truth.domain, batch: batch, seed: 4)
            try truth.run(&search)
            #expect(search.state.evaluations.map(\.path).sorted() == truth.domain.space.allPaths)
            try search.tell([])
            #expect(search.isFinished)
        }
    }

    /// Equal scores are never better: a start, its neighbours, the next start.
    @Test func constantScoresAreNoObstacle() throws {
        let domain = try SearchDomain.uniform(layers: 4, choices: 3)
        var search = try LocalSearch(domain: domain, evaluations: 60, batch: 9, seed: 5)
        while !search.isFinished {
            let start = search.ask()[0]
            try search.tell(search.ask().map { try Evaluation(path: $0, objectives: [1, 2]) })
            #expect(search.state.evaluations[search.state.population[0]].path == start)
        }
        #expect(search.state.evaluations.count == 60)
    }

    /// Of equal first objectives the second one decides, and whoever breaks the limits loses to whoever does not.
    @Test func theFirstObjectiveWithinTheLimitsDecides() throws {
        let domain = try SearchDomain.uniform(layers: 1, choices: 4)
        var search = try LocalSearch(
            domain: domain, evaluations: 4, batch: 4, seed: 6, first: [Path(choices: [0])])
        let told: [(objectives: [Double], violation: Double)] = [
            ([2, 2], 0), ([0, 0], 0.5), ([1, 8], 0), ([1, 7], 0),
        ]
        try search.tell(
            search.ask().map { path in
                let (objectives, violation) = told[Int(path.choices[0])]
                return try Evaluation(path: path, objectives: objectives, violation: violation)
            })
        #expect(search.state.evaluations[search.state.population[0]].path == Path(choices: [3]))
    }

    @Test func startsWithTheFirstPathWithinTheLimits() throws {
        let truth = try AdditiveTruth(layers: 6, choices: 5, share: 0.4, seed: 7)
        let large = Path(choices: [4, 4, 4, 4, 4, 4])
        let start = Path(choices: [1, 0, 1, 0, 1, 0])
        let search = try LocalSearch(domain: truth.domain, batch: 5, seed: 7, first: [large, start, large])
        #expect(search.ask().count == 5 && search.ask()[0] == start)
        #expect(try LocalSearch(domain: truth.domain, seed: 7, first: [large]).ask()[0] != large)
        #expect(throws: SearchError.foreignPath("0,1")) {
            try LocalSearch(domain: truth.domain, seed: 7, first: [Path(choices: [0, 1])])
        }
    }

    /// Stopped before any batch, written as text, and continued until all 64 paths are evaluated.
    @Test(arguments: [1, 4, 30]) func continuedSearchEqualsAnUninterruptedOne(batch: Int) throws {
        let truth = try AdditiveTruth(layers: 3, choices: 4, seed: 8)
        var whole = try LocalSearch(domain: truth.domain, batch: batch, seed: 8)
        var states = [whole.state]
        while !whole.isFinished {
            try truth.run(&whole, times: 1)
            states.append(whole.state)
        }
        #expect(whole.state.evaluations.count == 64)
        for state in states {
            let read = try JSONDecoder().decode(SearchState.self, from: try JSONEncoder().encode(state))
            #expect(read == state)
            // A run's progress has no pending paths: they follow from the rest.
            let bare = SearchState(
                generation: read.generation, evaluations: read.evaluations, population: read.population)
            for kept in bare.generation > 0 ? [read, bare] : [read] {
                var search = try LocalSearch(domain: truth.domain, batch: batch, seed: 8, resuming: kept)
                #expect(search.ask() == state.pending)
                try truth.run(&search)
                #expect(search.state == whole.state)
            }
        }
        #expect(try LocalSearch(domain: truth.domain, batch: batch, seed: 9).state != states[0])
    }

    @Test func numbersBelowOneAndForeignStatesAreRefused() throws {
        let domain = try SearchDomain.uniform(layers: 2, choices: 2)
        #expect {
            try LocalSearch(domain: domain, evaluations: 0, seed: 1)
        } throws: {
            "\($0)" == "the number of evaluations of the search is 0; expected a whole number above 0"
        }
        #expect {
            try LocalSearch(domain: domain, seed: 1, resuming: SearchState())
        } throws: {
            "\($0)"
                == "the state of the search has neither evaluations nor pending paths; expected a search that has begun"
        }
        let told = try Evaluation(path: Path(choices: [0, 0]), objectives: [1])
        #expect {
            try LocalSearch(domain: domain, seed: 1, resuming: SearchState(generation: 1, evaluations: [told]))
        } throws: {
            "\($0)".hasPrefix(
                "the state of the search has a population of 0 and 0 pending paths; expected a population of 1")
        }
    }
}
