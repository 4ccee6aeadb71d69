import Exchange
import Foundation
import RunReports
import Synchronization
import TensorFiles
import Testing
@testable import Documents
@testable import Reporting
@testable import RunFiles
@testable import RunSupport
@testable import Runs
@testable import Scenarios

/// What is heard of a run while it goes on.
@Suite(.timeLimit(.minutes(10)))
struct AudienceTests {
    private let resume = ResumeTests()
    private var runs: TinyRuns { resume.runs }

    private func run(_ scenario: Scenario, to name: String, audience: Audience, stop: StopRequest = StopRequest())
        async throws
    {
        _ = try await Run(scenario, output: runs.path(name), workers: 2, audience: audience).execute(stop: stop)
    }

    /// The event files of a run, and what they would be if they were made of its folder.
    private func check(_ name: String) throws {
        let folder = runs.path("events/\(name)")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(files.count == 1)
        #expect(try Array(runs.bytes("events/\(name)/\(files[0])")) == RunEvents(of: runs.path(name)).bytes)
    }

    @Test func eventsGrowWithTheRun() async throws {
        let audience = Audience(progress: .none, events: runs.path("events"))
        let scenario = try resume.scenario(rounds: 1_000)
        // Stopped after its first round.
        let stop = StopRequest()
        stop.request(15)
        await #expect(throws: RunInterruption.self) { try await run(scenario, to: "a", audience: audience, stop: stop) }
        try check("a")
        let short = try runs.bytes(
            "events/a/\(FileManager.default.contentsOfDirectory(atPath: runs.path("events/a"))[0])")
        _ = try await Run(resuming: runs.path("a"), data: nil, workers: 1, audience: audience).execute()
        try check("a")
        let whole = try runs.bytes(
            "events/a/\(FileManager.default.contentsOfDirectory(atPath: runs.path("events/a"))[0])")
        #expect(whole.starts(with: short) && whole.count > short.count)
        _ = try await SearchRun(
            runs.path("a"), output: runs.path("s"), settings: [], seed: nil, data: nil, workers: 1, audience: audience
        ).execute()
        try check("s")
    }

    /// What a run had written after its last checkpoint happens again, and stands there once.
    @Test func resumedRunGoesOnInItsFile() async throws {
        let audience = Audience(progress: .none, events: runs.path("events"))
        try await run(resume.scenario(rounds: 3, retrain: "candidates: 3"), to: "a", audience: audience)
        let numbers = CheckpointFolder(of: runs.path("a")).numbers
        #expect(!numbers.isEmpty)
        for number in numbers.reversed() {
            try resume.interrupt("a", keeping: number)
            _ = try await Run(resuming: runs.path("a"), data: nil, workers: 1, audience: audience).execute()
            try check("a")
        }
    }

    private final class Moments: Sendable {
        let all = Mutex<[ProgressMoment]>([])
        var audience: Audience { Audience(progress: .none) { moment in self.all.withLock { $0.append(moment) } } }
        func of(_ unit: String) -> [ProgressMoment] { all.withLock { $0.filter { $0.unit == unit } } }
        var units: [String] {
            all.withLock { moments in
                moments.map(\.unit).reduce(into: []) { units, unit in if units.last != unit { units.append(unit) } }
            }
        }
    }

    @Test func everyPartIsHeardOfToItsEnd() async throws {
        let moments = Moments()
        try await run(resume.scenario(rounds: 1_000, retrain: "candidates: 2"), to: "a", audience: moments.audience)
        #expect(
            moments.units == [
                "round", "scoring the pool: path", "scoring uniform paths: path", "generation", "epoch of candidates",
                "epoch", "batch-norm statistics: batch", "test: picture",
            ])
        for unit in moments.units {
            let last = try #require(moments.of(unit).last)
            #expect(last.done == last.planned, "\(unit)")
            #expect(last.origin == ProgressMoment.Origin(), "\(unit)")
        }
        // What follows a part in its phase is part of its time left.
        for unit in ["round", "scoring the pool: path", "epoch", "batch-norm statistics: batch"] {
            let last = try #require(moments.of(unit).last)
            #expect(last.following > 0 && last.secondsLeft == last.following, "\(unit)")
        }
    }

    @Test func paceCountsFromTheResumption() async throws {
        let scenario = try resume.scenario(rounds: 1)
        try await run(scenario, to: "a", audience: .none)
        // A checkpoint for each of 4 rounds and their end, 3 generations, and 2 epochs of 11 steps: the last but one is
        // that of the first epoch.
        let number = try #require(CheckpointFolder(of: runs.path("a")).numbers.first)
        try resume.interrupt("a", keeping: number)
        let moments = Moments()
        let again = try Run(resuming: runs.path("a"), data: nil, workers: 1, audience: moments.audience)
        #expect(again.notes == ["resuming after step 11 of the retraining"])
        _ = try await again.execute()
        #expect(moments.of("round").isEmpty && moments.of("generation").isEmpty)
        let epoch = try #require(moments.of("epoch").first)
        #expect(epoch.done == 2 && epoch.images == 352)
        #expect(epoch.origin == ProgressMoment.Origin(done: 1, images: 176))

        let stop = StopRequest()
        stop.request(15)
        await #expect(throws: RunInterruption.self) { try await run(scenario, to: "b", audience: .none, stop: stop) }
        let rest = Moments()
        _ = try await Run(resuming: runs.path("b"), data: nil, workers: 1, audience: rest.audience).execute()
        // A round trains 2 paths on 8 pictures and scores 4 on 16.
        #expect(rest.of("round").map(\.done) == [2, 3, 4])
        #expect(rest.of("round").allSatisfy { $0.origin == ProgressMoment.Origin(done: 1, images: 80) })
        #expect(rest.of("generation").allSatisfy { $0.origin == ProgressMoment.Origin() })
    }

    /// No epoch is left then that the statistics could count from.
    @Test func statisticsCountFromTheirOwnBeginningAfterTheLastStep() async throws {
        try await run(resume.scenario(rounds: 1), to: "a", audience: .none)
        try resume.interrupt("a", keeping: #require(CheckpointFolder(of: runs.path("a")).numbers.last))
        let moments = Moments()
        let again = try Run(resuming: runs.path("a"), data: nil, workers: 1, audience: moments.audience)
        #expect(again.notes == ["resuming after step 22 of the retraining"])
        _ = try await again.execute()
        #expect(moments.of("epoch").isEmpty)
        let first = try #require(moments.of("batch-norm statistics: batch").first)
        #expect(first.origin == ProgressMoment.Origin() && first.images > 0 && first.secondsLeft > first.following)
    }

    /// A training is worth more than its curves elsewhere.
    @Test func fileThatCannotBeBegunKeepsTheRunFromBeginning() async throws {
        try runs.write(Data(), to: "file")
        let audience = Audience(progress: .none, events: runs.path("file"))
        let scenario = try resume.scenario(rounds: 1)
        #expect(
            await sentence(of: Failure.self) { try await run(scenario, to: "a", audience: audience) }
                == "the folder \(runs.path("file"))/a cannot be created: \(runs.path("file")) is a file")
    }
}
