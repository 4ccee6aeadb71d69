import Documents
import Foundation
import Reporting
import RunFiles
import RunReports
import RunSupport
import Runs
import Scenarios
import TestSupport
import Testing
@testable import CommandLineTool

/// Where commands write: looked at before the work, and never over a file of a run.
struct OutputTests {
    private let runs = TinyRuns()

    private func run(_ words: String...) async throws -> String {
        guard case .run(let command, let arguments) = try CommandTable.request(words) else { return "" }
        return try await command.run(arguments)
    }

    /// None of these gets as far as what it would compute: what it would read is not there.
    @Test(arguments: [
        ["correlate", "no/run", "--csv"], ["report", "a", "--csv"], ["report", "a", "--output"],
        ["latency", "a/scenario.json", "--output"], ["data", "inspect", "no/folder", "--sheet"],
    ])
    func whatCannotBeWrittenIsSaidBeforeTheWork(words: [String]) async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .supernet)
        let file = runs.path("none/x.csv")
        let given = words.map { $0.hasPrefix("a") ? runs.path($0) : $0 } + [file]
        let found = await sentence {
            guard case .run(let command, let arguments) = try CommandTable.request(given) else { return "" }
            return try await command.run(arguments)
        }
        #expect(
            found
                == "\(file) cannot be written: there is no folder \(runs.path("none")); expected an existing folder"
        )
    }

    @Test func reportDestroysNoFileOfItsRun() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .retrain)
        let summary = try runs.bytes("a/summary.json")
        for option in ["--csv", "--output"] {
            let found = await sentence { try await run("report", runs.path("a"), option, runs.path("a/summary.json")) }
            #expect(found.contains(" is a file of the run in "))
        }
        #expect(try runs.bytes("a/summary.json") == summary)
        // Its own page is replaced, and the table goes where no file of the run is.
        let files = try await run("report", runs.path("a"), "--csv", runs.path("a/epochs.csv"))
        #expect(files == "\(runs.path("a"))/report.html\n\(runs.path("a"))/epochs.csv")
    }

    @Test func pageGoesToStandardOutput() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .supernet)
        try FileManager.default.removeItem(atPath: runs.path("a/report.html"))
        let page = try await run("report", runs.path("a"), "--output", "-")
        #expect(try page == RunReport(of: runs.path("a")).html)
        #expect(!FolderContents.exists(runs.path("a/report.html")) && !FolderContents.exists("-"))
    }

    /// What a file does to its run is found out before a page is made of it.
    @Test func aPageIsMadeOfTheFilesThatTheRunLeft() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .supernet)
        try runs.write(runs.bytes("a/pool.json") + Data(" ".utf8), to: "a/pool.json")
        let found = await sentence { try await run("report", runs.path("a")) }
        #expect(found.contains("/pool.json has changed since "))
    }
}
