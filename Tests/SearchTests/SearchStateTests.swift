import Architecture
import Foundation
import Search
import Testing

struct SearchStateTests {
    /// A search over 8^15 paths with a population of 4, after two generations.
    private func search() throws -> NSGA2 {
        var search = try NSGA2(
            domain: try Landscape().domain, settings: NSGA2Settings(population: 4, generations: 5), seed: 1)
        try Landscape.run(&search, times: 2)
        return search
    }

    private func sentence(_ search: NSGA2, _ state: SearchState) -> String? {
        do {
            _ = try NSGA2(domain: search.domain, settings: search.settings, seed: 1, resuming: state)
            return nil
        } catch { return "\(error)" }
    }

    private func changed(
        _ state: SearchState, generation: Int? = nil, evaluations: [Evaluation]? = nil,
        population: [Int]? = nil, pending: [Path]? = nil
    ) -> SearchState {
        SearchState(
            generation: generation ?? state.generation, evaluations: evaluations ?? state.evaluations,
            population: population ?? state.population, pending: pending ?? state.pending)
    }

    @Test func stateThatNoSearchCanHaveLeftIsRefused() throws {
        let search = try search()
        let state = search.state
        #expect(sentence(search, state) == nil)
        let old = state.evaluations[3].path
        #expect(
            sentence(search, changed(state, pending: [old]))
                == "the state of the search has the path \(old) twice; expected each path once")
        #expect(
            sentence(search, changed(state, pending: [Path(choices: [1])])) == "the search space has no path 1")
        #expect(
            sentence(search, changed(state, population: [0, 1, 2, 8]))
                == "the state of the search has the population [0, 1, 2, 8]; expected distinct places below 8, the number "
                + "of evaluations")
        #expect(
            sentence(search, changed(state, population: [0, 1, 2, 2]))
                == "the state of the search has the population [0, 1, 2, 2]; expected distinct places below 8, the number "
                + "of evaluations")
        #expect(
            sentence(search, changed(state, population: [0, 1, 2]))
                == "the state of the search has a population of 3 and 4 pending paths; expected a population of 4 and at "
                + "most 4 pending paths")
        for generation in [0, 9, -1] {
            #expect(
                sentence(search, changed(state, generation: generation))
                    == "the state of the search has 8 evaluations in \(generation) generations; expected at least one "
                    + "evaluation in each")
        }
        let other = try Evaluation(path: Path(choices: [UInt8](repeating: 7, count: 15)), objectives: [1])
        #expect(
            sentence(search, changed(state, evaluations: state.evaluations + [other]))
                == "the evaluation of path \(other.path) has 1 objectives; expected 2, as those before it")
        #expect(
            sentence(search, SearchState())
                == "the state of the search has neither evaluations nor pending paths; expected a search that has begun"
        )
    }

    @Test func pendingPathBeyondTheLimitsIsRefused() throws {
        let search = try search()
        let costs = search.domain.costs
        let least = try SearchDomain(costs: costs, limits: CostLimits(macs: costs.minimum.macs))
        #expect {
            try NSGA2(domain: least, settings: search.settings, seed: 1, resuming: search.state)
        } throws: {
            "\($0)".hasPrefix("the state of the search has the pending path")
                && "\($0)".hasSuffix("expected paths within them")
        }
    }

    @Test func stateOfAnotherKindOfSearchIsRefused() throws {
        let search = try search()
        #expect(
            throws: SearchError.state(
                found: "a population of 4 and 4 pending paths", expected: "no population and at most 4 pending paths")
        ) {
            try RandomSearch(domain: search.domain, batch: 4, seed: 1, resuming: search.state)
        }
        var random = try RandomSearch(domain: search.domain, batch: 4, seed: 1)
        try Landscape.run(&random, times: 2)
        #expect(
            sentence(search, random.state)
                == "the state of the search has a population of 0 and 4 pending paths; expected a population of 4 and at "
                + "most 4 pending paths")
        #expect(
            throws: SearchError.state(
                found: "a population of 0 and 4 pending paths", expected: "no population and at most 3 pending paths")
        ) {
            try RandomSearch(domain: search.domain, batch: 3, seed: 1, resuming: random.state)
        }
    }

    @Test(arguments: ["{}", "[]", #"{"generation": 0, "evaluations": [], "population": [], "pending": [[300]]}"#])
    func damagedTextIsRefused(text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(SearchState.self, from: Data(text.utf8)) }
    }
}
