import Architecture
import Foundation
import Layout
import NeuralNetwork
import Planning
import Reporting
import Retraining
import ScenarioKeys
import Search
import Testing
import Workers
@testable import Documents
@testable import RunFiles
@testable import RunSupport
@testable import Runs
@testable import Scenarios
@testable import Studies

/// The last phase of tiny runs, and retrainings by themselves.
struct RetrainTests {
    private let runs = TinyRuns()

    /// The tiny scenario with two epochs of retraining, and other keys of `retrain` in front.
    private func scenario(_ retrain: String = "", seed: Int = 1) throws -> Scenario {
        var json = try runs.scenario(seed: seed).resolved
        var section = try #require(json["retrain"]).setting("epochs", to: 2).setting("batch", to: 16)
        if case .object(let members) = try JSONValue(parsing: "{\(retrain)}") {
            for member in members { section = section.setting(member.key, to: member.value) }
        }
        json = json.setting("retrain", to: section)
        return try Scenario(json)
    }

    private func retrain(
        _ network: RetrainRun.Network, _ scenario: Scenario, to name: String, workers: Int = 2
    ) async throws -> RetrainOutcome {
        try await RetrainRun(
            network, by: scenario, output: runs.path(name), workers: workers, audience: .none
        ).execute()
    }

    private func path(_ choices: [UInt8]) throws -> RetrainRun.Network {
        .other(try scenario().searchSpace.blueprint(of: Path(choices: choices)))
    }

    @Test func runEndsWithATestedNetwork() async throws {
        let summary = try await runs.run(scenario(), to: "a", until: .retrain)
        let retrain = try #require(summary.json["retrain"])
        #expect(try runs.json("a/summary.json") == summary.json)
        #expect(retrain["epochs"] == 2)
        // A twentieth of 200 pictures judges the epochs.
        #expect(retrain["training_pictures"] == 190 && retrain["training_images"] == .integer(2 * 11 * 16))
        #expect(retrain["test_pictures"] == 10)
        #expect(retrain["macs"] == summary.json["architecture"]?["macs"])
        #expect(retrain["params"] == summary.json["architecture"]?["params"])
        #expect(summary.json["test_openings"] == 1)
        let top1 = try #require(retrain["test_top1"]?.double)
        let top5 = try #require(retrain["test_top5"]?.double)
        #expect((0...1).contains(top1) && (top1...1).contains(top5))
        let confusion = try #require(retrain["confusion"]).elements.map { $0.elements.compactMap(\.double) }
        #expect(confusion.count == 10 && confusion.allSatisfy { $0.count == 10 })
        #expect(confusion.flatMap { $0 }.reduce(0, +) == 10)
        #expect(confusion.indices.map { confusion[$0][$0] }.reduce(0, +) == top1 * 10)
        let lines = try runs.metrics("a", kind: "epoch")
        #expect(lines.map { $0["epoch"] } == [1, 2] && lines.allSatisfy { $0["phase"] == "retrain" })
        for line in lines {
            let accuracy = try #require(line["validation_accuracy"]?.double)
            #expect((0...1).contains(accuracy) && (accuracy * 10).rounded() == accuracy * 10)
            #expect(try #require(line["validation_loss"]?.double) > 0)
        }
        #expect(retrain["validation_accuracy"] == lines.last?["validation_accuracy"])
    }

    /// Whoever is judged has not learnt the judges; the seed of the run draws them, whatever the retraining's own is.
    @Test func validationIsASplitOfAllPictures() throws {
        func parts(_ retrain: String, seed: Int = 1) throws -> (training: Int, validation: [Int]) {
            let json = try scenario(retrain).resolved.setting("seed", to: .integer(seed))
            let phase = try #require(try RunPhases(of: Scenario(json), until: .retrain, workers: 1).retrain)
            return (phase.feed.trainingPictures, phase.feed.validationBatch?.labels.sorted() ?? [])
        }
        #expect(try parts("validation: 0.25").training == 150)
        let split = try parts("validation: 0.25")
        // Of each of 10 classes its share, up to a picture.
        #expect(split.validation.count == 50)
        for label in 0..<10 { #expect((3...7).contains(split.validation.count { $0 == label })) }
        #expect(try parts("pictures: 'all'").training == 200)
        #expect(try parts("pictures: 'all'").validation == [])
        #expect(try parts("pictures: 'training'").training == 140)
        #expect(try parts("pictures: 'training'").validation.count == 60)
        // Not even one picture is too few to judge.
        #expect(try parts("validation: 0.001").training == 199)
    }

    @Test func digestCoversTheRetrainingAndNotTheWorkers() async throws {
        let one = try await runs.run(scenario(), to: "a", until: .retrain, workers: 1)
        #expect(try await runs.run(scenario(), to: "b", until: .retrain, workers: 3).digest == one.digest)
        #expect(try await runs.run(scenario("seed: 9"), to: "c", until: .retrain).digest != one.digest)
        // Without the last phase the digest is what it was.
        let short = try await runs.run(scenario(), to: "d", until: .search)
        #expect(short.digest != one.digest)
        #expect(try await runs.run(scenario("seed: 9"), to: "e", until: .search).digest == short.digest)
    }

    @Test func foundNetworkIsRetrainedToTheSameBitsByItself() async throws {
        let run = try await runs.run(scenario(), to: "a", until: .retrain)
        let scenario = try RetrainRun.scenario(of: runs.path("a"), settings: [], seed: nil, data: nil)
        let again = try await retrain(.found(FoundArchitecture(of: runs.path("a"))), scenario, to: "b", workers: 3)
        #expect(try runs.bytes("b/network.weights") == runs.bytes("a/network.weights"))
        #expect(again.retrain.outcome == run.retrain?.outcome)
        #expect(try runs.json("b/architecture.json") == runs.json("a/architecture.json"))
        #expect(try runs.json("b/summary.json") == again.json)
        #expect(again.json["test_openings"] == 1)
        let changed = try RetrainRun.scenario(
            of: runs.path("a"), settings: ["retrain.epochs=1"], seed: 4, data: nil)
        #expect(changed.retrain.epochs == 1 && changed.retrain.seed == 4 && changed.seed == 1)
        #expect(
            throws: Refusal(
                "--set supernet.rounds=3 would change what the network was found with; expected a key of the section "
                    + "retrain, such as retrain.epochs"
            )
        ) { try RetrainRun.scenario(of: runs.path("a"), settings: ["supernet.rounds=3"], seed: nil, data: nil) }
    }

    @Test func referencesAreHeldAgainstTheNetworkFound() async throws {
        var json = try scenario().resolved
        let macs = CostTable(of: try scenario().searchSpace)
        let thousands = try macs.cost(of: scenario().searchSpace.path(from: [1, 0, 1, 0, 1, 0, 1, 0])).macs / 1000
        let limit = thousands * 1000
        json = json.setting(
            "search", to: try #require(json["search"]).setting("limits", to: ["macs": .string("\(thousands)K")]))
        _ = try await runs.run(Scenario(json), to: "a", until: .retrain)
        let scenario = try RetrainRun.scenario(of: runs.path("a"), settings: [], seed: nil, data: nil)
        let found = try FoundArchitecture(of: runs.path("a"))
        let foundMacs = macs.cost(of: found.path).macs
        for reference in ReferenceNetwork.allCases {
            let network = try reference.network(insteadOf: found, in: scenario)
            let cost = macs.cost(of: network.path).macs
            switch reference {
            case .random:
                #expect(network.path != found.path)
                #expect((0.9 * Double(foundMacs)...Double(foundMacs)).contains(Double(cost)))
            case .largest: #expect(cost >= foundMacs && cost <= limit)
            }
            _ = try await retrain(.found(network), scenario, to: reference.rawValue)
            // What the folder holds can be read again, and says what it is.
            #expect(try FoundArchitecture(of: runs.path(reference.rawValue)) == network)
            #expect(network.provenance.reference == reference.rawValue)
        }
        let comparison = try Comparison([runs.path("a"), runs.path("random"), runs.path("largest")])
        #expect(comparison.json["pairs"]?.elements.map { $0["seeds"] } == [[1], [1]])
        // Another seed draws another network, the same seed the same one.
        let seeds = try [1, 1, 2, 3, 4].map { seed in
            try ReferenceNetwork.random.network(
                insteadOf: found,
                in: RetrainRun.scenario(of: runs.path("a"), settings: [], seed: seed, data: nil)
            ).path
        }
        #expect(seeds[0] == seeds[1] && Set(seeds).count > 1)
    }

    /// What the supernet became does not reach the retraining: nothing but the choices does.
    @Test func weightsDoNotDependOnTheSupernet() async throws {
        let network = try path([0, 1, 0, 2, 1, 0, 1, 0])
        _ = try await retrain(network, scenario(), to: "a")
        var other = try scenario().resolved
        other = other.setting("supernet", to: try #require(other["supernet"]).setting("rounds", to: 7))
        _ = try await retrain(network, Scenario(other), to: "b")
        #expect(try runs.bytes("a/network.weights") == runs.bytes("b/network.weights"))
    }

    /// The file as any reader of safetensors finds it: weights, averages and statistics by name, as long as announced.
    @Test func weightsFileHoldsWeightsAveragesAndStatistics() async throws {
        let summary = try await retrain(
            path([0, 1, 0, 2, 1, 0, 1, 0]),
            scenario("ema_decay: 0.9, dropout: 0.1, drop_path: 0.2, optimizer: { rule: 'rmsprop' }"), to: "a")
        let bytes = try runs.bytes("a/network.weights")
        let length = Int(bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        let header = try JSONValue(parsing: Array(bytes[8..<8 + length]))
        let trained = summary.retrain.trained
        let averages = try #require(trained.averages)
        let layer = try #require(trained.network.subnet.normalizations.first)
        let parameter = try #require(trained.network.table.parameters.first)
        for (name, values) in [
            (parameter.name, parameter.range.map { trained.weights.pointer[$0] }),
            ("average.\(parameter.name)", parameter.range.map { averages.pointer[$0] }),
            ("\(layer.name).mean", Array(trained.statistics.means[layer.range])),
            ("\(layer.name).variance", Array(trained.statistics.variances[layer.range])),
        ] {
            let offsets = try #require(header[name]?["data_offsets"]).elements.compactMap(\.double).map { Int($0) }
            #expect(offsets[1] - offsets[0] == 4 * values.count, "\(name)")
            let found = bytes.withUnsafeBytes { bytes in
                values.indices.map {
                    bytes.loadUnaligned(fromByteOffset: 8 + length + offsets[0] + 4 * $0, as: Float.self)
                }
            }
            #expect(found == values, "\(name)")
        }
        guard case .object(let members) = header else { return }
        #expect(
            members.count == 1 + 2 * trained.network.table.parameters.count + 2
                * trained.network.subnet.normalizations.count)
    }

    @Test func heldOutPicturesJudgeEveryEpochWhereTheyAreKept() async throws {
        let summary = try await retrain(
            path([0, 1, 0, 2, 1, 0, 1, 0]), scenario("pictures: 'training', normalization_momentum: 0.2"), to: "a")
        #expect(summary.json["retrain"]?["training_pictures"] == 140)
        // Eight batches of 16; accuracies are in percent wherever people read them.
        #expect(
            summary.text.contains("retrained: 2 epochs on 128 of 140 pictures (an incomplete batch is dropped) in "))
        let top1 = try #require(summary.json["retrain"]?["test_top1"]?.double)
        #expect(summary.text.contains("test: top-1 \(NumberText.percent(top1)), top-5 "))
        let lines = try runs.metrics("a", kind: "epoch")
        // 60 pictures are held out: accuracies are multiples of a sixtieth.
        for line in lines {
            let right = try #require(line["validation_accuracy"]?.double) * 60
            #expect(abs(right - right.rounded()) < 1e-9)
        }
        #expect(lines.last?["validation_accuracy"] == summary.json["retrain"]?["validation_accuracy"])
    }

    /// Made for pictures of 16x16 with one channel and 3 classes, it is trained on those of the scenario.
    @Test func networkForOtherPicturesIsFittedToThose() async throws {
        let network = try Blueprint(notation: "1x64x64 relu c3:8/2 k3e2:8/2 k3e2:16/2 k3e1 c1:16/2 fc:3")
        let run = try RetrainRun(
            .other(network, name: "tiny"), by: scenario(), output: runs.path("a"), workers: 1, audience: .none)
        #expect(
            run.notes == [
                "the network is made for 1x64x64 pictures and 3 classes; here it is trained for 3x32x32 pictures and 10 "
                    + "classes, its first stride is 1 (retrain.unit_strides)"
            ])
        let summary = try await run.execute()
        #expect(summary.json["architecture"]?["notation"] == "3x32x32 relu c3:8 k3e2/2 k3e2:16/2 k3e1 c1/2 fc:10")
        #expect(summary.json["architecture"]?["name"] == "tiny")
        #expect(summary.text.contains("seed 1: tiny trained from scratch\n"))
        #expect(
            try String(decoding: runs.bytes("a/report.html"), as: UTF8.self).contains(
                "<p>The network: tiny, 3x32x32 relu c3:8 "))
        // Repeated by what the folder tells, it is not fitted once more.
        let again = try RetrainRun(
            repeating: runs.path("a"), output: runs.path("b"), data: nil, workers: 2, audience: .none)
        #expect(again.notes == [])
        #expect(try await again.execute().digest == summary.digest)
        let kept = try RetrainRun(
            .other(network), by: scenario("unit_strides: 0"), output: runs.path("c"), workers: 1, audience: .none)
        #expect(kept.notes.first?.hasSuffix("10 classes, with its own strides") == true, "\(kept.notes)")
        #expect(
            sentence {
                try RetrainRun(
                    .other(network), by: scenario("unit_strides: 5"), output: runs.path("d"), workers: 1,
                    audience: .none)
            }
                == "retrain.unit_strides: the number of strides that become 1 is 5; expected at most 4, the strides above 1 "
                + "that the network has")
    }

    @Test func networksThatCannotBeTrainedAreRefused() throws {
        let open = try Blueprint(notation: "3x32x32 relu c3:8/2 k3e1:8 fc:10")
        #expect(throws: Refusal("\(NetworkLayoutError.noConvolution(block: 2))")) {
            try RetrainRun(
                .other(open), by: scenario(), output: runs.path("a"), workers: 1, audience: .none)
        }
        #expect(!FolderContents.exists(runs.path("a")))
    }

    @Test func divergenceNamesEpochAndStepAndLeavesTheLinesBefore() async throws {
        let wild = try scenario("learning_rate: { initial: 100 }, optimizer: { weight_decay: 1 }, epochs: 60")
        do {
            _ = try await retrain(path([0, 1, 0, 2, 1, 0, 1, 0]), wild, to: "a")
            Issue.record("a learning rate of 100 with a decay of 1 was survived")
        } catch let error as RetrainingError {
            #expect("\(error)".contains("of the retraining") && "\(error)".contains("epoch "))
        }
        #expect(!FolderContents.exists(runs.path("a/summary.json")))
        #expect(!FolderContents.exists(runs.path("a/network.weights")))
    }

    /// A network that cannot be tested opens no test set and leaves no file.
    ///
    /// At this rate the statistics overflow while the weights stay finite, on any processor.
    @Test func statisticsThatAreNotFiniteEndTheRunBeforeTheTest() async throws {
        let wild = try scenario("learning_rate: { initial: 90, warmup_epochs: 0 }")
        let error = try await #require(throws: RetrainingError.self) {
            _ = try await retrain(path([0, 1, 0, 2, 1, 0, 1, 0]), wild, to: "a")
        }
        guard case .testStatisticsNotFinite = error else {
            Issue.record("\(error)")
            return
        }
        #expect(!FolderContents.exists(runs.path("a/network.weights")))
        #expect(!FolderContents.exists(runs.path("a/\(RunFileName.testOpenings)")))
    }

    @Test func runningStatisticsAndAveragesExcludeEachOther() {
        #expect(
            sentence(of: ScenarioError.self) { try scenario("normalization_momentum: 0.1, ema_decay: 0.9") }
                == "retrain.normalization_momentum is 0.1 and retrain.ema_decay is 0.9; expected \"calibrated\" statistics "
                + "for averaged weights, since running ones are those of the last weights")
    }
}
