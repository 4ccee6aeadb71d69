import Exchange
import Foundation
import TensorFiles
import Testing
@testable import Documents
@testable import RunFiles
@testable import RunSupport
@testable import Runs
@testable import Scenarios

/// Runs that were interrupted in every phase, and go on.
@Suite(.timeLimit(.minutes(10)))
struct ResumeTests {
    let runs = TinyRuns()

    /// The tiny scenario with a retraining of two epochs, a checkpoint after so many rounds, generations and epochs.
    func scenario(rounds: Int, retrain: String = "") throws -> Scenario {
        var json = try runs.scenario().resolved
        json = json.setting("checkpoint", to: ["rounds": .integer(rounds)])
        var section = try #require(json["retrain"]).setting("epochs", to: 2).setting("batch", to: 16)
        if case .object(let members) = try JSONValue(parsing: "{\(retrain)}") {
            for member in members { section = section.setting(member.key, to: member.value) }
        }
        json = json.setting("retrain", to: section)
        return try Scenario(json)
    }

    func resume(
        _ name: String, workers: Int, stop: StopRequest = StopRequest()
    ) async throws -> (summary: RunOutcome, notes: [String]) {
        let run = try Run(resuming: runs.path(name), data: nil, workers: workers, audience: .none)
        return (try await run.execute(stop: stop), run.notes)
    }

    /// As a kill leaves it after its last checkpoint: no results, and lines in the metrics that it does not account for.
    func interrupt(_ name: String, keeping checkpoint: Int) throws {
        let manager = FileManager.default
        for number in CheckpointFolder(of: runs.path(name)).numbers where number > checkpoint {
            try manager.removeItem(atPath: CheckpointFolder(of: runs.path(name)).file(number))
        }
        for file in [
            "summary.json", "network.weights", "front.json", "architecture.json", "pool.json", "supernet.weights",
        ] {
            try? manager.removeItem(atPath: runs.path("\(name)/\(file)"))
        }
        try runs.write(
            runs.bytes("\(name)/metrics.jsonl") + Data("{\"kind\": \"torn".utf8), to: "\(name)/metrics.jsonl")
    }

    /// The metrics without their seconds.
    func metrics(_ name: String) throws -> [String] {
        try String(decoding: runs.bytes("\(name)/metrics.jsonl"), as: UTF8.self).split(separator: "\n").map { line in
            let json = try JSONValue(parsing: String(line))
            guard case .object(let members) = json else { return "\(json)" }
            return "\(JSONValue.object(members.filter { !$0.key.hasSuffix("seconds") }))"
        }
    }

    /// The checkpoints that are left of runs of different lengths and frequencies lie in all phases and between them.
    @Test(arguments: RunPhase.allCases, [1, 2, 3])
    func runGoesOnToTheSameBits(last: RunPhase, rounds: Int) async throws {
        let optimizer = rounds == 2 ? "optimizer: {rule: 'rmsprop'}, ema_decay: 0.9" : ""
        let statistics = rounds == 3 ? "normalization_momentum: 0.1, pictures: 'training'" : ""
        let scenario = try scenario(rounds: rounds, retrain: optimizer + statistics)
        let whole = try await runs.run(scenario, to: "a", until: last)
        let expected = try metrics("a")
        let numbers = CheckpointFolder(of: runs.path("a")).numbers
        #expect(numbers.count == 2)
        for (number, workers) in zip(numbers.reversed(), [1, 3]) {
            try interrupt("a", keeping: number)
            let (summary, notes) = try await resume("a", workers: workers)
            #expect(summary.digest == whole.digest)
            #expect(try metrics("a") == expected)
            #expect(notes.count == 1 && notes[0].hasPrefix("resuming after "), "\(notes)")
            // Training and search are not repeated; that the test set is opened again is not hidden.
            #expect(summary.json["supernet"]?["optimization_images"] == whole.json["supernet"]?["optimization_images"])
            #expect(try runs.json("a/summary.json")["digest"] == .string(whole.digest))
        }
        #expect(try runs.json("a/summary.json")["test_openings"] == (last == .retrain ? 3 : 0))
        #expect(try runs.json("a/environment.json")["resumed"]?.elements.count == 2)
    }

    /// Interrupted between the batches of searches that decide by all earlier scores.
    @Test(arguments: ["predictor", "local"], [5, 6, 7]) func searchGoesOnToTheSameBits(method: String, rounds: Int)
        async throws
    {
        let json = try runs.scenario(search: "method: '\(method)', population: 7, generations: 6").resolved
        let scenario = try Scenario(json.setting("checkpoint", to: ["rounds": .integer(rounds)]))
        let whole = try await runs.run(scenario, to: "a")
        let expected = try metrics("a")
        let numbers = CheckpointFolder(of: runs.path("a")).numbers
        #expect(!numbers.isEmpty)
        for (number, workers) in zip(numbers.reversed(), [1, 3]) {
            try interrupt("a", keeping: number)
            #expect(try await resume("a", workers: workers).summary.digest == whole.digest)
            #expect(try metrics("a") == expected)
        }
    }

    /// Stopped after each single round: every process does one round and keeps it.
    @Test func everyRoundMayBeTheLastOfItsProcess() async throws {
        let scenario = try scenario(rounds: 1_000)
        let whole = try await runs.run(scenario, to: "a", until: .supernet)
        let stop = StopRequest()
        stop.request(15)
        await #expect(throws: RunInterruption.self) {
            try await Run(
                scenario, output: runs.path("b"), until: .supernet, workers: 2, audience: .none
            ).execute(stop: stop)
        }
        for round in 2...4 {
            #expect(try metrics("b").count == round - 1)
            let error = await #expect(throws: RunInterruption.self) {
                try await resume("b", workers: 1 + round % 3, stop: stop)
            }
            #expect(error?.signal == 15)
            #expect(error?.description.contains("`greedynas resume \(runs.path("b"))`") == true)
        }
        #expect(try await resume("b", workers: 2).summary.digest == whole.digest)
        #expect(try metrics("b") == metrics("a"))
    }

    /// Stopped somewhere within its epochs, far from the end; the next step goes on.
    @Test func retrainingCanBeStopped() async throws {
        let scenario = try scenario(rounds: 1_000, retrain: "epochs: 60")
        let whole = try await runs.run(scenario, to: "a", until: .retrain)
        _ = try await runs.run(scenario, to: "b", until: .supernet)
        try FileManager.default.removeItem(atPath: runs.path("b/summary.json"))
        // The scenario says where the run ends; a checkpoint knows its digest.
        let stop = StopRequest()
        stop.request(2)
        try await stopInRetraining(scenario, in: "c")
        let (summary, notes) = try await resume("c", workers: 3)
        #expect(notes.count == 1 && notes[0].hasPrefix("resuming after step "))
        #expect(summary.digest == whole.digest)
        #expect(try metrics("c") == metrics("a"))
    }

    /// Work that would never end, before the wish and after it; work that is over in time keeps its result.
    @Test func wishBreaksWorkOff() async throws {
        let stop = StopRequest()
        #expect(try await stop.interrupting { 7 } == 7)
        let began = AsyncStream.makeStream(of: Void.self)
        let endless: @Sendable () async throws -> Void = {
            began.continuation.finish()
            while true {
                try Task.checkCancellation()
                await Task.yield()
            }
        }
        let broken = Task { try await stop.interrupting(endless) }
        for await _ in began.stream {}
        stop.request(15)
        await #expect(throws: CancellationError.self) { try await broken.value }
        await #expect(throws: CancellationError.self) { try await stop.interrupting(endless) }
        stop.request(2)
        #expect(stop.signal == 15)
    }

    /// Stops a run in its retraining, as soon as its first epoch has been reported.
    private func stopInRetraining(_ scenario: Scenario, in name: String) async throws {
        let run = try Run(
            scenario, output: runs.path(name), until: .retrain, workers: 2, audience: .none)
        let stop = StopRequest()
        let file = URL(fileURLWithPath: runs.path("\(name)/metrics.jsonl"))
        let watch = Task {
            func hasEpoch() -> Bool {
                (try? Data(contentsOf: file))?.range(of: Data(#""kind": "epoch""#.utf8)) != nil
            }
            while !Task.isCancelled, !hasEpoch() { await Task.yield() }
            stop.request(2)
        }
        defer { watch.cancel() }
        await #expect(throws: RunInterruption.self) { try await run.execute(stop: stop) }
    }

    @Test func damagedCheckpointGivesWayToTheOneBefore() async throws {
        let whole = try await runs.run(scenario(rounds: 1), to: "a", until: .search)
        let checkpoints = CheckpointFolder(of: runs.path("a"))
        let numbers = checkpoints.numbers
        try interrupt("a", keeping: numbers[1])
        let newest = URL(fileURLWithPath: checkpoints.file(numbers[1]))
        var data = try Data(contentsOf: newest)
        data[data.count / 2] ^= 16
        try data.write(to: newest)
        let (summary, notes) = try await resume("a", workers: 2)
        #expect(summary.digest == whole.digest)
        #expect(notes.count == 2 && notes[0].contains("is cut short or damaged"))
        // Where none is left that is whole, nothing is begun anew behind the user's back.
        for number in checkpoints.numbers {
            try Data("GNASCKPT".utf8).write(to: URL(fileURLWithPath: checkpoints.file(number)))
        }
        try FileManager.default.removeItem(atPath: runs.path("a/summary.json"))
        let reasons = checkpoints.numbers.reversed().map {
            "\(checkpoints.file($0)) is no checkpoint or is cut short; expected a file that a run has written"
        }
        let found = await sentence { try await resume("a", workers: 2) }
        #expect(
            found
                == "no checkpoint in \(checkpoints.path) can be used: \(reasons.joined(separator: "; "))")
    }

    /// A supernet without a pool: what follows it is kept all the same, and goes on once more from there.
    @Test func baselineGoesOnToTheSameBits() async throws {
        var json = try scenario(rounds: 1).resolved
        json = json.setting("supernet", to: ["strategy": "uniform", "rounds": 6, "batch": 8])
        let whole = try await runs.run(Scenario(json), to: "a", until: .retrain)
        let expected = try metrics("a")
        for resumption in 1...2 {
            let newest = try #require(CheckpointFolder(of: runs.path("a")).numbers.last)
            try interrupt("a", keeping: newest)
            let (summary, notes) = try await resume("a", workers: resumption)
            #expect(summary.digest == whole.digest)
            #expect(try metrics("a") == expected)
            #expect(notes.count == 1 && notes[0].hasPrefix("resuming after step "), "\(notes)")
        }
    }

    /// What the filter remembers is in every checkpoint: from within the rounds, and from after the last one.
    @Test func filterThatRemembersGoesOnToTheSameBits() async throws {
        var json = try scenario(rounds: 5).resolved
        let supernet = try #require(json["supernet"]).setting("rounds", to: 12).setting("filter", to: "memory")
            .setting("steps_per_path", to: 2).setting("filter_after", to: 0.25)
        json = json.setting("supernet", to: supernet)
        let whole = try await runs.run(Scenario(json), to: "a", until: .supernet)
        let expected = try metrics("a")
        let numbers = CheckpointFolder(of: runs.path("a")).numbers
        for (number, workers) in zip(numbers.reversed(), [1, 3]) {
            try interrupt("a", keeping: number)
            let (summary, _) = try await resume("a", workers: workers)
            #expect(summary.digest == whole.digest)
            #expect(try metrics("a") == expected)
        }
        #expect(numbers.count == 2)
        let other = json.setting("supernet", to: supernet.setting("filter", to: "loss"))
        #expect(try await runs.run(Scenario(other), to: "b", until: .supernet).digest != whole.digest)
        // Hostile: sums that are not there, too few, or of no regression.
        let phases = try RunPhases(of: Scenario(json), until: .supernet, workers: 1)
        let path = CheckpointFolder(of: runs.path("a")).file(try #require(numbers.last))
        let file = try CheckpointFile(Data(contentsOf: URL(fileURLWithPath: path)), what: "file")
        let section = try #require(file.document["supernet"])
        let memory = try #require(section["memory"])
        let products = try #require(memory["products"]?.elements)
        for (key, value, words) in [
            ("products", JSONValue.array([1]), "file: supernet.memory.products is [1]; expected "),
            ("moments", "many", "file: supernet.memory.moments is \"many\"; expected "),
            ("products", .array([-9] + products.dropFirst()), "file: supernet.memory.products is [-9, "),
        ] {
            let broken = changed(file, "supernet", section.setting("memory", to: memory.setting(key, to: value)))
            let found = sentence { try RunProgress(broken, path: "file", phases: phases) }
            #expect(found.hasPrefix(words), "\(found)")
            if words.hasSuffix("[-9, ") { #expect(found.hasSuffix("; expected finite sums that scores can have")) }
        }
    }

    @Test func anotherBuildIsNamed() async throws {
        _ = try await runs.run(scenario(rounds: 1), to: "a", until: .supernet)
        let folder = CheckpointFolder(of: runs.path("a"))
        let newest = try #require(folder.numbers.last)
        var file = try CheckpointFile(Data(contentsOf: URL(fileURLWithPath: folder.file(newest))), what: "file")
        file.document = file.document.setting("builds", to: ["first", "another"])
        try folder.write(file)
        let (summary, notes) = try await resume("a", workers: 2)
        #expect(
            notes.count == 2
                && notes[0].hasPrefix(
                    "builds first, another have worked on this run, and this is \(BuildIdentity.version)")
        )
        #expect(
            summary.json["builds"]?.elements.prefix(2) == ["first", "another"]
                && summary.json["builds"]?.elements.count == 3)
    }

    @Test func runWithoutACheckpointBeginsAnew() async throws {
        let whole = try await runs.run(scenario(rounds: 1_000), to: "a", until: .supernet)
        try interrupt("a", keeping: 0)
        let (summary, notes) = try await resume("a", workers: 2)
        #expect(summary.digest == whole.digest)
        #expect(notes == ["starting over, since no checkpoint was written"])
    }

    /// A checkpoint with another value of a key.
    func changed(_ file: CheckpointFile, _ key: String, _ value: JSONValue) -> CheckpointFile {
        CheckpointFile(document: file.document.setting(key, to: value), arenas: file.arenas)
    }

    @Test func verificationRepeatsTheRun() async throws {
        let whole = try await runs.run(scenario(rounds: 2), to: "a", until: .retrain)
        for fromCheckpoint in [false, true] {
            let result = try await Verification(
                of: runs.path("a/"), fromCheckpoint: fromCheckpoint, data: nil, workers: nil, audience: .none
            ).execute(stop: StopRequest())
            #expect(result.digest == whole.digest && result.workers == 1)
            #expect(!FolderContents.exists(runs.path("a-verify")))
        }
        // A digest that is not that of the results.
        let summary = try runs.json("a/summary.json").setting("digest", to: "00").withChecksum
        try runs.write(Data(summary.description.utf8), to: "a/summary.json")
        let found = await sentence(of: Failure.self) {
            try await Verification(
                of: runs.path("a"), fromCheckpoint: true, data: nil, workers: 2, audience: .none
            ).execute(stop: StopRequest())
        }
        #expect(
            found
                == "\(runs.path("a")) has digest 00, and repeated with 2 workers it is \(whole.digest); expected equal "
                + "ones")
        #expect(!FolderContents.exists(runs.path("a-verify")))
        func refused(_ folder: String) -> String {
            sentence {
                try Verification(of: folder, fromCheckpoint: false, data: nil, workers: nil, audience: .none)
            }
        }
        #expect(
            refused(runs.path("none"))
                == "there is no folder \(runs.path("none")); expected the folder of a finished run")
        #expect(
            refused(runs.folder)
                == "\(runs.folder) has no summary.json, so the run is not finished; expected a finished run, such "
                + "as \(runs.path("a"))")
    }
}
