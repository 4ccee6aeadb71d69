import NeuralNetwork
import TestSupport
import Testing

@testable import Supernet

/// Numbers do not depend on the machine's width, and do depend on the seed.
@Suite(.timeLimit(.minutes(10)))
struct GreedyTrainingReproducibilityTests {
    private func tiny(_ strategy: SupernetSettings.Strategy) throws -> TinyTraining {
        var tiny = try TinyTraining(strategy: strategy, rounds: 10, m: strategy == .uniform ? 1 : 5, k: 1)
        // 40 pictures are five chunks: more than the workers, and a last one that is full; 19 leave a ragged one.
        tiny.feed.scoringPictures = 40
        tiny.feed.batch = 19
        tiny.settings.scoringPictures = 40
        tiny.settings.batch = 19
        if strategy == .greedy { tiny.settings.keptPaths = 2 }
        tiny.settings.epsilon = EpsilonSchedule(shape: .linear, maximum: 0.8, warmupRounds: 2, plannedRounds: 10)
        return tiny
    }

    /// Weights, momentum, pool and every number of every record, to the bit; 64 workers are more than paths and chunks.
    @Test(arguments: [SupernetSettings.Strategy.greedy, .uniform, .fair])
    func anyNumberOfWorkersGivesTheSameBits(strategy: SupernetSettings.Strategy) async throws {
        let tiny = try tiny(strategy)
        let expected = try await tiny.run(workers: 1).trace
        #expect(expected.count == 14)
        for workers in [1, 2, 3, 64] {
            let trace = try await tiny.run(workers: workers).trace
            #expect(trace.count == expected.count)
            for (index, pair) in zip(trace, expected).enumerated() {
                #expect(pair.0 == pair.1, "part \(index) with \(workers) workers")
            }
        }
    }

    /// Rounds that score nothing first, then several steps a path, ranked by a memory, all below a limit.
    @Test func filterThatRemembersGivesTheSameBitsForAnyNumberOfWorkers() async throws {
        let tiny = try TinyTraining.remembering(rounds: 10)
        let expected = try await tiny.run(workers: 1).trace
        for workers in [2, 3, 64] { #expect(try await tiny.run(workers: workers).trace == expected) }
    }

    @Test(arguments: [SupernetSettings.Strategy.greedy, .uniform, .fair, .random])
    func anotherSeedGivesOtherBits(strategy: SupernetSettings.Strategy) async throws {
        var tiny = try tiny(strategy)
        let first = try await tiny.run()
        tiny.settings.seed += 1
        let other = try await tiny.run()
        #expect(first.result.weights.bits != other.result.weights.bits)
        if strategy == .greedy { #expect(first.result.pool != other.result.pool) }
        if strategy != .random {
            #expect(first.records.map { $0.scored.map(\.path) } != other.records.map { $0.scored.map(\.path) })
        }
    }

    /// Where schedules do not depend on the planned rounds, a shorter training is the beginning of a longer one.
    @Test func shorterTrainingIsTheBeginningOfALongerOne() async throws {
        let long = try await TinyTraining(rounds: 6).run()
        let short = try await TinyTraining(rounds: 3).run()
        #expect(short.records.map(\.ranked) == long.records.prefix(3).map(\.ranked))
        #expect(short.records.map(\.trainingLosses) == long.records.prefix(3).map(\.trainingLosses))
    }
}
