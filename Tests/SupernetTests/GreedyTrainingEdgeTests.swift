import Architecture
import NeuralNetwork
import Testing

@testable import Supernet

/// Sizes at the edge of what makes sense.
@Suite(.timeLimit(.minutes(10)))
struct GreedyTrainingEdgeTests {
    /// 16 paths, a pool that would hold 100: it is full when all 16 are in, and training stops when none comes anew.
    @Test func poolLargerThanTheSpaceFillsWithAllOfIt() async throws {
        var tiny = try TinyTraining(layers: 1, rounds: 200)
        tiny.settings.poolSize = 100
        tiny.settings.admission = .all
        let outcome = try await tiny.run()
        #expect(outcome.result.pool.capacity == 16)
        #expect(outcome.result.pool.members.count == 16)
        #expect(outcome.result.stoppedBy == .steadiness)
        let full = try #require(outcome.records.firstIndex { $0.pool.size == 16 }) + 1
        #expect(outcome.result.rounds == full + 4 + 2)
        #expect(outcome.result.cost.rescoringImages == 16 * 20)
    }

    /// All 16 paths every round, distinct: nothing is left to choose.
    @Test func everyPathOfTheSpaceEveryRound() async throws {
        let tiny = try TinyTraining(layers: 1, rounds: 3, m: 16, k: 16)
        let outcome = try await tiny.run(workers: 3)
        for record in outcome.records {
            #expect(Set(record.scored.map(\.path)).count == 16)
            #expect(record.ranked.rejected.isEmpty)
        }
        #expect(outcome.result.cost.steps == 48)
    }

    /// More distinct paths than there are can be drawn by nobody: refused before anything is computed.
    @Test func moreDistinctPathsThanTheSpaceHasStops() async {
        await #expect(processExitsWith: .failure) {
            _ = try await TinyTraining(layers: 1, rounds: 1, m: 17, k: 1).run()
        }
    }

    @Test func moreWorkersThanPaths() async throws {
        let outcome = try await TinyTraining(rounds: 3, m: 2, k: 2).run(workers: 7)
        #expect(outcome.records.map { $0.scored.map(\.index) } == [[0, 1], [0, 1], [0, 1]])
    }

    @Test func onePathARound() async throws {
        let outcome = try await TinyTraining(rounds: 4, m: 1, k: 1).run(workers: 2)
        #expect(outcome.result.cost.steps == 4 && outcome.records.count == 4)
        #expect(outcome.records.allSatisfy { $0.scored.count == 1 && $0.ranked.rejected.isEmpty })
    }

    /// Independent draws from a pool of one: a round that trains the same path again and again.
    @Test func independentDrawsTrainARepeatedPathEachTime() async throws {
        var tiny = try TinyTraining(rounds: 6, m: 4, k: 3)
        tiny.settings.sampling = .iid
        tiny.settings.poolSize = 1
        tiny.settings.epsilon.maximum = 1
        let outcome = try await tiny.run()
        let last = try #require(outcome.records.last)
        #expect(Set(last.scored.map(\.path)).count == 1)
        #expect(Set(last.scored.map(\.loss)).count == 1)
        // The rest of a round's paths is equal too: ties go to the lower index.
        #expect(last.ranked.kept.map(\.index) == [0, 1, 2])
        #expect(outcome.result.cost.steps == 18 && outcome.result.pool.members.count == 1)
    }

    /// Settings that contradict themselves stop where they are made.
    @Test func moreKeptThanSampledStops() async {
        await #expect(processExitsWith: .failure) { _ = try TinyTraining(rounds: 1, m: 2, k: 3) }
    }
}
