import Foundation
import RunSupport
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
        #expect(try search("supernet: {normalization_batch: 16}").scoringBatch == 16)
        #expect(try search("supernet: {normalization_batch: 16}, search: {scoring_batch: 20}").scoringBatch == 20)
        #expect(try search("supernet: {normalization_batch: 16}, search: {scoring_batch: null}").scoringBatch == 16)
    }

    @Test func limitsAreTextsWithUnits() throws {
        let limits = try search(
            "search: {limits: {macs: '0.33G', params: '5.3M', latency: '1500us'}, latency_table: '/t.json'}"
        ).limits
        #expect(limits.macs == 330_000_000)
        #expect(limits.params == 5_300_000)
        #expect(limits.latencySeconds == 0.0015)
    }

    /// Numbers without units and units of other things: the sentence names the key, what it is, and what was expected.
    @Test(arguments: [
        ("macs", "330000000"), ("macs", "330"), ("macs", "'330'"), ("macs", "'330m'"), ("macs", "'10ms'"),
        ("macs", "'330 M'"), ("macs", "0"), ("macs", "'0M'"), ("params", "5300000"), ("params", "'5.3'"),
        ("params", "'5.3k'"), ("params", "'1s'"), ("latency", "0.01"), ("latency", "10"), ("latency", "'10'"),
        ("latency", "'10m'"), ("latency", "'10M'"), ("latency", "'10ns'"), ("latency", "''"),
    ])
    func wrongUnitsAreRefusedInOneSentence(key: String, value: String) throws {
        let unit = key == "latency" ? "a time with a unit, us, ms or s" : "a count with a unit, K, M or G"
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
        let found = sentence(of: ScenarioError.self) { try search("search: {objectives: \(text)}") }
        #expect(found.hasPrefix("search.objectives is "), "\(found)")
        #expect(
            found.hasSuffix(
                "; expected a list of different ones of \"error\", \"loss\", \"macs\", \"params\", \"latency\""),
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
}
