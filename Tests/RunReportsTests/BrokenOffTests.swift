import Documents
import Exchange
import Foundation
import RunSupport
import Runs
import Scenarios
import Supernet
import Testing
@testable import RunFiles
@testable import RunReports

/// Runs that broke off say so, and why, until they go on.
struct BrokenOffTests {
    private let runs = TinyRuns()

    @Test func anInterruptedTrainingHasNotEnded() async throws {
        let stop = StopRequest()
        stop.request(15)
        let error = await #expect(throws: RunInterruption.self) {
            try await Run(runs.scenario(), output: runs.path("a"), workers: 2).execute(stop: stop)
        }
        let records = try RunRecords(of: runs.path("a"))
        #expect(records.pool != nil && !records.isTrained)
        #expect(records.brokenOff == error?.description)
        let page = try RunReport(of: runs.path("a")).html
        #expect(page.contains("It ended early: stopped by SIGTERM; "))
        #expect(!page.contains(">ended<"))
        // When it goes on, nothing is said of it any more.
        _ = try await Run(resuming: runs.path("a"), data: nil, workers: 2).execute()
        #expect(!FolderContents.exists(runs.path("a/failure.json")))
        #expect(try RunRecords(of: runs.path("a")).isTrained)
    }

    @Test func aFailureIsKeptInTheFolderAndShown() async throws {
        var json = try runs.scenario().resolved
        let supernet = try #require(json["supernet"]).setting("rounds", to: 400)
            .setting("initialization", to: "fan_out").setting("residual_gamma", to: 1)
        let optimizer = try #require(supernet["optimizer"]).setting("learning_rate", to: 100)
            .setting("weight_decay", to: 0.3)
        json = json.setting("supernet", to: supernet.setting("optimizer", to: optimizer))
        let scenario = try Scenario(json)
        let error = try await #require(throws: SupernetError.self) {
            try await runs.run(scenario, to: "a")
        }
        #expect(try runs.json("a/failure.json") == ["format": 2, "reason": .string("\(error)")])
        let records = try RunRecords(of: runs.path("a"))
        #expect(!records.isTrained && records.brokenOff == "\(error)")
        #expect(records.lead.contains("It ended early: \(error)."))
        #expect(try !RunReport(of: runs.path("a")).html.contains(">ended<"))
    }

    /// After a search, training has ended, and is said to have.
    @Test func aTrainingThatCameToItsEndHasEnded() async throws {
        _ = try await runs.run(runs.scenario(), to: "a")
        try FileManager.default.removeItem(atPath: runs.path("a/summary.json"))
        let records = try RunRecords(of: runs.path("a"))
        #expect(records.isTrained && records.brokenOff == nil)
        #expect(try RunReport(of: runs.path("a")).html.contains(">ended<"))
    }
}
