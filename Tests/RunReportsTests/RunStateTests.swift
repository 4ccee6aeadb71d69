import Foundation
import Reporting
import RunFiles
import Scenarios
import Testing
@testable import Documents
@testable import RunReports
@testable import RunSupport

/// What `greedynas watch` shows, from folders that were written by hand.
struct RunStateTests {
    private let runs = TinyRuns()
    private static let written = Date(timeIntervalSince1970: 1_769_860_800)

    /// A folder whose metrics are these lines, the last one so old.
    private func folder(_ lines: [String], end: String = "", kind: String = "run") throws -> String {
        try FileManager.default.createDirectory(atPath: runs.path("a"), withIntermediateDirectories: true)
        try runs.write(Data("\(runs.scenario().resolved)".utf8), to: "a/scenario.json")
        try runs.write(Data("{\"kind\": \"\(kind)\"}".utf8), to: "a/environment.json")
        try runs.write(Data((lines.map { $0 + "\n" }.joined() + end).utf8), to: "a/metrics.jsonl")
        try FileManager.default.setAttributes(
            [.modificationDate: Self.written], ofItemAtPath: runs.path("a/metrics.jsonl"))
        return runs.path("a")
    }

    private func lines(_ metrics: [String], end: String = "", kind: String = "run", after seconds: Double = 5) throws
        -> [String]
    {
        let state = try RunState(of: folder(metrics, end: end, kind: kind))
        return state.lines(at: Self.written.addingTimeInterval(seconds)).dropFirst().map { $0 }
    }

    private let round = { RunEventsTests.round($0, scores: RunEventsTests.scores) }

    @Test func paceAndTimeLeftAreThoseOfTheLinesAtHand() throws {
        // Round n ends n + 2 seconds after the beginning; a round after the first one takes a second for no image more,
        // and the end of the training 2120 scores at 1/16 of a second each.
        #expect(
            try lines([round(1), round(2)], end: "{\"kind\": \"rou") == [
                "supernet  round 2/4  0 pictures/s  ETA 2:15", "          loss 2.500  epsilon 0.12  pi 0.75",
                "          pool of 1 path, the best with loss 2.000", "search    not begun", "retrain   not begun",
                "last update 0:05 ago",
            ])
        #expect(try lines([round(4)]).last == "last update 0:05 ago: scoring the pool")
        #expect(try lines([]).dropLast() == ["supernet  not begun", "search    not begun", "retrain   not begun"])
    }

    @Test func phasesThatAreOverAreAtTheirEnd() throws {
        // Training stopped early.
        let validated = { RunEventsTests.epoch($0, validation: "\"validation_accuracy\": \($0 == 1 ? 0.75 : 0.5), ") }
        let found = try lines([round(2), RunEventsTests.generation, validated(1), validated(2)])
        #expect(found[0] == "supernet  round 2/2  10 pictures/s  ETA 0:00")
        #expect(found[3] == "search    generation 1/1  12 pictures/s  ETA 0:00")
        #expect(found[5] == "          3 networks evaluated, the best with accuracy 50.00 %")
        #expect(found[6].hasPrefix("retrain   epoch 2/50  14 pictures/s  ETA 5:38"))
        #expect(found[8] == "          best validation 75.00 %, after epoch 1")
    }

    @Test func foldersOfOnePhaseHaveThatAlone() throws {
        #expect(
            try lines([RunEventsTests.epoch(1)], kind: "retrain").map { $0.prefix(10) } == [
                "retrain   ", "          ", "last updat",
            ])
        #expect(try lines([], kind: "search") == ["search    not begun", "last update 0:05 ago"])
    }

    @Test func whyARunBrokeOffIsSeen() throws {
        let folder = try folder([round(4)])
        try runs.write(Data("{\"reason\": \"stopped by SIGTERM\"}".utf8), to: "a/failure.json")
        let state = try RunState(of: folder)
        // Nothing more will happen, and the training is not at its end all the same.
        #expect(!state.isOver && state.isAtRest)
        #expect(state.moment(of: .supernet)?.following != 0)
        #expect(state.lines(at: Self.written).last == "ended early: stopped by SIGTERM")
        try runs.write(Data(#"{"reason": "\u001b[31mno\nend"}"#.utf8), to: "a/failure.json")
        #expect(try RunState(of: folder).lines(at: Self.written).last == #"ended early: \u{1B}[31mno\nend"#)
    }

    /// After a kill nothing says so but the lock that nobody has.
    @Test func killedRunIsSeen() throws {
        let folder = try folder([round(4)])
        try runs.write(Data(), to: "a/.lock")
        let state = try RunState(of: folder)
        #expect(!state.isOver && state.isAtRest)
        #expect(
            state.lines(at: Self.written).last
                == "the process is gone: `greedynas resume \(folder)` continues the run")
        #expect(state.json(at: Self.written)["gone"] == .bool(true))
    }

    /// A run that broke off leaves a pool too, whose members are not scored on the search part yet.
    @Test func poolOfARunThatBrokeOffIsNotItsLast() throws {
        let folder = try folder([round(4)])
        #expect(try !RunState(of: folder).isAtRest)
        for (pictures, computed) in [
            ("the round's", "scoring the pool"), (PoolFile.finalPictures, "scoring the first generation"),
        ] {
            try runs.write(Data(#"{"scored_on": "\#(pictures)"}"#.utf8), to: "a/pool.json")
            #expect(try RunState(of: folder).lines(at: Self.written).last == "last update 0:00 ago: \(computed)")
        }
    }

    /// Counts that no run reaches are refused before they are added.
    @Test func numbersOutOfRangeAreRefused() throws {
        let found = round(1).replacing("\"optimization_images\": 8", with: "\"optimization_images\": \(Int.max)")
        let folder = try folder([found])
        #expect(
            sentence { try RunState(of: folder) }.hasSuffix(
                "optimization_images is \(Int.max); expected at most \((1 << 60) - 1)") == true)
        try runs.write(
            Data((RunEventsTests.epoch(1).replacing("\"accuracy\": 0.75", with: "\"accuracy\": 1.5") + "\n").utf8),
            to: "a/metrics.jsonl")
        #expect(
            sentence { try RunState(of: folder) }.hasSuffix("accuracy is 1.5; expected a number from 0 to 1") == true)
    }

    @Test func simulationsHaveNoPhases() throws {
        #expect(try lines([], kind: "simulation") == ["nothing is recorded yet"])
    }

    @Test func endIsSeen() throws {
        let folder = try folder([round(4)])
        #expect(try !RunState(of: folder).isOver)
        var summary = RunSummary(scenario: "tiny", seed: 1, digest: "00ff")
        summary.retrain = SampleSummary.retrain(0.5)
        try runs.write(Data(summary.json.description.utf8), to: "a/summary.json")
        let state = try RunState(of: folder)
        #expect(state.isOver)
        #expect(state.lines(at: Self.written).last == "ended, test top-1 50.00 %, digest 00ff")
    }

    /// A run of any length is looked at by its end.
    @Test func onlyTheEndOfTheMetricsIsRead() throws {
        let folder = try folder(["no record at all", round(3), round(4)])
        let metrics = try MetricsLines(
            inLast: 2 * round(4).utf8.count + 4, of: folder, space: runs.scenario().searchSpace)
        #expect(metrics.rounds.map(\.round) == [3, 4])
        let last = try MetricsLines(inLast: round(4).utf8.count + 2, of: folder, space: runs.scenario().searchSpace)
        #expect(last.rounds.map(\.round) == [4])
        #expect(
            sentence { try MetricsLines(inLast: 1 << 20, of: folder, space: runs.scenario().searchSpace) }
                == "\(folder)/metrics.jsonl, a line near its end is no record: \"no\" was found; expected a value")
    }

    @Test func foldersOfNoRunAreRefused() throws {
        #expect(
            sentence { try RunState(of: runs.path("none")) }
                == "there is no folder \(runs.path("none")); expected the folder of a run")
        #expect(
            sentence { try RunState(of: runs.folder) }
                == "\(runs.folder) has no scenario.json, so no run began in it; expected the folder of a run")
        // A folder with runs in it names one of them.
        let folder = try folder([])
        #expect(
            sentence { try RunState(of: runs.folder) }
                == "\(runs.folder) has no scenario.json, so no run began in it; expected the folder of a run, such as \(folder)"
        )
        let link = runs.path("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/nowhere")
        #expect(
            sentence { try RunState(of: link) }
                == "\(link) is a link to /nowhere, which is not there; expected the folder of a run")
    }
}
