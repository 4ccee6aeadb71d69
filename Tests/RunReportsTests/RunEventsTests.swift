import Foundation
import Reporting
import RunFiles
import Scenarios
import Testing
@testable import Documents
@testable import RunReports
@testable import RunSupport

/// The numbers of a run for TensorBoard and for spreadsheets, from folders that were written by hand.
struct RunEventsTests {
    private static let start = 1_769_860_800.0

    private let runs = TinyRuns()

    /// A folder whose metrics are these lines.
    private func folder(_ lines: [String], end: String = "", started: String = "2026-01-31T12:00:00Z") throws -> String
    {
        try FileManager.default.createDirectory(atPath: runs.path("a"), withIntermediateDirectories: true)
        try runs.write(Data("\(runs.scenario().resolved)".utf8), to: "a/scenario.json")
        try runs.write(Data("{\"started\": \"\(started)\"}".utf8), to: "a/environment.json")
        try runs.write(Data((lines.map { $0 + "\n" }.joined() + end).utf8), to: "a/metrics.jsonl")
        return runs.path("a")
    }

    static func round(_ round: Int, scores: String) -> String {
        """
        {"kind": "round", "round": \(round), "epoch": 0.5, "epsilon": 0.125, "learning_rate": 0.0625, \
        "paths": [[0, 0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0, 2]], "kept": 1, "from_pool": [false, true], \
        \(scores)"training_losses": [2.25], "optimization_images": 8, "evaluation_images": 32, \
        "scoring_seconds": \(round), "training_seconds": 2}
        """
    }

    static let scores = """
        "losses": [2, 3], "accuracies": [0.5, 0.25], "pool": {"size": 1, "best_loss": 2, "median_loss": 2, "pi": 0.75, \
        "newcomers_among_kept": 1, "pi_of_records_alone": 0.5},
        """
    static let generation = """
        {"kind": "generation", "phase": "search", "generation": 1, "evaluated": 3, \
        "paths": [[0, 0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 1, 0, 0]], "losses": [1, 2, 3], \
        "accuracies": [0.5, 0.125, 0.25], "best": {"error": 0.5, "macs": 1000}, "front": 2, "search_images": 60, \
        "seconds": 5}
        """
    static func epoch(_ epoch: Int, validation: String = "") -> String {
        """
        {"kind": "epoch", "phase": "retrain", "epoch": \(epoch), "loss": 1.5, "accuracy": 0.75, \(validation)\
        "learning_rate": 0.03125, "images": 200, "seconds": 7}
        """
    }

    private func values(_ event: ScalarEvent) -> [String: Double] {
        Dictionary(uniqueKeysWithValues: event.values)
    }

    @Test func stepsHaveTheNumbersOfTheirLines() throws {
        let lines = [
            Self.round(1, scores: Self.scores), Self.round(2, scores: Self.scores), Self.generation,
            Self.epoch(1, validation: "\"validation_accuracy\": 0.625, \"validation_loss\": 1.125, "), Self.epoch(2),
        ]
        let run = try RunEvents(of: folder(lines, end: "{\"kind\": \"epo"))
        #expect(run.start == Self.start)
        #expect(run.events.map(\.step) == [1, 2, 1, 1, 2])
        // Rounds count seconds from the first one on, generations from the end of the rounds, epochs each its own.
        #expect(run.events.map { $0.time - run.start } == [3, 4, 9, 16, 23])
        #expect(
            values(run.events[1]) == [
                "supernet/training_loss": 2.25, "supernet/sampled_loss": 2.5, "supernet/kept_loss": 2,
                "supernet/rejected_loss": 3, "supernet/sampled_top1": 0.375, "supernet/kept_top1": 0.5,
                "supernet/rejected_top1": 0.25, "supernet/epsilon": 0.125, "pool/size": 1, "pool/best_loss": 2,
                "pool/median_loss": 2, "pool/pi": 0.75, "pool/pi_of_records_alone": 0.5, "pool/newcomers_among_kept": 1,
                "cost/optimization_images": 8, "cost/evaluation_images": 32, "lr/supernet": 0.0625,
            ])
        #expect(
            values(run.events[2]) == [
                "search/best_error": 0.5, "search/best_macs": 1000, "search/median_top1": 0.25, "search/evaluated": 3,
                "search/front": 2,
            ])
        #expect(
            values(run.events[3]) == [
                "retrain/loss": 1.5, "retrain/top1": 0.75, "val/top1": 0.625, "val/loss": 1.125,
                "lr/retrain": 0.03125,
            ])
        #expect(values(run.events[4])["val/top1"] == nil)
    }

    /// Networks to choose from come between the search and the retraining, which begins where they end.
    @Test func candidatesHaveEventsOfTheirOwn() throws {
        let candidates = [(1, 1), (2, 1), (2, 2)].map { rank, epoch in
            Self.epoch(epoch, validation: "\"validation_accuracy\": 0.625, ").replacing(
                "\"kind\": \"epoch\"", with: "\"kind\": \"candidate\", \"rank\": \(rank), \"rung\": \(epoch)")
        }
        let run = try RunEvents(of: folder([Self.generation] + candidates + [Self.epoch(3)]))
        #expect(run.events.map(\.step) == [1, 1, 1, 2, 3])
        #expect(run.events.map { $0.time - run.start } == [5, 12, 19, 26, 33])
        #expect(
            values(run.events[3]) == [
                "candidate_2/loss": 1.5, "candidate_2/top1": 0.75, "candidate_2/val_top1": 0.625,
                "candidate_2/lr": 0.03125,
            ])
        #expect(values(run.events[1])["candidate_1/loss"] == 1.5 && values(run.events[4])["retrain/loss"] == 1.5)
    }

    /// Baselines score nothing.
    @Test func roundsWithoutScoresHaveNoScores() throws {
        let run = try RunEvents(of: folder([Self.round(1, scores: "")]))
        #expect(
            run.events[0].values.map(\.tag) == [
                "supernet/training_loss", "cost/optimization_images", "cost/evaluation_images", "lr/supernet",
            ])
    }

    @Test func testResultStandsAtTheLastEpoch() throws {
        let folder = try folder([Self.epoch(1), Self.epoch(2)])
        var summary = RunSummary(scenario: "tiny", seed: 1, digest: "00")
        summary.retrain = SampleSummary.retrain(0.5)
        try runs.write(Data(summary.json.description.utf8), to: "a/summary.json")
        let last = try #require(RunEvents(of: folder).events.last)
        #expect(last.step == 2)
        #expect(values(last) == ["test/top1": 0.5, "test/loss": 1.25])
    }

    @Test func sameFolderGivesTheSameFileInTheSamePlace() throws {
        let folder = try folder([Self.round(1, scores: Self.scores)])
        let file = try RunEvents(of: folder).write(into: runs.path("events"))
        // In a folder of the run's name, so that another run's file does not lie beside it.
        #expect(file == runs.path("events/a/events.out.tfevents.1769860800.greedynas"))
        let bytes = try runs.bytes("events/a/events.out.tfevents.1769860800.greedynas")
        #expect(try RunEvents(of: folder + "/.").write(into: runs.path("events")) == file)
        #expect(try runs.bytes("events/a/events.out.tfevents.1769860800.greedynas") == bytes)
        #expect(try FileManager.default.contentsOfDirectory(atPath: runs.path("events/a")).count == 1)
    }

    /// A run of the same name, from another folder or another time, is another curve.
    @Test func runsOfOneNameStayApart() throws {
        let run = try RunEvents(of: folder([Self.round(1, scores: Self.scores)]))
        try runs.write(Data(), to: "events/a/events.out.tfevents.5.greedynas")
        for _ in 0..<2 {
            #expect(
                try run.write(into: runs.path("events"))
                    == runs.path("events/a-1769860800/events.out.tfevents.1769860800.greedynas"))
        }
        #expect(try runs.bytes("events/a/events.out.tfevents.5.greedynas").isEmpty)
    }

    @Test func fileInPlaceOfTheFolderIsNamed() throws {
        let run = try RunEvents(of: folder([]))
        try runs.write(Data(), to: "file")
        let file = runs.path("file")
        #expect(throws: Failure("the folder \(file)/a cannot be created: \(file) is a file")) {
            try run.write(into: file)
        }
    }

    @Test func timeThatIsNoneIsRefused() throws {
        let folder = try folder([], started: "yesterday")
        let sentence =
            "\(folder)/environment.json: started is \"yesterday\"; expected a time such as 2026-01-31T12:00:00Z"
        #expect(throws: Refusal(sentence)) { try RunEvents(of: folder) }
    }

    @Test func tableHasTheColumnsOfTimm() throws {
        let lines = [
            Self.epoch(1, validation: "\"validation_accuracy\": 0.29, \"validation_loss\": 2.5, "), Self.epoch(2),
        ]
        let csv = try EpochTable(of: folder(lines)).csv
        #expect(
            csv == """
                epoch,train_loss,eval_loss,eval_top1,eval_top5,lr
                1,1.5,2.5,29,,0.03125
                2,1.5,,,,0.03125

                """)
    }

    @Test func tableOfNoEpochIsRefused() throws {
        let folder = try folder([Self.generation])
        let sentence =
            "\(folder) has no epoch of a retraining in its metrics.jsonl; expected a run that has come so far"
        #expect(throws: Refusal(sentence)) { try EpochTable(of: folder) }
    }
}
