import NeuralNetwork
import RunSupport
import Runs
import Scenarios
import Testing
@testable import Documents
@testable import RunFiles

/// Whole runs whose scores are computed from 16-bit numbers; refused where this build has no fast kernels for them.
struct ScoringPrecisionTests {
    private let runs = TinyRuns()

    private func scenario(rounds: ScoringPrecision, search: ScoringPrecision) throws -> Scenario {
        let tree = try runs.scenario(search: "precision: '\(search.rawValue)', objectives: ['loss', 'macs']").resolved
        let supernet = try #require(tree["supernet"]).setting("scoring_precision", to: .string(rounds.rawValue))
        return try Scenario(tree.setting("supernet", to: supernet))
    }

    /// The losses of the networks on a front.
    private func losses(_ name: String) throws -> [Double] {
        try runs.json("\(name)/front.json")["members"]?.elements.compactMap { $0["loss"]?.double } ?? []
    }

    @Test(arguments: [ScoringPrecision.float16, .bfloat16]) func keysDecideWhatScoresAreComputedFrom(
        precision: ScoringPrecision
    ) async throws {
        let both = try scenario(rounds: precision, search: precision)
        if let shortcoming = precision.shortcoming(of: "supernet.scoring_precision") {
            await #expect(throws: Refusal(shortcoming)) { try await runs.run(both, to: "a") }
            #expect(!FolderContents.exists(runs.path("a")))
            return
        }
        let one = try await runs.run(both, to: "a", workers: 1)
        #expect(try await runs.run(both, to: "b", workers: 3).digest == one.digest)
        // The search's alone: the same supernet and pool, other scores of the same pictures.
        _ = try await runs.run(scenario(rounds: .float32, search: .float32), to: "exact")
        _ = try await runs.run(scenario(rounds: .float32, search: precision), to: "search")
        for file in ["pool.json", "supernet.weights"] {
            #expect(try runs.bytes("search/\(file)") == runs.bytes("exact/\(file)"), "\(file)")
        }
        #expect(try !losses("search").isEmpty && losses("search") != losses("exact"))
        #expect(try runs.bytes("a/pool.json") != runs.bytes("exact/pool.json"))
        // A search of its own has the run's precision, or another one.
        _ = try await runs.search("search", to: "again")
        #expect(try losses("again") == losses("search"))
        _ = try await runs.search("search", to: "floats", settings: ["search.precision=float32"])
        #expect(try losses("floats") == losses("exact"))
    }
}
