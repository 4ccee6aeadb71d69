import Architecture
import Foundation
import Runs
import Scenarios
import Testing
@testable import Documents
@testable import RunFiles
@testable import RunReports
@testable import RunSupport

/// Folders of the first format, and those of a later build.
struct OldFormatTests {
    private let runs = TinyRuns()

    /// A whole folder, with the report, the pool and the network that a search and a retraining begin with.
    @Test func folderOfTheFirstFormatIsAsGoodAsANewOne() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .retrain)
        let folder = runs.path("a")
        let before = try RunRecords(of: folder)
        let found = try FoundArchitecture(of: folder)
        try OldFolder.age(folder)
        for name in ["summary", "pool", "front", "architecture", "environment"] {
            #expect(try runs.json("a/\(name).json")["format"] == nil)
        }
        #expect(try runs.json("a/summary.json")["retrain"]?["parameters"] != nil)
        #expect(try runs.json("a/front.json")["images"] != nil)
        #expect(try runs.metrics("a", kind: "generation").allSatisfy { $0["search_images"] != nil })
        let after = try RunRecords(of: folder)
        // The first format listed no files.
        var summary = before.summary
        summary?.files = []
        #expect(after.summary == summary)
        #expect(after.metrics.rounds == before.metrics.rounds)
        #expect(after.metrics.generations == before.metrics.generations)
        #expect(after.metrics.epochs == before.metrics.epochs)
        #expect(after.pool == before.pool && after.front == before.front)
        #expect(try FoundArchitecture(of: folder) == found)
        #expect(try RunReport(of: folder).html.contains("<h2>Test</h2>"))
        let digest = try await runs.search("a").digest
        #expect(try FinishedRun.digest(of: runs.path("a-search")) == digest)
        #expect(try FrontFile(front: "a-search/front.json", runs, found.space).members == before.front)
    }

    /// One sentence says which number is known.
    @Test(arguments: ["summary.json", "pool.json", "front.json", "architecture.json", "environment.json"])
    func documentsOfALaterBuildAreRefused(name: String) async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .search)
        let document = try runs.json("a/\(name)")
        for format: JSONValue in [3, 0, -1, 2.5, "2", .null] {
            try runs.write(Data(document.setting("format", to: format).description.utf8), to: "a/\(name)")
            let expected =
                "\(runs.path("a"))/\(name): format is \(format); expected a whole number from 1 to 2, the newest that "
                + "this build reads"
            #expect(throws: Refusal(expected)) { try RunReport(of: runs.path("a")) }
        }
        // The first format had no checksums.
        let older = OldFolder.without("checksum", document).setting("format", to: 1)
        try runs.write(Data(older.description.utf8), to: "a/\(name)")
        // The names of today are not those of the first format.
        if name == "front.json" {
            let expected = "\(runs.path("a"))/\(name) has no images; expected a whole number"
            #expect(throws: Refusal(expected)) { try RunReport(of: runs.path("a")) }
        } else {
            #expect(try RunReport(of: runs.path("a")).html.contains("</html>"))
        }
    }

    @Test func linesOfALaterBuildAreRefusedAndThoseOfTwoBuildsAreRead() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .search)
        let lines = String(decoding: try runs.bytes("a/metrics.jsonl"), as: UTF8.self)
        let later = lines.replacing("\"format\": 2, \"kind\": \"generation\"", with: "\"format\": 3, \"kind\": \"x\"")
        try runs.write(Data(later.utf8), to: "a/metrics.jsonl")
        #expect(
            throws: Refusal(
                "\(runs.path("a"))/metrics.jsonl, line 5: format is 3; expected a whole number from 1 to 2, the newest "
                    + "that this build reads")
        ) { try RunRecords(of: runs.path("a")) }
        // As where a later build has carried a run on.
        let mixed = lines.replacing("\"format\": 2, \"kind\": \"round\"", with: "\"kind\": \"round\"")
        #expect(mixed != lines)
        try runs.write(Data(mixed.utf8), to: "a/metrics.jsonl")
        let records = try RunRecords(of: runs.path("a"))
        #expect(records.metrics.rounds.count == 4 && records.metrics.generations.map(\.images) == [100, 200, 300])
    }
}

extension FrontFile {
    fileprivate init(front name: String, _ runs: TinyRuns, _ space: SearchSpace) throws {
        try self.init(JSONSection(ofRunFile: runs.path(name), what: "a front"), space: space)
    }
}
