import Datasets
import Exchange
import Foundation
import NeuralNetwork
import Planning
import Search
import Supernet
import TensorFiles
import Testing
import Workers
@testable import Architecture
@testable import Documents
@testable import Retraining
@testable import RunFiles
@testable import RunSupport
@testable import Runs
@testable import Scenarios

/// Networks of the search's order that are trained to choose the one that is retrained.
@Suite(.timeLimit(.minutes(10)))
struct CandidateTests {
    private let runs = TinyRuns()

    /// The tiny scenario with a choice among some networks, three epochs, and other keys of `retrain`.
    private func scenario(
        _ candidates: Int = 4, retrain: String = "", search: String = "", rounds: Int = 1000
    ) throws -> Scenario {
        var json = try runs.scenario(search: search).resolved
        json = json.setting("checkpoint", to: ["rounds": .integer(rounds)])
        var section = try #require(json["retrain"]).setting("epochs", to: 3).setting("batch", to: 16)
            .setting("candidates", to: .integer(candidates))
        if case .object(let members) = try JSONValue(parsing: "{\(retrain)}") {
            for member in members { section = section.setting(member.key, to: member.value) }
        }
        return try Scenario(json.setting("retrain", to: section))
    }

    /// The metrics without their seconds.
    private func metrics(_ name: String) throws -> [String] {
        try String(decoding: runs.bytes("\(name)/metrics.jsonl"), as: UTF8.self).split(separator: "\n").map { line in
            guard case .object(let members) = try JSONValue(parsing: String(line)) else { return "" }
            return "\(JSONValue.object(members.filter { !$0.key.hasSuffix("seconds") }))"
        }
    }

    private static let kinds = ["", "pictures: 'training', normalization_momentum: 0.1"]

    /// The network chosen is trained as if it had been given alone, and the test set is opened once.
    @Test(arguments: kinds)
    func winnerIsTrainedAsAlone(retrain: String) async throws {
        let scenario = try scenario(retrain: retrain)
        let outcome = try await runs.run(scenario, to: "a", until: .retrain)
        let found = try FoundArchitecture(of: runs.path("a"))
        let alone = try await RetrainRun(
            .found(found), by: scenario, output: runs.path("alone"), workers: 1, audience: .none
        ).execute()
        #expect(try runs.bytes("a/network.weights") == runs.bytes("alone/network.weights"))
        #expect(outcome.retrain?.outcome == alone.retrain.outcome)
        #expect(try runs.json("a/summary.json")["test_openings"] == 1)
        // Epoch for epoch the same training; resuming after the choice, only its later epochs are lines of the retraining.
        let choice = try #require(outcome.choice)
        let begun = choice.state == nil ? 0 : try #require(choice.halving.rungs.last).epoch
        #expect((begun > 0) == !retrain.isEmpty)
        #expect(try runs.metrics("a", kind: "epoch").count == 3 - begun)
        #expect(try #require(outcome.retrain).records.count == 3)
    }

    /// What files and summary say is what the lines of the choice say.
    @Test(arguments: kinds)
    func filesSayWhatWasChosen(retrain: String) async throws {
        let scenario = try scenario(retrain: retrain)
        let outcome = try await runs.run(scenario, to: "a", until: .retrain)
        let choice = try #require(outcome.choice)
        let summary = try #require(try FinishedRun.summary(of: runs.path("a"))?.retrain?.candidates)
        #expect(summary == outcome.summary.retrain?.candidates)
        #expect(summary.asked == 4 && summary.networks.map(\.rank) == [1, 2, 3, 4])
        let file = try runs.json("a/architecture.json")
        #expect(file["provenance"]?["rank"] == .integer(summary.chosen) && file["provenance"]?["candidates"] == 4)
        #expect(file["choices"] == JSONValue(choice.chosen.path))
        #expect(outcome.summary.architecture?.choices == choice.chosen.path.choices.map { Int($0) })
        let judged = try runs.metrics("a", kind: "judgement")
        #expect(judged.count == 6 && judged.allSatisfy { $0["pictures"] == 60 })
        // The first rung has all four, the second the better two; the better one of these was chosen.
        let accuracies = judged.compactMap { $0["accuracy"]?.double }
        let last = judged.suffix(2).compactMap { $0["rank"] }
        #expect(
            Set(accuracies.prefix(4).sorted().suffix(2))
                == Set(
                    last.compactMap { rank in
                        zip(judged, accuracies).prefix(4).first { $0.0["rank"] == rank }?.1
                    }))
        #expect(last.contains(.integer(summary.chosen)))
        #expect(summary.networks[summary.chosen - 1].accuracies.count == 2)
        #expect(
            summary.networks[summary.chosen - 1].accuracies.last == accuracies.suffix(2).max())
        // Costs: what the lines show, and what `plan` has promised; an epoch has 8 batches of 16 of 140 pictures.
        let epochs = try runs.metrics("a", kind: "candidate").count
        let kept = retrain.isEmpty ? 0 : 2
        #expect(epochs == 4 * 1 + 2 * 1)
        #expect(summary.trainingImages == (epochs - kept) * 8 * 16)
        let calibration = retrain.isEmpty ? 8 * 16 : 0
        #expect(summary.judgingImages == epochs * 60 + 6 * (calibration + 60))
        let planned = try #require(Plan(scenario).later.choice)
        #expect(planned.trainingImages == summary.trainingImages && planned.judgingImages == summary.judgingImages)
        let page = String(decoding: try runs.bytes("a/report.html"), as: UTF8.self)
        #expect(page.contains("The choice by training") && page.contains("Accuracy of the networks to choose from"))
    }

    /// Judges are pictures that the networks are not trained on, whatever the retraining itself trains on.
    @Test(arguments: kinds)
    func nobodyIsJudgedByWhatHeLearnt(retrain: String) throws {
        let phases = try RunPhases(of: scenario(retrain: retrain), until: .retrain, workers: 1)
        let phase = try #require(phases.candidates)
        let holdOut = phases.supernet.pictures.holdOut
        #expect(phase.retraining.feed.trainingPictures == holdOut.training.count)
        #expect(phase.retraining.feed.validationBatch?.count == holdOut.heldOut.count && phase.heldOut == 60)
        #expect(phases.retrain?.feed.trainingPictures == (retrain.isEmpty ? 190 : 140))
    }

    @Test func bitsDoNotDependOnTheWorkers() async throws {
        let one = try await runs.run(scenario(), to: "one", until: .retrain, workers: 1)
        let three = try await runs.run(scenario(), to: "three", until: .retrain, workers: 3)
        #expect(one.digest == three.digest)
        #expect(try metrics("one") == metrics("three"))
    }

    @Test func digestKnowsTheChoice() async throws {
        let choice = try #require(try await runs.run(scenario(), to: "a", until: .retrain).choice)
        func digest(_ choice: CandidateChoice) -> String {
            var digest = RunDigest()
            digest.add(choice)
            return digest.hexadecimal
        }
        let others = choice.networks.map { network in
            digest(
                CandidateChoice(
                    networks: choice.networks, asked: 4, halving: choice.halving, judgements: choice.judgements,
                    chosen: network, state: nil, cost: choice.cost, heldOut: 60, seconds: 0, space: choice.space))
        }
        #expect(Set(others).count == 4 && others.contains(digest(choice)))
    }

    /// The winner first, then each before those that it wins against, none beyond the limits.
    @Test func contendersFollowTheWinner() async throws {
        let found = try #require(
            try await runs.run(scenario(search: "limits: {macs: '1.5M'}"), to: "a", until: .search).search)
        #expect(found.order.first?.path == found.winner.path)
        #expect(Set(found.order.map(\.path)).count == found.order.count && found.evaluated == 15)
        #expect(found.order.allSatisfy { $0.evaluation.isFeasible && $0.cost.macs <= 1_500_000 })
        #expect(
            zip(found.order.dropFirst(), found.order.dropFirst(2)).allSatisfy {
                $0.wins(against: $1, by: found.objectives)
            })
    }

    /// Where the search has evaluated fewer networks than are asked for, all are trained.
    @Test func fewerNetworksThanAskedFor() async throws {
        let outcome = try await runs.run(
            scenario(50, search: "population: 4, generations: 1"), to: "a", until: .retrain)
        let found = try #require(outcome.search)
        let distinct = found.order.count
        #expect(try #require(outcome.choice).networks.count == distinct && distinct <= 4)
        #expect(try runs.json("a/summary.json")["retrain"]?["candidates"]?["asked"] == 50)
        #expect(try runs.json("a/summary.json")["retrain"]?["candidates"]?["networks"]?.elements.count == distinct)
    }

    /// The supernet that a choice follows.
    private func supernet(_ phases: RunPhases, weights: FloatBuffer) -> TrainedSupernet {
        TrainedSupernet(phase: phases.supernet, weights: weights, sha256: "", pool: [])
    }

    /// A network whose training diverges is the worst, with a line that says so, and the others go on.
    @Test func divergingCandidateIsTheWorst() async throws {
        let scenario = try scenario()
        let whole = try await runs.run(scenario, to: "a", until: .retrain)
        let (found, alone) = (try #require(whole.search), try #require(whole.choice))
        let phases = try RunPhases(of: scenario, until: .retrain, workers: 2)
        let phase = try #require(phases.candidates)
        let networks = phase.networks(of: found.order)
        var broken: [Int: RetrainingState] = [:]
        for place in [1, 2] {
            let layout = try phase.retraining.layout(of: found.space.blueprint(of: networks[place].path))
            let state = RetrainingState(of: layout, settings: phase.retraining.settings)
            state.weights.pointer.update(repeating: .infinity, count: state.weights.count)
            broken[place] = state
        }
        let context = try RunContext(
            in: RunDirectory(creating: runs.path("b")), environment: RunEnvironment(workers: 2), audience: .none,
            stop: StopRequest(),
            progress: RunProgress(
                supernet: whole.result.state, supernetTime: PhaseTime(),
                candidates: CandidatesProgress(judgements: [], states: broken, time: PhaseTime())))
        let choice = try await phase.run(
            found, of: supernet(phases, weights: whole.result.weights), in: context)
        let first = choice.judgements.prefix(4)
        #expect(first.map { $0.correct == 0 && $0.loss == .greatestFiniteMagnitude } == [false, true, true, false])
        #expect(Set(choice.judgements.suffix(2).map(\.candidate)) == [0, 3])
        #expect(choice.chosen.rank == 1 || choice.chosen.rank == 4)
        // The others' trainings are as they would be.
        #expect(first.filter { $0.correct > 0 } == alone.judgements.prefix(4).filter { [0, 3].contains($0.candidate) })
        #expect(try runs.metrics("b", kind: "judgement").prefix(4).compactMap { $0["accuracy"]?.double }[1] == 0)
    }

    @Test func oneCandidateIsNoChoice() async throws {
        let outcome = try await runs.run(scenario(1), to: "a", until: .retrain)
        #expect(outcome.choice == nil && outcome.summary.retrain?.candidates == nil)
        #expect(try runs.json("a/architecture.json")["provenance"]?["rank"] == nil)
        #expect(try runs.metrics("a", kind: "candidate").isEmpty)
    }
}

// MARK: - Interruptions

extension CandidateTests {
    /// A folder as it is when the search has ended and the choice has not begun, made of one of a whole run.
    private func cut(_ whole: String, to name: String) throws {
        let folder = CheckpointFolder(of: runs.path(whole))
        var file = try CheckpointFile(
            Data(contentsOf: URL(fileURLWithPath: folder.file(#require(folder.numbers.last)))), what: "file")
        let lines = try String(decoding: runs.bytes("\(whole)/metrics.jsonl"), as: UTF8.self).split(separator: "\n")
            .prefix { !$0.contains(#""kind": "candidate""#) }
        let text = lines.map { $0 + "\n" }.joined()
        guard case .object(let members) = file.document else { return }
        file.document = JSONValue.object(members.filter { !["candidates", "retrain"].contains($0.key) })
            .setting("metrics_bytes", to: .integer(text.utf8.count))
        file.arenas = file.arenas.filter { $0.name.hasPrefix("supernet.") }
        try FileManager.default.createDirectory(atPath: runs.path(name), withIntermediateDirectories: true)
        try runs.write(runs.bytes("\(whole)/scenario.json"), to: "\(name)/scenario.json")
        try runs.write(runs.bytes("\(whole)/environment.json"), to: "\(name)/environment.json")
        try runs.write(Data(text.utf8), to: "\(name)/metrics.jsonl")
        try CheckpointFolder(of: runs.path(name)).write(file)
    }

    /// Does one step of the choice in a process of its own; whether the choice is over.
    private func step(_ name: String, found: SearchResult, scenario: Scenario, workers: Int) async throws -> Bool {
        let phases = try RunPhases(of: scenario, until: .retrain, workers: workers)
        let directory = try RunDirectory(resuming: runs.path(name))
        let sha256 = try directory.sha256(of: RunFileName.scenario)
        let resumption = try Resumption(in: runs.path(name), scenario: sha256, phases: phases)
        let stop = StopRequest()
        stop.request(15)
        let context = try RunContext(
            in: directory, environment: RunEnvironment(workers: workers), audience: .none, stop: stop,
            progress: resumption.progress
        ) { metrics in
            CheckpointKeeper(
                in: directory, metrics: metrics, scenario: sha256, builds: [], schedule: scenario.checkpoint,
                stop: stop, progress: resumption.progress)
        }
        do {
            let supernet = supernet(phases, weights: try #require(resumption.progress).supernet.weights)
            _ = try await #require(phases.candidates).run(found, of: supernet, in: context)
            return true
        } catch is CancellationError {
            return false
        }
    }

    /// Every step and every judgement may be the last of its process.
    @Test(arguments: kinds)
    func everyStepMayBeTheLastOfItsProcess(retrain: String) async throws {
        let scenario = try scenario(retrain: retrain)
        let whole = try await runs.run(scenario, to: "a", until: .retrain)
        try cut("a", to: "b")
        let written = try ScenarioFile.read(runs.path("b/scenario.json"))
        var processes = 0
        while try await !step(
            "b", found: #require(whole.search), scenario: written, workers: 1 + processes % 2)
        {
            processes += 1
        }
        // Six turns of one epoch, eight steps each, and a judgement after each turn.
        #expect(processes == 6 * 9)
        let run = try Run(resuming: runs.path("b"), data: nil, workers: 2, audience: .none)
        #expect(run.notes == ["resuming after a choice among networks with 6 judgements"])
        let outcome = try await run.execute()
        #expect(outcome.digest == whole.digest)
        #expect(try metrics("b") == metrics("a"))
        #expect(try runs.bytes("b/network.weights") == runs.bytes("a/network.weights"))
    }

    /// The last checkpoints of a run lie in the retraining and before it, and know what was chosen.
    @Test(arguments: kinds, [1, 2])
    func retrainingGoesOnWithTheNetworkChosen(retrain: String, rounds: Int) async throws {
        let whole = try await runs.run(scenario(retrain: retrain, rounds: rounds), to: "a", until: .retrain)
        let expected = try metrics("a")
        let folder = CheckpointFolder(of: runs.path("a"))
        for number in folder.numbers.reversed() {
            for later in folder.numbers where later > number {
                try FileManager.default.removeItem(atPath: folder.file(later))
            }
            for file in ["summary.json", "network.weights", "architecture.json"] {
                try? FileManager.default.removeItem(atPath: runs.path("a/\(file)"))
            }
            let outcome = try await Run(resuming: runs.path("a"), data: nil, workers: 1, audience: .none).execute()
            #expect(outcome.digest == whole.digest)
            #expect(try metrics("a") == expected)
            #expect(outcome.choice?.chosen.rank == whole.choice?.chosen.rank)
        }
    }

    /// States with a right digest that no choice of the scenario can have been in.
    @Test func statesOfAnotherChoiceAreRefused() async throws {
        let scenario = try scenario()
        let whole = try await runs.run(scenario, to: "a", until: .retrain)
        try cut("a", to: "b")
        let written = try ScenarioFile.read(runs.path("b/scenario.json"))
        for _ in 0..<10 { _ = try await step("b", found: #require(whole.search), scenario: written, workers: 1) }
        let phases = try RunPhases(of: scenario, until: .retrain, workers: 1)
        let folder = CheckpointFolder(of: runs.path("b"))
        let file = try CheckpointFile(
            Data(contentsOf: URL(fileURLWithPath: folder.file(#require(folder.numbers.last)))), what: "file")
        _ = try RunProgress(file, path: "file", phases: phases)
        let section = try #require(file.document["candidates"])
        let judgement = try #require(section["judgements"]?.elements.first)
        let state = try #require(section["states"]?.elements.first)
        let changes: [(String, String, [JSONValue])] = [
            ("judgements", "rank", [judgement.setting("rank", to: 2)]),
            ("judgements", "correct", [judgement.setting("correct", to: 61)]),
            ("judgements", "rank", [judgement, judgement]),
            ("states", "rank", [state, state]), ("states", "rank", [state.setting("rank", to: 5)]),
            ("states", "step", [state.setting("step", to: 10_000)]),
        ]
        for (list, key, elements) in changes {
            let changed = CheckpointFile(
                document: file.document.setting("candidates", to: section.setting(list, to: .array(elements))),
                arenas: file.arenas)
            let error = #expect(throws: Refusal.self) { try RunProgress(changed, path: "file", phases: phases) }
            #expect(error?.description.contains(key) == true, "\(String(describing: error))")
        }
        let other = try RunPhases(of: self.scenario(1), until: .retrain, workers: 1)
        #expect(throws: Refusal.self) { try RunProgress(file, path: "file", phases: other) }
    }
}
