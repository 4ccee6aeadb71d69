import Documents
import Exchange
import RunSupport
import Scenarios
import TestSupport
import Testing
@testable import Runs

/// A run on several ranks, which are threads here: the same bits as on one.
@Suite(.timeLimit(.minutes(10)))
struct RanksTests {
    let runs = TinyRuns()

    /// A whole run whose batches are cut into groups, so that training spreads too, with a choice among two networks.
    private func scenario() throws -> Scenario {
        var json = try runs.scenario().resolved
        let changes: [(section: String, values: JSONValue)] = [
            ("supernet", ["normalization_batch": 4]),
            ("retrain", ["epochs": 2, "batch": 16, "pictures": "training", "candidates": 2]),
            ("checkpoint", ["rounds": 1]),
        ]
        for (section, values) in changes {
            guard case .object(let members) = values else { continue }
            for member in members {
                json = json.setting(
                    section, to: (json[section] ?? .object([])).setting(member.key, to: member.value))
            }
        }
        return try Scenario(json)
    }

    /// What the first rank does, while the others follow it.
    private func first<Result: Sendable>(
        of count: Int, asking signal: Int32? = nil, _ body: @escaping @Sendable (Ranks) async throws -> Result
    ) async throws -> Result {
        let results = try await Board.ranks(count) { ranks -> Swift.Result<Result, any Error>? in
            guard ranks.isFirst else {
                if let signal, ranks.rank == count - 1 { ranks.wish(signal: signal) }
                let code = await Follower(ranks).follow()
                #expect(code == 7)
                return nil
            }
            let result: Swift.Result<Result, any Error>
            do { result = .success(try await body(ranks)) } catch { result = .failure(error) }
            ranks.end(code: 7)
            return result
        }
        return try #require(results[0]).get()
    }

    private func digest(of scenario: Scenario, to name: String, ranks count: Int) async throws -> String {
        let path = runs.path(name)
        return try await first(of: count) { ranks in
            try await Run(scenario, output: path, workers: 1, ranks: ranks).execute().digest
        }
    }

    @Test func wholeRunHasTheSameDigest() async throws {
        let scenario = try scenario()
        let expected = try await runs.run(scenario, to: "alone", until: .retrain).digest
        for count in [2, 3] {
            #expect(try await digest(of: scenario, to: "ranks\(count)", ranks: count) == expected)
        }
        let ranks = try runs.json("ranks3/environment.json")["ranks"]
        #expect(ranks?.elements.map { $0["host"] } == ["here", "here", "here"])
        #expect(try runs.json("alone/environment.json")["ranks"] == nil)
    }

    /// Statistics that are kept up in training, RMSprop and averages.
    @Test func retrainingWithRunningStatisticsHasTheSameDigest() async throws {
        let retrain: JSONValue = [
            "epochs": 2, "batch": 16, "normalization_momentum": 0.1, "optimizer": ["rule": "rmsprop"],
        ]
        let scenario = try Scenario(try scenario().resolved.setting("retrain", to: retrain))
        let expected = try await runs.run(scenario, to: "alone", until: .retrain).digest
        #expect(try await digest(of: scenario, to: "ranks", ranks: 3) == expected)
    }

    /// Whichever rank is asked, the run ends with a checkpoint; any number of ranks goes on with it.
    @Test(arguments: [(3, 1), (1, 3), (2, 3)])
    func interruptedRunGoesOnWithAnyNumberOfRanks(before: Int, after: Int) async throws {
        let scenario = try scenario()
        let expected = try await runs.run(scenario, to: "whole", until: .retrain).digest
        let path = runs.path("broken")
        let interruption = await #expect(throws: RunInterruption.self) {
            if before == 1 {
                let stop = StopRequest()
                stop.request(15)
                _ = try await Run(scenario, output: path, workers: 2).execute(stop: stop)
            } else {
                _ = try await first(of: before, asking: 15) { ranks in
                    try await Run(scenario, output: path, workers: 1, ranks: ranks).execute().digest
                }
            }
        }
        #expect(interruption?.signal == 15)
        let found =
            after == 1
            ? try await Run(resuming: path, data: nil, workers: 2).execute().digest
            : try await first(of: after) { ranks in
                try await Run(resuming: path, data: nil, workers: 1, ranks: ranks).execute().digest
            }
        #expect(found == expected)
    }

    @Test func searchOfItsOwnHasTheSameDigest() async throws {
        let scenario = try scenario()
        _ = try await runs.run(scenario, to: "run", until: .search)
        let expected = try await runs.search("run", to: "alone").digest
        let (run, path) = (runs.path("run"), runs.path("ranks"))
        let found = try await first(of: 3) { ranks in
            try await SearchRun(
                run, output: path, settings: [], seed: nil, data: nil, workers: 1, ranks: ranks
            ).execute().digest
        }
        #expect(found == expected)
    }

    /// Whoever has ranks that wait is told why, and of nothing where all training spreads.
    @Test func trainingThatDoesNotSpreadIsTold() async throws {
        let scenarios = [try scenario(), try runs.scenario()]
        let notes = try await first(of: 2) { ranks in
            scenarios.map { scenario in
                ranks.notes(
                    supernet: scenario.supernetSettings(
                        trainingPictures: 140, space: scenario.searchSpace, domain: nil),
                    network: scenario.retrainingSettings(trainingPictures: 140))
            }
        }
        #expect(notes[0] == [])
        #expect(
            notes[1] == [
                "the training of the supernet and of the network found does not spread over 2 ranks, since a batch is one "
                    + "normalization group; supernet.normalization_batch cuts it into several"
            ])
    }

    /// Another rank's reason is the run's.
    @Test func rankThatCannotTakePartIsNamed() async throws {
        let scenario = try scenario()
        let path = runs.path("refused")
        let sentences = try await Board.ranks(3) { ranks in
            guard ranks.isFirst else {
                _ = try await ranks.next(RunOrder.self)
                _ = await ranks.gather(ranks.rank == 2 ? "the pictures are not here" : nil)
                await #expect(throws: RunEnd(code: 2)) { try await ranks.next(RunOrder.self) }
                return ""
            }
            defer { ranks.end(code: 2) }
            return await sentence(of: Refusal.self) {
                try await Run(scenario, output: path, workers: 1, ranks: ranks).execute()
            }
        }
        #expect(sentences[0] == "rank 2 on here cannot take part: the pictures are not here")
    }
}
