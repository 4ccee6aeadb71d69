import Architecture
import Layout
import NeuralNetwork
import Search
import TestSupport
import Testing

@testable import Supernet

/// What a training says about itself.
@Suite(.timeLimit(.minutes(10)))
struct GreedyTrainingAccountTests {
    /// m scores and k updates a round: 5 x 16 images scored, 2 x 12 trained; at the end every member on 20 images.
    @Test func greedyCostsByHand() async throws {
        let outcome = try await TinyTraining(rounds: 7).run()
        #expect(outcome.records.count == 7)
        for (index, record) in outcome.records.enumerated() {
            let rounds = index + 1
            #expect(record.scored.count == 5 && record.ranked.kept.count == 2 && record.ranked.rejected.count == 3)
            #expect(record.trainingLosses.count == 2)
            #expect(record.cost.steps == 2 * rounds && record.cost.passes == 2 * rounds)
            #expect(record.cost.optimizationImages == 24 * rounds)
            #expect(record.cost.evaluationImages == 80 * rounds)
            #expect(record.cost.rescoringImages == 0)
            #expect(record.epoch == Double(24 * rounds) / 120)
        }
        let result = outcome.result
        #expect(result.rounds == 7 && result.stoppedBy == .budget)
        #expect(result.cost.optimizationImages == 168 && result.cost.evaluationImages == 560)
        #expect(result.pool.members.count == 6)
        #expect(result.cost.rescoringImages == 6 * 20)
        #expect(abs(result.cost.correctedOptimizationImages - (168 + 560 / 3.33)) < 1e-9)
    }

    /// k x 3 = 6 updates in every round: of as many paths where nothing is scored, else of the two best, turn by turn.
    @Test func stepsAndUnscoredRoundsByHand() async throws {
        let tiny = try TinyTraining.remembering(rounds: 7)
        let outcome = try await tiny.run()
        let domain = try #require(tiny.settings.domain)
        for record in outcome.records {
            let isScored = record.round > 3
            #expect(record.ranked.plan.isScored == isScored)
            #expect(record.scored.count == (isScored ? 5 : 6) && record.ranked.kept.count == (isScored ? 2 : 6))
            #expect(record.scored.allSatisfy { $0.loss.isFinite == isScored && domain.admits($0.path) })
            #expect(Set(record.scored.map(\.path)).count == record.scored.count)
            #expect(record.trainingLosses.count == 6)
            #expect(record.cost.steps == 6 * record.round && record.cost.passes == 6 * record.round)
            #expect(record.cost.optimizationImages == 72 * record.round)
            #expect(record.cost.evaluationImages == 80 * max(0, record.round - 3))
            #expect((record.pool.size > 0) == isScored)
        }
        #expect(outcome.result.pool.members.allSatisfy { domain.admits($0.path) })
        #expect(outcome.records.contains { $0.ranked.plan.epsilon > 0 && $0.scored.contains(where: \.draw.isFromPool) })
    }

    @Test func baselineCostsByHand() async throws {
        let uniform = try await TinyTraining(strategy: .uniform, rounds: 5, m: 1, k: 1).run().result
        #expect([uniform.cost.steps, uniform.cost.passes, uniform.cost.optimizationImages] == [5, 5, 60])
        // Four operations: four passes, each on its own batch, and one update.
        let fair = try await TinyTraining(strategy: .fair, rounds: 5).run().result
        #expect([fair.cost.steps, fair.cost.passes, fair.cost.optimizationImages] == [5, 20, 240])
        for result in [uniform, fair] {
            #expect(result.cost.evaluationImages == 0 && result.cost.rescoringImages == 0)
            #expect(result.cost.correctedOptimizationImages == Double(result.cost.optimizationImages))
            #expect(result.cost.measuredRatio == nil)
            #expect(result.rounds == 5 && result.stoppedBy == .budget && result.pool.members.isEmpty)
        }
    }

    @Test func scoresAreNotANumberWhereNothingIsScored() async throws {
        for record in try await TinyTraining(strategy: .fair, rounds: 2).run().records {
            #expect(record.scored.allSatisfy { $0.loss.isNaN && $0.accuracy.isNaN && !$0.draw.isFromPool })
            for layer in 0..<3 {
                #expect(record.scored.map { $0.path.choices[layer] }.sorted() == [0, 1, 2, 3])
            }
        }
    }

    /// Every draw is that of the mixture with the epsilon that the record names and the pool of the round before; the
    /// pool's numbers are those of a pool that took the records in.
    @Test(arguments: SupernetSettings.Admission.allCases)
    func drawsComeFromThePoolOfTheRoundBeforeWithTheEpsilonReported(admission: SupernetSettings.Admission) async throws
    {
        var tiny = try TinyTraining(rounds: 20)
        tiny.settings.admission = admission
        tiny.settings.epsilon = EpsilonSchedule(shape: .linear, maximum: 0.9, warmupRounds: 4, plannedRounds: 20)
        let outcome = try await tiny.run(workers: 3)
        let mixture = PathMixture(space: tiny.layout.space, seed: tiny.settings.seed, sampling: .distinct)
        var pool = PoolState(capacity: 6, seed: tiny.settings.seed)
        var fromPool = 0
        for record in outcome.records {
            let plan = record.ranked.plan
            #expect(plan.epsilon == tiny.settings.epsilon.value(round: record.round))
            let draws = mixture.draw(
                count: 5, round: record.round, epsilon: plan.epsilon, pool: pool.members.map(\.path))
            #expect(record.scored.map(\.draw) == draws)
            fromPool += draws.count { $0.isFromPool }
            if record.round <= 4 { #expect(draws.allSatisfy { !$0.isFromPool }) }
            let ranked = record.ranked
            switch admission {
            case .survivors: pool.admit(ranked.kept, others: ranked.rejected)
            case .all: pool.admit(ranked.kept + ranked.rejected, others: [])
            }
            #expect(record.pool.size == pool.members.count)
            #expect(record.pool.bestLoss == pool.members[0].loss)
            #expect(record.pool.medianLoss == pool.members[pool.members.count / 2].loss)
            #expect(record.pool.freshShare == pool.freshShare(round: record.round, span: 4))
            #expect(record.pool.recordsAlone == min(1, 4 / Double(record.round)))
        }
        #expect(fromPool > 10)
        #expect(Set(outcome.result.pool.members.map(\.path)) == Set(pool.members.map(\.path)))
        let admitted = Dictionary(uniqueKeysWithValues: pool.members.map { ($0.path, $0.admittedRound) })
        #expect(outcome.result.pool.members.allSatisfy { admitted[$0.path] == $0.admittedRound })
    }

    /// pi is reported as it was when the stop was decided: two checks t/2 = 2 rounds apart, both at or below alpha.
    @Test func stopBySteadinessIsTheOneThatTheRecordsShow() async throws {
        var tiny = try TinyTraining(rounds: 300)
        tiny.settings.alpha = 0.4
        tiny.settings.epsilon.maximum = 0.9
        let outcome = try await tiny.run()
        #expect(outcome.result.stoppedBy == .steadiness)
        #expect(outcome.result.rounds == outcome.records.count && outcome.records.count < 300)
        let full = try #require(outcome.records.firstIndex { $0.pool.size == 6 }) + 1
        let checks = outcome.records.filter { $0.round >= full + 4 && ($0.round - full - 4).isMultiple(of: 2) }
        let isSteady = checks.map { $0.pool.freshShare <= 0.4 }
        #expect(isSteady.suffix(2) == [true, true])
        #expect(!zip(isSteady, isSteady.dropFirst()).dropLast().contains { $0 && $1 })
        #expect(checks.last?.round == outcome.result.rounds)
    }

    @Test func noPlannedRoundsTrainsNothing() async throws {
        let tiny = try TinyTraining(rounds: 0)
        let outcome = try await tiny.run()
        #expect(outcome.records.isEmpty && outcome.result.rounds == 0 && outcome.result.stoppedBy == .budget)
        #expect(outcome.result.weights.bits == tiny.firstWeights.bits)
    }
}
