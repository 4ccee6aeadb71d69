import Exchange
import Foundation
import RunReports
import Synchronization
import Testing
@testable import Documents
@testable import RunFiles
@testable import RunSupport
@testable import Runs
@testable import Scenarios
@testable import Studies

/// Sweeps that are run, stopped, shared and run again.
@Suite(.timeLimit(.minutes(10)))
struct SweepTests {
    let runs = TinyRuns()

    static let lists = "{ 'supernet.m,supernet.k': [[4, 2], [3, 3]], seed: [1, 2] }"

    /// A sweep of the tiny scenario.
    func scenarios(
        _ sweep: String = lists, rounds: Int = 4, space: String = "macro: 'quickstart'"
    ) throws -> ScenarioSweep {
        let text = """
            {
              name: "tiny", until: "supernet",
              data: { generated: { training: 100, test: 10 }, filtering: 20, search: 10 },
              space: { \(space), operations: ["k3e1", "id"], width: 0.25 },
              supernet: { rounds: \(rounds), k: 2, batch: 4, scoring_pictures: 8, pool: { size: 6 }, steadiness_rounds: 2 },
              checkpoint: { rounds: 1 },
              sweep: \(sweep),
            }
            """
        try runs.write(Data(text.utf8), to: "tiny.json")
        return try ScenarioFile.readSweep(runs.path("tiny.json"))
    }

    /// The sweep of some scenarios into a folder.
    func sweep(
        _ scenarios: ScenarioSweep, to output: String, of run: any SweptRun = Self.training, shard: String = "1/1",
        jobs: Int = 1
    ) throws -> Sweep {
        try Sweep(
            scenarios, of: run, output: runs.path(output), shard: #require(SweepShard(shard)), jobs: jobs, workers: 2)
    }

    static let training = SweptTraining(data: nil)

    private func digests(_ table: SweepTable) throws -> [String] {
        try table.rows.map { try #require($0.summary).digest }
    }

    @Test func jobsAndShardsChangeNoResult() async throws {
        let scenarios = try scenarios()
        let one = try await sweep(scenarios, to: "one").execute()
        let two = try await sweep(scenarios, to: "two", jobs: 2).execute()
        #expect(try digests(one) == digests(two))
        #expect(Set(try digests(one)).count == 4)
        #expect(one.json["simulated"] == false && !one.text.contains("imulated"))

        let first = try await sweep(scenarios, to: "shards", shard: "1/3").execute()
        #expect(first.rows.map(\.status.word) == ["done", "not begun", "not begun", "done"])
        _ = try await sweep(scenarios, to: "shards", shard: "2/3").execute()
        let last = try await sweep(scenarios, to: "shards", shard: "3/3").execute()
        #expect(try digests(last) == digests(one))

        // A run of the sweep is the run that `greedynas run` makes.
        let single = try await Run(
            scenarios.combinations[2].scenario, output: runs.path("single"), workers: 1, audience: .none
        ).execute()
        #expect(try digests(one)[2] == single.digest)
    }

    /// A run's copy of its scenario holds the outline in the place of the file's name, and is that of the combination still.
    @Test func runsOfAnOutlineInAFileAreFoundAgain() async throws {
        func scenarios(head: Int) throws -> ScenarioSweep {
            try runs.write(
                Data(OwnOutline.json.setting("head_channels", to: .integer(head)).description.utf8), to: "outline.json")
            return try self.scenarios("{ 'supernet.m': [3] }", space: "file: 'outline.json'")
        }
        let first = try await sweep(scenarios(head: 32), to: "own").execute()
        let folder = runs.path("own/\(try scenarios(head: 32).combinations[0].name)")
        #expect(first.failures.isEmpty)
        #expect(try await digests(sweep(scenarios(head: 32), to: "own").execute()) == digests(first))
        #expect(
            sentence { try sweep(scenarios(head: 16), to: "own") }
                == "\(folder) holds the run of another scenario, since space.macro.head_channels is 32 there and 16 here; "
                + "expected another --output, or the scenario of that run")
    }

    /// Simulations are swept as runs are, into folders that no run takes for its own.
    @Test func simulationsAreSwept() async throws {
        let scenarios = try scenarios(rounds: 40)
        let simulation = SweptSimulation()
        let table = try await sweep(scenarios, to: "simulated", of: simulation, jobs: 2).execute()
        #expect(table.failures.isEmpty)
        #expect(Set(try digests(table)).count == 4)
        let scenario = scenarios.combinations[1].scenario
        let alone = try await SimulationPhase(scenario, workers: 3).run()
        #expect(try digests(table)[1] == alone.digest)
        #expect(table.text.contains("pool: good paths %"))
        // Nobody can take them for trained networks, in whatever file.
        #expect(table.json["simulated"] == true && table.json["runs"]?.elements[0]["status"] == "simulated")
        #expect(table.text.hasPrefix("Simulated: ") && table.markdown.hasPrefix("Simulated: "))
        for (file, mark) in [
            ("sweep.html", "<h1>Simulated sweep of tiny</h1>"), ("sweep.md", "# Simulated sweep of tiny"),
            ("sweep.csv", ",simulated,"),
        ] { #expect(String(decoding: try runs.bytes("simulated/\(file)"), as: UTF8.self).contains(mark), "\(file)") }
        // All are over: nothing is written again, and the table is the same.
        let before = try runs.bytes("simulated/\(scenarios.combinations[1].name)/summary.json")
        #expect(try await sweep(scenarios, to: "simulated", of: simulation).execute().text == table.text)
        #expect(try runs.bytes("simulated/\(scenarios.combinations[1].name)/summary.json") == before)
        #expect(
            sentence { try sweep(scenarios, to: "simulated") }
                == "\(runs.path("simulated"))/\(scenarios.combinations[0].name) is the folder of a simulation; expected another "
                + "--output for runs")
        // One that broke off while it was written begins anew.
        let name = "simulated/\(scenarios.combinations[1].name)"
        try FileManager.default.removeItem(atPath: runs.path("\(name)/summary.json"))
        let again = try await sweep(scenarios, to: "simulated", of: simulation).execute()
        #expect(try digests(again) == digests(table))
    }

    /// A conformer that trains nothing, counts what it is asked to do, and may fail.
    final class Recorder: SweptRun {
        let isSimulation = false
        let begun = Mutex<[String]>([])
        let failing: @Sendable (Scenario) -> (any Error)?
        let measures = [
            SweepMeasure("loss", "loss", .number, isPlotted: true) { $0.pool?.bestLoss },
            SweepMeasure("share", "share %", .share) { $0.retrain?.testTop1 },
            SweepMeasure("never", "never there", .count) { _ in nil },
            SweepMeasure("word", "word") { $0.builds.first },
        ]

        init(failing: @escaping @Sendable (Scenario) -> (any Error)? = { _ in nil }) { self.failing = failing }

        func check(_ scenario: Scenario, workers: Int, jobs: Int) throws {
            if scenario.supernet.m == 99 { throw Refusal("too large for \(jobs) jobs of \(workers) workers") }
        }

        func run(
            _ scenario: Scenario, in folder: String, isBegun: Bool, workers: Int, stop: StopRequest
        ) async throws -> RunSummary {
            let name = URL(fileURLWithPath: folder).lastPathComponent
            begun.withLock { $0.append((isBegun ? "resume " : "begin ") + name) }
            if let error = failing(scenario) { throw error }
            var summary = RunSummary(scenario: scenario.name, seed: scenario.seed, digest: "00ff")
            summary.pool = RunSummary.Pool(
                size: 1, bestLoss: Double(scenario.supernet.m) + Double(scenario.seed) / 8)
            summary.retrain = SampleSummary.retrain(0.25)
            summary.builds = ["a|b, \"c\""]
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try WholeFile.write(Data(scenario.resolved.description.utf8), to: "\(folder)/scenario.json")
            try WholeFile.write(Data(summary.json.description.utf8), to: "\(folder)/summary.json")
            return summary
        }
    }

    @Test func finishedRunsAreLeftAndTablesMadeAnew() async throws {
        let scenarios = try scenarios()
        let table = try await sweep(scenarios, to: "a", of: Recorder(), jobs: 3).execute()
        for file in SweepFiles.names { try FileManager.default.removeItem(atPath: runs.path("a/\(file)")) }
        let again = Recorder()
        let collecting = try sweep(scenarios, to: "a", of: again)
        #expect(collecting.note.hasSuffix("4 runs in \(runs.path("a")): 4 already finished, 0 to do"))
        #expect(try await collecting.execute() == table)
        #expect(again.begun.withLock { $0 } == [])
        #expect(try runs.json("a/sweep.json") == table.json && table.json["format"] == 2)
        let left = try FileManager.default.contentsOfDirectory(atPath: runs.path("a")).sorted()
        #expect(left == (SweepFiles.names + scenarios.combinations.map(\.name)).sorted())

        // More values: only what is new is run.
        let more = try self.scenarios("{ 'supernet.m,supernet.k': [[5, 1], [4, 2], [3, 3]], seed: [1, 2] }")
        _ = try await sweep(more, to: "a", of: again).execute()
        #expect(again.begun.withLock { $0 } == ["begin m=5,k=1,seed=1", "begin m=5,k=1,seed=2"])
    }

    /// One run is over, one is stopped in its middle, one has not begun.
    @Test func interruptedRunGoesOnToTheSameBits() async throws {
        let scenarios = try scenarios("{ seed: [1, 2, 3] }", rounds: 6)
        let whole = try await sweep(scenarios, to: "whole").execute()

        let stop = StopRequest()
        let interrupting = Interrupting(stop: stop)
        await #expect(throws: RunInterruption.self) {
            try await sweep(scenarios, to: "cut", of: interrupting).execute(stop: stop)
        }
        let rows = try #require(runs.json("cut/sweep.json")["runs"]).elements
        #expect(rows.map { $0["status"] } == ["done", "begun", "not begun"])
        #expect(FolderContents.exists(runs.path("cut/seed=2/scenario.json")))
        let table = try await sweep(scenarios, to: "cut").execute()
        #expect(try digests(table) == digests(whole))
    }

    /// Asks for the end when the second run begins.
    private struct Interrupting: SweptRun {
        let isSimulation = false
        let stop: StopRequest
        var measures: [SweepMeasure] { training.measures }

        func check(_ scenario: Scenario, workers: Int, jobs: Int) throws {}

        func run(
            _ scenario: Scenario, in folder: String, isBegun: Bool, workers: Int, stop: StopRequest
        ) async throws -> RunSummary {
            if scenario.seed == 2 { self.stop.request(15) }
            return try await training.run(scenario, in: folder, isBegun: isBegun, workers: workers, stop: stop)
        }
    }

    @Test func interruptionSaysHowToGoOn() async throws {
        let stop = StopRequest()
        stop.request(2)
        let recorder = Recorder()
        do {
            _ = try await sweep(try scenarios(), to: "a", of: recorder).execute(stop: stop)
            Issue.record("went on")
        } catch let interruption as RunInterruption {
            #expect(interruption.signal == 2)
            #expect(
                interruption.description
                    == "stopped by SIGINT; repeat the command to continue the sweep in \(runs.path("a"))")
        }
        #expect(recorder.begun.withLock { $0 } == [])
    }

    @Test func failingRunIsReportedAndTheOthersGoOn() async throws {
        let failing = Recorder { scenario in
            scenario.supernet.m == 4 && scenario.seed == 1 ? Failure("a loss is not finite") : nil
        }
        let lines = Mutex<[String]>([])
        let table = try await sweep(try scenarios(), to: "a", of: failing).execute { line in
            lines.withLock { $0.append(line) }
        }
        #expect(table.rows.map(\.status.word) == ["failed", "done", "done", "done"])
        #expect(table.failures.map(\.name) == ["m=4,k=2,seed=1"])
        #expect(table.text.hasSuffix("m=4,k=2,seed=1 failed: a loss is not finite"))
        #expect(lines.withLock { $0.count } == 4)
        #expect(lines.withLock { $0[0] } == "1/4 m=4,k=2,seed=1 failed: a loss is not finite")
        #expect(lines.withLock { $0[1] } == "2/4 m=4,k=2,seed=2: loss 4.250")
        let again = Recorder()
        let repaired = try await sweep(try scenarios(), to: "a", of: again).execute()
        #expect(again.begun.withLock { $0 } == ["begin m=4,k=2,seed=1"])
        #expect(repaired.failures.isEmpty && repaired.finished == 4)
    }

    /// What another process leaves in a folder while the sweep goes on is that folder's failure, and nobody else's.
    @Test func folderThatBreaksOnTheWayDoesNotEndTheOthers() async throws {
        let broken = runs.path("a/m=3,k=3,seed=1")
        let spoiling = Recorder { scenario in
            guard scenario.supernet.m == 4, scenario.seed == 1 else { return nil }
            do {
                try FileManager.default.createDirectory(atPath: broken, withIntermediateDirectories: true)
                try WholeFile.write(Data("{".utf8), to: "\(broken)/scenario.json")
            } catch {
                return error
            }
            return nil
        }
        let table = try await sweep(try scenarios(), to: "a", of: spoiling).execute()
        #expect(table.rows.map(\.status.word) == ["done", "done", "failed", "done"])
        #expect(table.failures.map(\.name) == ["m=3,k=3,seed=1"])
    }

    @Test func folderOfAnotherProcessIsLeftToIt() async throws {
        let scenarios = try scenarios("{ seed: [1, 2] }")
        let holder = try Run(
            scenarios.combinations[0].scenario, output: runs.path("a/seed=1"), workers: 1, audience: .none)
        let lines = Mutex<[String]>([])
        let table = try await sweep(scenarios, to: "a").execute { line in lines.withLock { $0.append(line) } }
        #expect(table.rows.map(\.status.word) == ["in use", "done"])
        #expect(table.failures.isEmpty)
        #expect(
            lines.withLock { $0[0] }
                == "1/2 seed=1 is running in another process: the output folder \(runs.path("a"))/seed=1 is in use by "
                + "another run; expected an unused folder"
        )
        withExtendedLifetime(holder) {}
    }

    @Test func folderOfAnotherScenarioIsRefusedBeforeAnythingRuns() async throws {
        _ = try await sweep(try scenarios("{ seed: [2] }"), to: "a", of: Recorder()).execute()
        let other = Recorder()
        let changed = try scenarios("{ seed: [1, 2] }", rounds: 5)
        do {
            _ = try sweep(changed, to: "a", of: other)
            Issue.record("accepted")
        } catch {
            #expect(error is Refusal)
            #expect(
                "\(error)"
                    == "\(runs.path("a/seed=2")) holds the run of another scenario, since supernet.rounds is 4 there and 5 "
                    + "here; expected another --output, or the scenario of that run")
        }
        #expect(!FolderContents.exists(runs.path("a/seed=1")))
    }

    /// What a run adds to its copy of the scenario, and how often it keeps its state, make it no other one.
    @Test func folderIsKnownByWhatDecidesResults() throws {
        let scenario = try scenarios().combinations[0].scenario
        var copy = scenario.resolved.setting("checkpoint", to: ["rounds": 7])
        copy = copy.setting("data", to: try #require(copy["data"]).setting("files", to: ["00 x"]))
        try FileManager.default.createDirectory(atPath: runs.path("r"), withIntermediateDirectories: true)
        #expect(try SweptFolder(runs.path("r"), for: scenario, isSimulation: false) == .absent)
        try runs.write(Data(copy.description.utf8), to: "r/scenario.json")
        #expect(try SweptFolder(runs.path("r"), for: scenario, isSimulation: false) == .begun)
        let summary = RunSummary(scenario: "tiny", seed: 1, digest: "00ff")
        try runs.write(Data(summary.json.description.utf8), to: "r/summary.json")
        #expect(try SweptFolder(runs.path("r"), for: scenario, isSimulation: false) == .finished(summary))
        try runs.write(Data("{\"scenario\": \"tiny\", \"seed\": 1}".utf8), to: "r/summary.json")
        #expect(throws: Refusal("\(runs.path("r"))/summary.json has no digest; expected a text")) {
            try SweptFolder(runs.path("r"), for: scenario, isSimulation: false)
        }
        try runs.write(Data(summary.json.description.utf8), to: "r/summary.json")
        try runs.write(Data(copy.setting("seed", to: 3).description.utf8), to: "r/scenario.json")
        #expect(
            throws: Refusal(
                "\(runs.path("r")) holds the run of another scenario, since seed is 3 there and 1 here; expected another "
                    + "--output, or the scenario of that run")
        ) { try SweptFolder(runs.path("r"), for: scenario, isSimulation: false) }
    }

    @Test func outputThatIsNoSweepIsRefused() throws {
        let scenarios = try scenarios()
        try FileManager.default.createDirectory(atPath: runs.path("run"), withIntermediateDirectories: true)
        try runs.write(Data("{}".utf8), to: "run/scenario.json")
        #expect(sentence { try sweep(scenarios, to: "run") }.contains("is the folder of a single run"))
        #expect(sentence { try sweep(scenarios, to: "tiny.json") }.contains("is a file; expected a folder"))
        let large = try self.scenarios("{ 'supernet.m': [4, 99] }")
        #expect(
            sentence { try sweep(large, to: "large", of: Recorder(), jobs: 5) }
                == "the combination m=99: too large for 2 jobs of 1 workers")
        #expect(!FolderContents.exists(runs.path("large")))
    }

    /// The pictures are nowhere, so that a sentence that came later would name them.
    @Test func runsThatDoNotFitIntoTheMemoryAreRefusedBeforeAnythingRuns() throws {
        let text = try JSONValue.enormousScenario.setting("sweep", to: ["seed": [1, 2]]).text(indented: true)
        try runs.write(Data(text.utf8), to: "enormous.json")
        let scenarios = try ScenarioFile.readSweep(runs.path("enormous.json"))
        let found = sentence {
            try Sweep(scenarios, of: Self.training, output: runs.path("a"), jobs: 2, workers: 1024)
        }
        #expect(found.hasPrefix("the combination seed=1: the phase "), "\(found)")
        #expect(found.contains(" of memory, 2 runs are made at a time, and "), "\(found)")
        #expect(!FolderContents.exists(runs.path("a")))
    }
}
