import Foundation
import RunSupport
import ScenarioKeys
import Search
import TestSupport
import Testing
@testable import Documents
@testable import Scenarios

struct ScenarioSearchTests {
    private func search(_ text: String) throws -> ScenarioSearch {
        try Scenario(try JSONValue(parsing: "{\(text)}")).search
    }

    @Test func emptySectionHasThePapersPopulationAndGenerations() throws {
        for text in ["", "search: {}", "search: {limits: {}}"] {
            let search = try search(text)
            #expect(search.method == .nsga2)
            #expect(search.population == 50)
            #expect(search.generations == 20)
            #expect(search.objectives == [.error, .macs])
            #expect(search.start == .pool)
            #expect(search.mutation == 0.1)
            #expect(search.crossover == 0.9)
            #expect(search.limits.macs == nil && search.limits.params == nil && search.limits.latencySeconds == nil)
            #expect(search.latencyTable == nil)
            #expect(search.images == nil)
            #expect(search.scoringBatch == 256)
        }
    }

    @Test func networksAreScoredInTheGroupsOfTheSupernetsTraining() throws {
        #expect(try search("supernet: {scoring_pictures: 300}").scoringBatch == 300)
        #expect(try search("supernet: {scoring_parts: 4}").scoringBatch == 64)
        #expect(try search("supernet: {normalization_batch: 16}").scoringBatch == 16)
        #expect(try search("supernet: {normalization_batch: 16}, search: {scoring_batch: 20}").scoringBatch == 20)
        #expect(try search("supernet: {normalization_batch: 16}, search: {scoring_batch: null}").scoringBatch == 16)
    }

    @Test(arguments: ["'0.33G'", "'330 M'", "'330m'", "330000000", "33e7", "'330000000'"])
    func limitsAreCountsAndTimesWithUnits(macs: String) throws {
        let limits = try search(
            "search: {limits: {macs: \(macs), params: '5.3M', latency: '1500us'}, latency_table: '/t.json'}"
        ).limits
        #expect(limits.macs == 330_000_000)
        #expect(limits.params == 5_300_000)
        #expect(limits.latencySeconds == 0.0015)
        // Those of the trained networks alike.
        let own = try Scenario(JSONValue(parsing: "{supernet: {limits: {macs: \(macs)}}}")).supernet.limits
        #expect(own.limits(search: ScenarioLimits()).macs == 330_000_000)
    }

    /// Times without units and units of other things: the sentence names the key, what it is, and what was expected.
    @Test(arguments: [
        ("macs", "330.5"), ("macs", "-330"), ("macs", "'330MB'"), ("macs", "'10ms'"), ("macs", "0"), ("macs", "'0M'"),
        ("params", "'5.3'"), ("params", "'1s'"), ("latency", "0.01"), ("latency", "10"), ("latency", "'10'"),
        ("latency", "'10m'"), ("latency", "'10M'"), ("latency", "'10ns'"), ("latency", "''"),
    ])
    func wrongUnitsAreRefusedInOneSentence(key: String, value: String) throws {
        let unit =
            key == "latency"
            ? "a time with a unit, us, ms or s" : "a count such as 330000000, or with a unit, k, M or G"
        let found = try JSONValue(parsing: value).description
        let json = try JSONValue(parsing: "{search: {limits: {\(key): \(value)}}}")
        do throws(ScenarioError) {
            _ = try Scenario(json)
            Issue.record("accepted")
        } catch {
            #expect(error.description.hasPrefix("search.limits.\(key) is \(found); expected \(unit)"), "\(error)")
        }
    }

    @Test(arguments: [
        "[]", "['error', 'error']", "['accuracy']", "['error', 1]", "'error'", "['Error']", "null", "['error', null]",
    ])
    func objectivesAreDifferentAndKnown(text: String) {
        let found = RunSupport.sentence(of: ScenarioError.self) { try search("search: {objectives: \(text)}") }
        let names = "\"error\", \"loss\", \"macs\", \"params\", \"latency\""
        // An element that is wrong is named by its place.
        #expect(
            found.hasPrefix("search.objectives is ")
                && found.hasSuffix("; expected a list without repetitions of \(names)")
                || found.hasPrefix("search.objectives[") && found.hasSuffix("; expected one of \(names)"),
            "\(found)")
    }

    @Test func objectivesKeepTheirOrder() throws {
        let text = "search: {latency_table: '/t', objectives: ['latency', 'params', 'macs', 'loss', 'error']}"
        #expect(try search(text).objectives == [.latency, .params, .macs, .loss, .error])
    }

    @Test func latencyTableBelongsToTheFilesFolder() throws {
        let folder = TemporaryFolder()
        let file = try folder.write(
            "a.json", "{search: {latency_table: './x/../table.json', limits: {latency: '1ms'}}}")
        let scenario = try ScenarioFile.read(file)
        #expect(scenario.search.latencyTable == folder.path("table.json"))
        // The resolved copy means the same wherever it lies.
        #expect(try Scenario(scenario.resolved) == scenario)
    }

    private func refusal(_ text: String) -> String {
        sentence(of: ScenarioError.self) { try Scenario(JSONValue(parsing: "{\(text)}")) }
    }

    /// 8 layers of 7 choices in the space of quickstart; 300 networks, half of the budget, or what the model needs.
    @Test func sampleIsEnoughForTheModelAndLeavesHalfOfTheBudget() throws {
        let quickstart = "space: {macro: 'quickstart', operations: ['k3e1','k3e3','k3e6','k5e1','k5e3','k5e6','id']}"
        for (search, expected) in [
            ("population: 50, generations: 20", 300), ("population: 20, generations: 15", 150),
            ("population: 10, generations: 7", 57), ("population: 10, generations: 7, sample: 70", 70),
        ] {
            let scenario = try Scenario(JSONValue(parsing: "{\(quickstart), search: {method: 'predictor', \(search)}}"))
            #expect(scenario.search.sample(in: scenario.searchSpace) == expected, "\(search)")
            #expect(scenario.warnings.allSatisfy { !$0.contains("search.sample") })
        }
        #expect(
            refusal("\(quickstart), search: {method: 'predictor', sample: 56}")
                == "search.sample is 56; expected a whole number from 57, one more than the layers of the space have choices, "
                + "to 1000, search.population x search.generations")
        #expect(
            refusal("\(quickstart), search: {method: 'predictor', population: 8, generations: 8, sample: 65}")
                == "search.sample is 65; expected a whole number from 57, one more than the layers of the space have choices, "
                + "to 64, search.population x search.generations")
        #expect(
            refusal("\(quickstart), search: {method: 'predictor', population: 8, generations: 7}")
                == "search.population x search.generations is 56 and search.method is \"predictor\"; expected at least 57, one "
                + "more than the layers of the space have choices")
        #expect(
            refusal("search: {sample: 0}").hasPrefix("search.sample is 0; expected a whole number from 1") == true)
        #expect(refusal("search: {sample: 'many'}").hasPrefix("search.sample is \"many\"; expected") == true)
        #expect(
            refusal("search: {method: 'predictor', mutation: 0, crossover: 0}").contains("no child is new") == true)
        #expect(refusal("search: {method: 'local', mutation: 0, crossover: 0}") == "accepted")
        // Where no model is fitted the key says nothing, which is worth a word.
        let other = try Scenario(JSONValue(parsing: "{search: {method: 'nsga2', sample: 5}}"))
        #expect(other.warnings.contains { $0.hasPrefix("search.sample is given, but search.method is \"nsga2\"") })
    }
}
