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

    /// As a build of the first format has written it.
    private static let summary = """
        {
          "scenario": "quickstart", "seed": 1, "digest": "e754",
          "supernet": {
            "strategy": "greedy", "rounds": 352, "epochs": 14.08, "stopped_by": "steadiness",
            "optimization_images": 112640, "evaluation_images": 901120, "corrected_optimization_images": 383247,
            "mean_macs_trained": 1867857.0909090908, "rescoring_images": 100000, "evaluations_per_optimization": 8,
            "measured_cost_ratio": 3.84, "scoring_seconds": 34.6, "training_seconds": 16.6, "core_seconds": 110.9,
            "seconds": 55.4
          },
          "pool": {
            "size": 100, "best_loss": 1.78, "best_path": "k3e6 k5e1 k3e3 k5e6 id k5e1 k3e1 k5e3",
            "standing": {"uniform_paths": 100, "uniform_median_loss": 2, "share_beating_it": 1, "images": 100000}
          },
          "search": {
            "method": "nsga2", "seed": 1, "generations": 15, "evaluated": 300, "front": 11, "images": 300000,
            "seconds": 9.2
          },
          "architecture": {
            "choices": [4, 6, 0, 1, 3, 3, 3, 1], "names": "k3e6 id k3e1 k5e1 k5e3 k5e3 k5e3 k5e1", "macs": 1369472,
            "params": 47898, "accuracy": 0.308, "loss": 1.79
          },
          "retrain": {
            "epochs": 15, "test_top1": 0.9604, "test_top5": 0.9996, "test_loss": 0.18, "test_pictures": 5000,
            "validation_accuracy": null, "training_loss": 0.58, "macs": 1369472, "parameters": 47898,
            "training_pictures": 10000, "training_images": 149760, "seconds": 18.3, "confusion": [[5, 0], [1, 4]]
          },
          "test_openings": 1
        }
        """

    @Test func summaryOfTheFirstFormatIsRead() throws {
        let document = JSONSection(file: "summary.json", object: try JSONValue(parsing: Self.summary))
        let summary = try RunSummary(document)
        #expect(summary.retrain?.params == 47_898 && summary.retrain?.classNames == nil)
        #expect(summary.pool?.bestNames == "k3e6 k5e1 k3e3 k5e6 id k5e1 k3e1 k5e3")
        #expect(summary.supernet?.effort?.measuredCostRatio == 3.84 && summary.testOpenings == 1)
        // What it writes is of today, with the same numbers.
        let json = summary.json
        #expect(json["format"] == 2 && json["retrain"]?["params"] == 47_898 && json["retrain"]?["parameters"] == nil)
        for key in ["supernet", "search", "architecture"] {
            let before = try #require(document.object[key])
            for (name, value) in before.leaves { #expect(json[key]?.value(at: name) == value, "\(key).\(name)") }
        }
    }

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
        #expect(after.summary == before.summary)
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
        try runs.write(Data(document.setting("format", to: 1).description.utf8), to: "a/\(name)")
        // The names of today are not those of the first format.
        if ["front.json"].contains(name) {
            #expect(throws: Refusal.self) { try RunReport(of: runs.path("a")) }
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
