import Architecture
import Documents
import Exchange
import Foundation
import RunSupport
import Scenarios
import Testing
@testable import RunFiles
@testable import Runs

/// Each kind of folder is repeated as what it is.
struct VerificationTests {
    private let runs = TinyRuns()

    private func verification(_ name: String, fromCheckpoint: Bool = false) throws -> Verification {
        try Verification(
            of: runs.path(name), fromCheckpoint: fromCheckpoint, data: nil, workers: 1)
    }

    private func verified(_ name: String) async throws -> String {
        try await verification(name).execute(stop: StopRequest()).digest
    }

    private func retrain(_ network: RetrainRun.Network, to name: String) async throws -> String {
        let scenario = try RetrainRun.scenario(
            of: runs.path("a"), settings: ["retrain.epochs=1", "retrain.learning_rate.warmup_epochs=0"], seed: 3,
            data: nil)
        return try await RetrainRun(network, by: scenario, output: runs.path(name), workers: 2)
            .execute().digest
    }

    @Test func aSearchIsRepeatedAsASearch() async throws {
        _ = try await runs.run(runs.scenario(), to: "a")
        let search = try await runs.search("a", to: "b", settings: ["search.population=4"], seed: 7)
        #expect(try await verified("b") == search.digest)
        #expect(!FolderContents.exists(runs.path("b-verify")))
        #expect(
            sentence { try verification("b", fromCheckpoint: true) }
                == "\(runs.path("b")) is the folder of a standalone search, which has no checkpoints; expected `verify` "
                + "without --from-checkpoint"
        )
        // The same search in another run's weights is another search.
        _ = try await runs.run(runs.scenario(seed: 2), to: "c")
        for name in ["summary.json", "supernet.weights"] {
            try runs.write(runs.bytes("c/\(name)"), to: "a/\(name)")
        }
        for name in ["pool.json", "scenario.json"] { try runs.write(runs.bytes("c/\(name)"), to: "a/\(name)") }
        #expect(
            sentence { try verification("b") }
                == "\(runs.path("a"))/supernet.weights holds other weights than those that were searched; expected the same"
        )
        #expect(!FolderContents.exists(runs.path("b-verify")))
        try FileManager.default.removeItem(atPath: runs.path("a"))
        #expect(
            sentence { try verification("b") }
                == "\(runs.path("b")) is of a search in the supernet of \(runs.path("a")), which is not there; expected that "
                + "folder, whose weights are needed")
    }

    @Test func aRetrainingIsRepeatedAsARetraining() async throws {
        _ = try await runs.run(runs.scenario(), to: "a")
        let found = try FoundArchitecture(of: runs.path("a"))
        let digest = try await retrain(.found(found), to: "b")
        #expect(try await verified("b") == digest)
        // One that was given, block by block.
        let space = try runs.scenario().searchSpace
        let other = space.blueprint(of: Path(choices: space.layers.map { $0.choices[0] }))
        let given = try await retrain(.other(other), to: "c")
        #expect(given != digest)
        #expect(try await verified("c") == given)
    }

    @Test func aSimulationIsNot() async throws {
        _ = try await runs.run(runs.scenario(), to: "a", until: .supernet)
        let environment = RunEnvironment(workers: 1, kind: .simulation)
        try runs.write(Data(environment.json.description.utf8), to: "a/environment.json")
        #expect(
            sentence { try verification("a") }
                == "\(runs.path("a")) is the folder of a simulation; expected a run, a search or a retraining: `greedynas "
                + "simulate \(runs.path("a"))/scenario.json` repeats a simulation and prints its digest")
    }
}
