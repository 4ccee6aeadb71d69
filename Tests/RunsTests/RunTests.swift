import Architecture
import Documents
import Foundation
import Layout
import NeuralNetwork
import RunFiles
import Runs
import Scenarios
import Supernet
import TensorFiles
import TestSupport
import Testing
import Workers

/// Whole runs of a tiny scenario, in a folder of their own.
struct RunTests {
    private let temporary = TemporaryFolder()
    private var folder: String { temporary.path }

    private func scenario(_ text: String = "") throws -> Scenario {
        try Scenario(
            JSONValue(
                parsing: """
                    {
                      name: "tiny",
                      data: { generated: { training: 200, test: 10 }, filtering: 40, search: 20 },
                      space: { macro: "quickstart", operations: ["k3e1", "k3e3", "id"], width: 0.25 },
                      supernet: {
                        rounds: 4, m: 4, k: 2, batch: 8, scoring_pictures: 16, pool: { size: 6 }, steadiness_rounds: 2,
                      },
                      \(text)
                    }
                    """))
    }

    private func run(_ scenario: Scenario, to name: String, workers: Int = 2) async throws -> RunOutcome {
        try await Run(
            scenario, output: "\(folder)/\(name)", until: .supernet, workers: workers, audience: .none
        ).execute()
    }

    private func json(_ name: String) throws -> JSONValue {
        try JSONValue(parsing: Array(Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))))
    }

    @Test func filesSayWhatTheRunDid() async throws {
        let summary = try await run(scenario(), to: "a")
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/a").sorted()
        #expect(
            files == [
                ".lock", "checkpoints", "environment.json", "metrics.jsonl", "pictures.json", "pool.json",
                "report.html",
                "scenario.json",
                "summary.json", "supernet.weights",
            ])
        #expect(try json("a/summary.json") == summary.json)
        #expect(try json("a/scenario.json") == scenario().resolved.setting("until", to: "supernet"))
        #expect(try json("a/scenario.json")["search"]?["population"] == 50)
        #expect(try json("a/scenario.json")["retrain"]?["epochs"] == 50)
        #expect(summary.json["supernet"]?["optimization_images"] == .integer(4 * 2 * 8))
        #expect(summary.json["supernet"]?["evaluation_images"] == .integer(4 * 4 * 16))
        #expect(summary.json["supernet"]?["rescoring_images"] == .integer(6 * 20))
        #expect(summary.json["supernet"]?["stopped_by"] == "budget")
        #expect(summary.json["test_openings"] == 0)
        let lines = try String(contentsOfFile: "\(folder)/a/metrics.jsonl", encoding: .utf8).split(separator: "\n")
        let rounds = try lines.map { try JSONValue(parsing: String($0))["round"] }
        #expect(rounds == [1, 2, 3, 4])
        guard case .array(let members) = try json("a/pool.json")["members"] else {
            Issue.record("pool.json has no members")
            return
        }
        #expect(members.count == 6)
    }

    @Test func digestFollowsSeedAndNothingElse() async throws {
        let one = try await run(scenario(), to: "a", workers: 1).digest
        #expect(try await run(scenario(), to: "b", workers: 2).digest == one)
        #expect(try await run(scenario(), to: "c", workers: 3).digest == one)
        #expect(try await run(scenario("seed: 2"), to: "d").digest != one)
        // What comes after the supernet cannot change what the supernet became.
        let later = "search: { population: 7, start: 'random', images: 10 }, retrain: { epochs: 3, batch: 16 }"
        #expect(try await run(scenario(later), to: "e").digest == one)
    }

    /// The weights as any reader of safetensors finds them: header, then floats in the order of the header.
    @Test func weightsAreSafetensors() async throws {
        let result = try await run(scenario(), to: "a").result
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/a/supernet.weights"))
        let length = Int(bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        #expect((8 + length).isMultiple(of: 8))
        let header = try JSONValue(parsing: Array(bytes[8..<8 + length]))
        #expect(header["__metadata__"]?["fingerprint"] != nil)
        let stem = try #require(header["stem.weight"])
        #expect(stem["dtype"] == "F32")
        guard case .array(let offsets) = stem["data_offsets"], case .integer(let first) = offsets[0] else {
            Issue.record("the stem has no offsets")
            return
        }
        let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 8 + length + first, as: Float.self) }
        #expect(value == result.weights.pointer[0])
    }

    /// That a run can be gone on with is said where it can: not of one that is over, nor of a search.
    @Test func folderThatHoldsFilesIsRefused() async throws {
        _ = try await run(scenario(), to: "a b")
        let refusal =
            "the output folder \(folder)/a b is not empty; expected a new or empty folder (choose one with --output)"
        let resume = ", or `greedynas resume '\(folder)/a b'` to continue the unfinished run in it"
        await #expect(throws: Refusal(refusal)) { try await run(scenario(), to: "a b") }
        try temporary.remove("a b/summary.json")
        await #expect(throws: Refusal(refusal + resume)) { try await run(scenario(), to: "a b") }
        let search = RunEnvironment(workers: 1, kind: .search)
        try temporary.write("a b/environment.json", search.json.description)
        await #expect(throws: Refusal(refusal)) { try await run(scenario(), to: "a b") }
    }

    @Test func aLinkThatLeadsNowhereIsNamed() async throws {
        try FileManager.default.createSymbolicLink(
            atPath: temporary.path("link"), withDestinationPath: "/nowhere/at/all")
        await #expect(
            throws: Refusal(
                "the output folder \(folder)/link cannot be created: it is a link to /nowhere/at/all, which is not there"
            )
        ) { try await run(scenario(), to: "link") }
    }

    @Test func folderInUseIsRefused() async throws {
        let first = try RunDirectory(creating: "\(folder)/a")
        #expect(
            throws: Refusal(
                "the output folder \(folder)/a is in use by another run; expected an unused folder", isInUse: true)
        ) {
            try RunDirectory(creating: "\(folder)/a")
        }
        withExtendedLifetime(first) {}
    }

    /// A rate and a decay that make weights some thirty times larger with every step, until their squares overflow.
    ///
    /// Under the authors' first weights, with which a loss is the first number that is not finite.
    @Test(arguments: [1, 3]) func divergenceNamesThePathAndKeepsWhatWasFound(workers: Int) async throws {
        let scenario = try scenario("seed: 3").resolved
        let supernet = try #require(scenario["supernet"])
        let optimizer = try #require(supernet["optimizer"])
        let wild = try Scenario(
            scenario.setting(
                "supernet",
                to: supernet.setting(
                    "optimizer", to: optimizer.setting("learning_rate", to: 30).setting("weight_decay", to: 0.1)
                ).setting("rounds", to: 400).setting("initialization", to: "fan_out").setting("residual_gamma", to: 1)
            ).setting("checkpoint", to: ["minutes": 100_000]))
        let error = try await #require(throws: SupernetError.self) {
            try await run(wild, to: "a", workers: workers)
        }
        guard case .lossNotFinite(let round, let path, let phase) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(["scoring", "training"].contains(phase))
        #expect(
            "\(error)"
                == "the \(phase) loss of path \(path) in round \(round) is not a finite number; a smaller learning rate or "
                + "a longer warm-up usually helps")
        #expect(throws: Never.self) { try wild.searchSpace.path(from: path) }

        #expect(
            try temporary.contents(of: "a") == [
                ".lock", "environment.json", "failure.json", "metrics.jsonl", "pictures.json", "pool.json",
                "scenario.json",
                "supernet.weights",
            ])
        // All rounds before this one, and what they left.
        #expect(round > 2)
        let lines = try String(contentsOfFile: "\(folder)/a/metrics.jsonl", encoding: .utf8).split(separator: "\n")
            .map { try JSONValue(parsing: String($0)) }
        #expect(lines.map { $0["round"] } == (1..<round).map { .integer($0) })
        let pool = try json("a/pool.json")
        #expect(pool["scored_on"] == "each round's filtering pictures")
        guard case .array(let members) = pool["members"] else {
            Issue.record("pool.json has no members")
            return
        }
        #expect(lines.last?["pool"]?["size"] == .integer(members.count))
        #expect(lines.last?["pool"]?["best_loss"] == members.first?["loss"])
        // The reader takes finite numbers only.
        let layout = SupernetLayout(wild.searchSpace)
        let weights = try WeightsFile.read("\(folder)/a/supernet.weights", layout: layout).weights
        #expect(weights.bits != layout.table.initialWeights(seed: UInt64(wild.seed)).bits)
    }
}
