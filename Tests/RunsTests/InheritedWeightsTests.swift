import Architecture
import Exchange
import Foundation
import Layout
import NeuralNetwork
import Retraining
import Testing
import Workers
@testable import Documents
@testable import RunFiles
@testable import RunSupport
@testable import Runs
@testable import ScenarioKeys
@testable import Scenarios
@testable import TensorFiles

/// Retrainings that begin with the weights that their path shares.
struct InheritedWeightsTests {
    private let runs = TinyRuns()

    /// The tiny scenario with two epochs of retraining, and other keys of `retrain`.
    private func scenario(_ retrain: String = "from: 'supernet'") throws -> Scenario {
        let json = try runs.scenario().resolved
        var section = try #require(json["retrain"]).setting("epochs", to: 2).setting("batch", to: 16)
        if case .object(let members) = try JSONValue(parsing: "{\(retrain)}") {
            for member in members { section = section.setting(member.key, to: member.value) }
        }
        return try Scenario(json.setting("retrain", to: section))
    }

    private func retrain(
        _ name: String, to output: String, settings: [String] = [], workers: Int = 2
    ) async throws -> RetrainOutcome {
        let folder = runs.path(name)
        let scenario = try RetrainRun.scenario(of: folder, settings: settings, seed: nil, data: nil)
        return try await RetrainRun(
            .found(FoundArchitecture(of: folder)), by: scenario, of: folder, output: runs.path(output), workers: workers
        ).execute()
    }

    /// A rate of next to nothing leaves the weights as they began: those of the path, tensor by tensor.
    @Test func trainingBeginsWithThePathsWeights() async throws {
        _ = try await runs.run(
            scenario("from: 'supernet', learning_rate: {initial: 1e-30}"),
            to: "a", until: .retrain)
        let found = try FoundArchitecture(of: runs.path("a"))
        let layout = SupernetLayout(found.space)
        let shared = try WeightsFile.read(runs.path("a/supernet.weights"), layout: layout).weights
        let trained = try WeightsFile.network(
            TensorFile(of: runs.path("a/network.weights"), atMost: 1 << 30, what: "weights"))
        let tensors = layout.subnet(found.path).parameters
        #expect(tensors.count == trained.network.table.parameters.count)
        for (own, theirs) in zip(trained.network.table.parameters, tensors) {
            let (mine, inherited) = (own.range.map { trained.weights[$0] }, theirs.range.map { shared[$0] })
            #expect(zip(mine, inherited).allSatisfy { abs($0 - $1) < 1e-20 }, "\(own.name)")
            // First weights are drawn, so that none would be the same by chance.
            #expect(own.shape.count == 1 || Set(mine).count > 1)
        }
    }

    @Test func retrainingByItselfComesToTheRunsBits() async throws {
        let run = try await runs.run(scenario(), to: "a", until: .retrain)
        let again = try await retrain("a", to: "b", workers: 3)
        #expect(try runs.bytes("b/network.weights") == runs.bytes("a/network.weights"))
        #expect(again.retrain.outcome == run.retrain?.outcome)
        #expect(again.text.hasPrefix("tiny, seed 1: a network trained from its supernet's weights\n"))
        let scratch = try await retrain("a", to: "c", settings: ["retrain.from=scratch"])
        #expect(scratch.text.hasPrefix("tiny, seed 1: a network trained from scratch\n"))
        #expect(try runs.bytes("c/network.weights") != runs.bytes("a/network.weights"))
        // The folder knows whose weights they were, and is repeated from them; a retraining of a retraining too.
        #expect(try WrittenEnvironment(of: runs.path("b")).run == runs.path("a"))
        let verification = try Verification(of: runs.path("b"), fromCheckpoint: false, data: nil, workers: 1)
        #expect(try await verification.execute(stop: StopRequest()).digest == again.digest)
        #expect(try await retrain("b", to: "d").digest == again.digest)
        // A search of its own knows them as well.
        _ = try await runs.search("a", to: "s")
        #expect(try await retrain("s", to: "t").digest == again.digest)
        // Other weights would be another beginning: the digest covers them before all else.
        var digest = RunDigest()
        digest.add(sha256: try FileDigest.sha256(of: runs.path("a/supernet.weights")))
        let found = try FoundArchitecture(of: runs.path("a"))
        digest.add(network: found.space.blueprint(of: found.path).description)
        digest.add(again.retrain)
        #expect(again.digest == digest.hexadecimal)
        // They are needed again.
        try FileManager.default.removeItem(atPath: runs.path("a"))
        #expect(
            await sentence { try await retrain("b", to: "e") }
                == "\(runs.path("b")) is of a standalone retraining in the supernet of \(runs.path("a")), which is not there; "
                + "expected that folder, whose weights are needed")
    }

    @Test func weightsOfAnotherRunAreRefused() async throws {
        _ = try await runs.run(runs.scenario(), to: "a")
        _ = try await runs.run(runs.scenario(seed: 2), to: "b")
        for name in ["supernet.weights", "summary.json"] { try runs.write(runs.bytes("b/\(name)"), to: "a/\(name)") }
        let found = try FoundArchitecture(file: runs.path("a/architecture.json"))
        #expect(
            sentence {
                try RetrainRun(.found(found), by: scenario(), of: runs.path("a"), output: runs.path("c"), workers: 1)
            }
                == "\(runs.path("a"))/supernet.weights holds other weights than those by which the network was found; expected "
                + "the same")
    }

    @Test func networksWithoutASupernetAreRefused() throws {
        let network = RetrainRun.Network.other(
            try scenario().searchSpace.blueprint(of: Path(choices: [0, 1, 0, 2, 1, 0, 1, 0])))
        #expect(
            sentence { try RetrainRun(network, by: scenario(), output: runs.path("a"), workers: 1) }
                == "retrain.from is \"supernet\", and the network is not given as the folder of the run that found it; expected "
                + "that folder, or \"scratch\"")
        #expect(!FolderContents.exists(runs.path("a")))
        #expect(
            sentence(of: ScenarioError.self) {
                try Scenario(JSONValue(parsing: "{supernet: {strategy: 'random'}, retrain: {from: 'supernet'}}"))
            }
                == "retrain.from is \"supernet\" and supernet.strategy is \"random\", which trains nothing; expected "
                + "\"scratch\"")
    }

    /// A choice by training begins as the retraining does; killed anywhere, a run goes on to the same bits.
    @Test(arguments: ["candidates: 1", "candidates: 3", "candidates: 2, pictures: 'training'"])
    func runGoesOnToTheSameBits(choice: String) async throws {
        let json = try scenario("from: 'supernet', \(choice)").resolved.setting("checkpoint", to: ["rounds": 1])
        let scenario = try Scenario(json)
        let whole = try await runs.run(scenario, to: "a", until: .retrain)
        let numbers = CheckpointFolder(of: runs.path("a")).numbers
        for number in numbers {
            try FileManager.default.copyItem(atPath: runs.path("a"), toPath: runs.path("b"))
            for later in numbers where later > number {
                try FileManager.default.removeItem(atPath: CheckpointFolder(of: runs.path("b")).file(later))
            }
            for name in ["summary.json", "network.weights", "pictures.json"] {
                try FileManager.default.removeItem(atPath: runs.path("b/\(name)"))
            }
            let resumed = try await Run(resuming: runs.path("b"), data: nil, workers: 1).execute()
            #expect(resumed.digest == whole.digest, "from checkpoint \(number)")
            #expect(try runs.bytes("b/network.weights") == runs.bytes("a/network.weights"))
            #expect(try runs.bytes("b/pictures.json") == runs.bytes("a/pictures.json"))
            try FileManager.default.removeItem(atPath: runs.path("b"))
        }
        #expect(numbers.count > 1)
        // Whatever was chosen, training it alone from the supernet is the same training.
        if choice != "candidates: 2, pictures: 'training'" {
            _ = try await retrain("a", to: "c")
            #expect(try runs.bytes("c/network.weights") == runs.bytes("a/network.weights"))
        }
    }
}
