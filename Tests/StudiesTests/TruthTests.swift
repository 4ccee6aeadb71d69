import Architecture
import Exchange
import Foundation
import NeuralNetwork
import Search
import Testing
@testable import Documents
@testable import Rankings
@testable import RunFiles
@testable import RunSupport
@testable import Runs
@testable import Scenarios
@testable import Studies

/// Tables made by training random networks of the tiny space from scratch.
@Suite(.timeLimit(.minutes(10)))
struct TruthTests {
    private let runs = TinyRuns()

    private func scenario(search: String = "", epochs: Int = 1) throws -> Scenario {
        let json = try runs.scenario(search: search).resolved
        let retrain = try #require(json["retrain"]).setting("epochs", to: .integer(epochs)).setting("batch", to: 32)
        return try Scenario(json.setting("retrain", to: retrain))
    }

    private func truth(
        _ scenario: Scenario, networks: Int = 2, seeds: Int = 2, shard: SweepShard = .whole, in name: String = "t",
        workers: Int = 2
    ) throws -> Truth {
        try Truth(
            scenario, networks: networks, seeds: seeds, output: runs.path(name), shard: shard, workers: workers)
    }

    /// Each number is that of a training by itself, and the file is what `correlate` reads.
    @Test func tableHoldsWhatTrainingsBySelfGive() async throws {
        let scenario = try scenario()
        let table = try await truth(scenario).execute()
        #expect(table.finished == 4 && table.testOpenings == 4 && table.failures.isEmpty)
        let published = try PublishedAccuracies(file: runs.path("t/table.json"), space: scenario.searchSpace)
        #expect(Set(published.paths) == Set(try scenario.networksOfTruth(2)) && !published.isComplete)
        let path = try scenario.networksOfTruth(2)[1]
        let tops = try await [1, 2].asyncMap { seed in
            let training = try TruthTraining(path, seed: seed, by: scenario)
            return try await RetrainRun(
                .other(scenario.searchSpace.blueprint(of: path)), by: training.scenario,
                output: runs.path("alone-\(seed)"), workers: 1, audience: .none
            ).execute().retrain.outcome.top1
        }
        let place = try #require(published.place(of: path))
        #expect(published.trainings?[place] == tops)
        #expect(published.means[place] == (tops[0] + tops[1]) / 2)
        let csv = String(decoding: try runs.bytes("t/trainings.csv"), as: UTF8.self)
        #expect(csv.split(separator: "\n").count == 5)
        #expect(table.text.contains("4 of 4 trainings are over, 2 networks are in"))
    }

    /// The table beside `truth.json` has the networks that the command draws, each with its own costs and one training.
    @Test func shippedTableIsThatOfTheCommand() throws {
        let scenario = try ScenarioFile.read(ShippedScenarios.path("truth"))
        let (space, file) = (scenario.searchSpace, try #require(scenario.benchmark))
        let table = try PublishedAccuracies(file: file, space: space)
        #expect(table.paths == (try scenario.networksOfTruth(64)).sorted())
        #expect(try #require(table.trainings).allSatisfy { $0.count == 1 && (0.5..<0.8).contains($0[0]) })
        let rows = try JSONSection(of: file, what: "a table")
        for path in table.paths {
            let row = try rows.section(TruthNetworks.key(of: path, in: space))
            let blueprint = space.blueprint(of: path)
            #expect(try row.count("macs") == blueprint.macs && row.count("params") == blueprint.params)
        }
    }

    /// What is over is left; what was broken off begins anew, to the same bits, and its opening is not forgotten; a larger
    /// table has the smaller one in it.
    @Test func sameCommandGoesOn() async throws {
        let scenario = try scenario()
        _ = try await truth(scenario).execute()
        let bytes = try runs.bytes("t/table.json")
        let again = try truth(scenario)
        #expect(again.notes.last?.contains("4 finished before, 0 to do") == true)
        _ = try await again.execute()
        #expect(try runs.bytes("t/table.json") == bytes)
        let name = try TruthTraining(scenario.networksOfTruth(2)[0], seed: 1, by: scenario).name
        let digest = try runs.json("t/\(name)/summary.json")["digest"]
        for file in ["summary.json", "report.html"] {
            try FileManager.default.removeItem(atPath: runs.path("t/\(name)/\(file)"))
        }
        let table = try await truth(scenario, workers: 1).execute()
        #expect(table.testOpenings == 5)
        #expect(try runs.json("t/\(name)/summary.json")["digest"] == digest)
        #expect(try runs.bytes("t/table.json") == bytes)
        let grown = try truth(scenario, networks: 3)
        #expect(grown.notes.last?.contains("6 trainings of 3 networks") == true)
        #expect(grown.notes.last?.contains("4 finished before, 2 to do") == true)
    }

    /// Parts that share a folder come to the table of the whole; a network enters when all its trainings are over.
    @Test func shardsMakeTheSameTable() async throws {
        let scenario = try scenario()
        _ = try await truth(scenario, in: "whole").execute()
        let half = try await truth(scenario, shard: try #require(SweepShard("1/2"))).execute()
        #expect(half.finished == 2)
        #expect(try runs.json("t/table.json") == [:])
        _ = try await truth(scenario, shard: try #require(SweepShard("2/2"))).execute()
        #expect(try runs.bytes("t/table.json") == runs.bytes("whole/table.json"))
    }

    @Test func foldersOfOthersAreLeft() async throws {
        let scenario = try scenario()
        let name = try TruthTraining(scenario.networksOfTruth(1)[0], seed: 1, by: scenario).name
        do {
            let holder = try RunDirectory(creating: runs.path("t/\(name)"))
            let table = try await truth(scenario, networks: 1, seeds: 1).execute()
            #expect(table.finished == 0 && table.failures.isEmpty)
            _ = holder.path
        }
        // Files that no training has written are nobody's to remove.
        try runs.write(Data("mine".utf8), to: "t/\(name)/notes.txt")
        let table = try await truth(scenario, networks: 1, seeds: 1).execute()
        #expect(table.failures.map(\.name) == [name] && table.failures[0].reason.contains("is not empty"))
        #expect(try runs.bytes("t/\(name)/notes.txt") == Data("mine".utf8))
        try FileManager.default.removeItem(atPath: runs.path("t/\(name)/notes.txt"))
        _ = try await truth(scenario, networks: 1, seeds: 1).execute()
        let other = try self.scenario(epochs: 2)
        let error = #expect(throws: Refusal.self) { try truth(other, networks: 1, seeds: 1) }
        #expect(error?.description.contains("retrain.epochs is 1 there and 2 here") == true)
    }

    @Test func wishEndsItBetweenTrainings() async throws {
        let stop = StopRequest()
        stop.request(15)
        let truth = try truth(scenario())
        let error = await #expect(throws: RunInterruption.self) { try await truth.execute(stop: stop) }
        #expect(error?.description.contains("repeat the command to continue the table") == true)
        #expect(try runs.json("t/table.json") == [:])
    }

    /// No two the same network, all within the limits; a space of few networks gives those that it has, and says so.
    @Test func networksAreDifferentAndWithinTheLimits() throws {
        let limited = try scenario(search: "limits: {macs: '1.5M'}")
        let (domain, paths) = (
            try limited.searchDomain(of: limited.searchSpace).domain, try limited.networksOfTruth(300)
        )
        #expect(paths.count == 300 && paths.allSatisfy(domain.admits))
        #expect(DistinctNetworks(paths, of: limited.searchSpace).encodings.count == 300)
        #expect(try limited.networksOfTruth(7) == Array(paths.prefix(7)))
        let least = try #require(
            limited.searchSpace.allPaths.map { limited.searchSpace.blueprint(of: $0).macs }.min())
        let tight = try scenario(search: "limits: {macs: '\(least / 1000 + 1)K'}")
        let few = try truth(tight, networks: 50)
        #expect(few.notes.first?.contains("no more than \(try tight.networksOfTruth(50).count) different") == true)
        #expect(throws: Refusal.self) { try truth(scenario(search: "limits: {macs: '1K'}")) }
    }

    @Test func trainingsFromSharedWeightsAreRefused() throws {
        let json = try scenario().resolved
        let retrain = try #require(json["retrain"]).setting("from", to: "supernet")
        #expect(
            sentence { try truth(Scenario(json.setting("retrain", to: retrain)), networks: 1) }
                == "retrain.from is \"supernet\", and a table of truth holds networks that are trained alone; expected "
                + "\"scratch\"")
        #expect(!FolderContents.exists(runs.path("t")))
    }

    /// The seeds count on from the retraining's, and must stay numbers.
    @Test func seedsBeyondAllNumbersAreRefused() throws {
        let json = try scenario().resolved
        let retrain = try #require(json["retrain"])
        func seeded(_ seed: Int) throws -> Scenario {
            try Scenario(json.setting("retrain", to: retrain.setting("seed", to: .integer(seed))))
        }
        #expect(
            sentence { try truth(seeded(.max), networks: 1) }
                == "retrain.seed is 9223372036854775807, from which the seeds of 2 trainings of a network count on; expected at "
                + "most 9223372036854775806")
        #expect(sentence { try truth(seeded(.max - 1), networks: 1) } == "accepted")
        #expect(sentence { try truth(seeded(.max), networks: 1, seeds: 1) } == "accepted")
    }

    /// `correlate` scores the table's networks alone.
    @Test func correlationReadsATableOfSomeNetworks() async throws {
        let scenario = try scenario()
        _ = try await runs.run(scenario, to: "a", until: .supernet)
        _ = try await truth(scenario, networks: 3, seeds: 1).execute()
        let plan = CorrelationPlan(paths: 5, workers: 2, benchmark: runs.path("t/table.json"))
        let correlation = try await Correlation.measure([runs.path("a")], plan: plan)
        #expect(correlation.json["benchmark"]?["paths"] == 3 && correlation.json["benchmark"]?["networks"] == 3)
        let csv = String(decoding: try runs.bytes("a/benchmark.csv"), as: UTF8.self)
        #expect(csv.split(separator: "\n").count == 5)
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async throws -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
