import Architecture
import NeuralNetwork
import TestSupport
import Testing
import Workers

@testable import Supernet

/// States kept between rounds, and trainings that go on from them.
@Suite(.timeLimit(.minutes(10)))
struct GreedyTrainingStateTests {
    private func tiny(_ strategy: SupernetSettings.Strategy) throws -> TinyTraining {
        var tiny = try TinyTraining(strategy: strategy, rounds: 12, m: strategy == .uniform ? 1 : 5, k: 1)
        if strategy == .greedy { tiny.settings.keptPaths = 2 }
        tiny.settings.epsilon = EpsilonSchedule(shape: .linear, maximum: 0.8, warmupRounds: 2, plannedRounds: 12)
        return tiny
    }

    /// Runs from a state until a round, or to the end.
    private func run(
        _ tiny: TinyTraining, from state: TrainingState<TrainedArenas>? = nil, until last: Int = .max, workers: Int
    ) async throws -> (outcome: TinyTraining.Outcome?, records: [RoundRecord], kept: [TrainingState<TrainedArenas>]) {
        let (log, kept) = (Log<RoundRecord>(), Log<TrainingState<TrainedArenas>>())
        let training = GreedyTraining(
            layout: tiny.layout, settings: tiny.settings, feed: tiny.feed, team: WorkerTeam(width: workers),
            state: state)
        let keeping = RoundKeeping(decide: { $0 == last ? .stop : .keep }, keep: { kept.append($0) })
        do {
            let result = try await training.run(keeping: keeping) { log.append($0) }
            return (TinyTraining.Outcome(result: result, records: log.entries), log.entries, kept.entries)
        } catch is CancellationError {
            return (nil, log.entries, kept.entries)
        }
    }

    /// What the filter remembers is part of the state, before the first score and after the last scoring too.
    @Test func memoryGoesOnToTheSameBits() async throws {
        let tiny = try TinyTraining.remembering(rounds: 12)
        let expected = try await tiny.run(workers: 2)
        for last in 1...11 {
            let first = try await run(tiny, until: last, workers: 1 + last % 3)
            let second = try await run(tiny, from: first.kept.last, workers: 1 + (last + 1) % 3)
            let outcome = try #require(second.outcome)
            #expect(outcome.result.state.memory == expected.result.state.memory)
            #expect(outcome.result.pool == expected.result.pool)
            #expect(outcome.result.weights.bits == expected.result.weights.bits)
            // As text, since no NaN equals another.
            #expect((first.records + second.records).map { "\($0.ranked)" } == expected.records.map { "\($0.ranked)" })
        }
        #expect(expected.result.state.memory?.effects.contains { $0 != 0 } == true)
        // Where no round follows, nothing else would bring the memory back.
        let ended = try await run(tiny, from: try await run(tiny, workers: 2).kept.last, workers: 1)
        #expect(try #require(ended.outcome).result.state.memory == expected.result.state.memory)
    }

    /// Stopped after any round and continued with other workers: the same weights, velocities, pool and records.
    @Test(arguments: [SupernetSettings.Strategy.greedy, .uniform, .fair])
    func stateGoesOnToTheSameBits(strategy: SupernetSettings.Strategy) async throws {
        let tiny = try tiny(strategy)
        let expected = try await tiny.run(workers: 2).trace
        for last in 1...11 {
            let first = try await run(tiny, until: last, workers: 1 + last % 3)
            #expect(first.outcome == nil && first.records.count == last && first.kept.count == last)
            let second = try await run(tiny, from: first.kept.last, workers: 1 + (last + 1) % 3)
            var outcome = try #require(second.outcome)
            outcome.records = first.records + second.records
            #expect(outcome.trace == expected, "interrupted after round \(last)")
        }
    }

    /// What was kept is of its moment: later steps do not reach it.
    @Test func keptStatesAreCopies() async throws {
        let tiny = try tiny(.greedy)
        let kept = try await run(tiny, workers: 2).kept
        #expect(kept.count == 12)
        #expect(Set(kept.map { $0.weights.bits }).count == 12)
        for (round, state) in zip(1..., kept) {
            #expect(state.course.roundsDone == round && state.cost.steps == 2 * round)
            #expect(state.pool.members.allSatisfy { $0.scoredRound <= round })
        }
    }

    /// The state of a result has nothing left to do, and the last round's only the scoring of the pool.
    @Test func finishedStateGivesItsResultAgain() async throws {
        let tiny = try tiny(.greedy)
        let first = try await run(tiny, workers: 2)
        let outcome = try #require(first.outcome)
        for state in [outcome.result.state, try #require(first.kept.last)] {
            let again = try await run(tiny, from: state, workers: 3)
            #expect(again.records.isEmpty && again.kept.isEmpty)
            var found = try #require(again.outcome)
            found.records = first.records
            #expect(found.trace == outcome.trace)
        }
    }

    /// What a keeper throws ends the training, as what a reporter throws does.
    @Test func stateThatCannotBeKeptEndsTheTraining() async throws {
        struct Full: Error {}
        let tiny = try tiny(.greedy)
        let training = GreedyTraining(
            layout: tiny.layout, settings: tiny.settings, feed: tiny.feed, team: WorkerTeam(width: 2))
        let keeping = RoundKeeping<TrainedArenas>(decide: { $0 == 3 ? .keep : .next }, keep: { _ in throw Full() })
        await #expect(throws: Full.self) { try await training.run(keeping: keeping) { _ in } }
    }

    @Test func membersThatNoRoundsCanHaveLeftAreNoPool() async throws {
        let tiny = try tiny(.greedy)
        let pool = try await run(tiny, workers: 2).kept[11].pool
        func restored(_ members: [Candidate]) -> PoolState? {
            PoolState(capacity: pool.capacity, score: pool.score, seed: tiny.settings.seed, members: members)
        }
        #expect(restored(pool.members) == pool)
        #expect(restored(pool.members.reversed()) == nil)
        #expect(restored(pool.members + [pool.members[0]]) == nil)
        #expect(PoolState(capacity: pool.members.count - 1, score: pool.score, seed: 5, members: pool.members) == nil)
        #expect(PoolState(capacity: 0, score: pool.score, seed: 5, members: []) == nil)
    }
}
