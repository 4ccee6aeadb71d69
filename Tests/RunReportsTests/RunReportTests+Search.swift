import Analysis
import Architecture
import Foundation
import RunFiles
@testable import Documents
@testable import RunReports
@testable import RunSupport
@testable import Scenarios
#if canImport(FoundationXML)
import FoundationXML
#endif
import Reporting
import Search
import Supernet
import Testing

/// What a page says of a search.
extension RunReportTests {
    /// Where the search had a table of times, the network's stands at the top and each network's in the tables.
    @Test
    func latenciesAreShown() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .search)
        #expect(try !page("a").contains("latency</"))
        let front = try runs.json("a/front.json")
        guard case .array(let members)? = front["members"] else { throw Failure("there is no front") }
        let timed = members.map { $0.setting("latency_seconds", to: 6.1e-5) }
        try write(front.setting("members", to: .array(timed)).description, to: "a/front.json")
        let page = try page("a")
        #expect(page.contains("<dt>latency</dt><dd>61 us</dd>"))
        #expect(page.components(separatedBy: ">latency</th>").count == 2)
        #expect(page.components(separatedBy: "data-name=\"latency\">61 us</td>").count == members.count + 1)
    }

    @Test
    func theFrontStandsOutAmongAllNetworks() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .search)
        let page = try page("a")
        let summary = try runs.json("a/summary.json")
        let chart = page.components(separatedBy: "<title>Front: error against MACs")[1].components(
            separatedBy: "</svg>")[0]
        func count(_ style: String) -> Int { chart.components(separatedBy: "class=\"\(style)\"").count - 1 }
        // Each series has a mark in the legend, too.
        #expect(.integer(count("dot faint c6") - 1) == summary["search"]?["evaluated"])
        // The network that goes on has a mark of its own; it may be all of the front.
        #expect(.integer(max(1, count("dot c0"))) == summary["search"]?["front"])
        #expect(count("dot mark c1") == 2)
        // Beside the drawing every network of the front is listed, once.
        let numbers = page.components(separatedBy: "<title>Front: error against MACs")[1]
            .components(separatedBy: "<tbody>")[1].components(separatedBy: "</tbody>")[0]
        #expect(.integer(numbers.components(separatedBy: "<tr>").count - 1) == summary["search"]?["front"])
        #expect(page.contains("Hypervolume of the front") && page.contains("an error of 100 % and "))
    }

    /// A front only moves forward, and so does what it dominates.
    @Test(arguments: ["", "objectives: ['loss', 'params']", "objectives: ['error', 'macs', 'params']"])
    func hypervolumeNeverFalls(search: String) async throws {
        _ = try await runs.run(runs.scenario(search: search), to: "a", until: .search)
        let course = try #require(FrontCourse(RunRecords(of: runs.path("a"))))
        #expect(course.hypervolumes.count == course.fronts.count)
        #expect(course.hypervolumes == course.hypervolumes.sorted())
        #expect(course.hypervolumes.allSatisfy { (0...1).contains($0) })
    }

    @Test
    func aSearchOfItsOwnHasAPageToo() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .supernet)
        _ = try await runs.search("a", to: "b")
        let page = try page("b")
        #expect(sections(page) == ["search", "network", "costs", "effects", "settings"])
        #expect(page.contains("<title>Search: tiny, seed 1</title>") && !page.contains("<dt>supernet</dt>"))
        #expect(try runs.bytes("b/report.html") == Data(page.utf8))
    }

    /// The effects of front.json, and predictions beside scores; an earlier file has neither.
    @Test
    func aSearchShowsWhatOperationsAreWorthAndWhatIsPredicted() async throws {
        _ = try await runs.run(
            runs.scenario(search: "method: 'predictor', population: 10, generations: 4"), to: "a", until: .search)
        let whole = try page("a")
        #expect(isWellFormed(whole) && !whole.contains("nan"))
        #expect(whole.contains("An additive model of the scores of the 40 networks"))
        #expect(whole.contains("Worth by accuracy") && whole.contains("Worth by loss"))
        #expect(whole.contains("<th>predicted error</th>") || whole.contains("predicted error"))
        #expect(whole.contains("winner first, then by error, then loss, as predicted. A choice by training"))
        let front = try runs.json("a/front.json")
        let rows = try #require(front["effects"]?["operations"]?.elements)
        let largest = rows.compactMap { $0["accuracy"]?.double?.magnitude }.max() ?? 0
        #expect(whole.contains("layer 1, \(try runs.scenario().searchSpace.operations[0].name): ") && largest > 0)
        guard case .object(let members) = front else {
            Issue.record("\(front)")
            return
        }
        let plain = JSONValue.object(members.filter { !["effects", "shortlist"].contains($0.key) })
        try write(plain.description, to: "a/front.json")
        #expect(try !sections(page("a")).contains("effects"))
        // Operations of another space, or in another order, are not drawn in the wrong place.
        let turned = front.setting(
            "effects", to: try #require(front["effects"]).setting("operations", to: .array(rows.reversed())))
        try write(turned.description, to: "a/front.json")
        #expect {
            try RunReport(of: runs.path("a"))
        } throws: {
            "\($0)".contains("effects.operations[1].operation is")
                && "\($0)".contains("of layer 1, in the order of the space")
        }
    }

    @Test(arguments: ["", "objectives: ['loss', 'params']", "limits: { macs: '160K' }"])
    func theFrontThatTheRecordsGiveIsTheOneOfTheRun(search: String) async throws {
        _ = try await runs.run(runs.scenario(search: search), to: "a", until: .search)
        let records = try RunRecords(of: runs.path("a"))
        let course = try #require(FrontCourse(records))
        #expect(course.fronts.map(\.count) == records.metrics.generations.map(\.front))
        #expect(course.fronts.last == records.front?.map(\.path))
    }
}
