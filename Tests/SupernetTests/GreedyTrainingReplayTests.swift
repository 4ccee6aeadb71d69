import Architecture
import NeuralNetwork
import Optimizers
import TestSupport
import Testing

@testable import Supernet

/// What actors and streams do must be what a plain loop does.
@Suite(.timeLimit(.minutes(10)))
struct GreedyTrainingReplayTests {
    /// Every score with the weights of the round before, every kept path one step on its own next batch in rank order, no
    /// other step, all pictures of a set normalised together: to the bit.
    @Test(arguments: [1, 3]) func greedyRoundsAreThoseOfAPlainLoop(workers: Int) async throws {
        let tiny = try TinyTraining(rounds: 6)
        try await expectReplay(tiny, HandTraining(tiny), workers: workers)
    }

    /// A batch of 12 and a normalisation batch of 5: three groups of 4, whose gradients make one update.
    ///
    /// A scored set of 16 is cut into four groups.
    @Test func batchesAndScoredSetsAreNormalisedInEqualGroups() async throws {
        var tiny = try TinyTraining(rounds: 3)
        tiny.settings.normalizationBatch = 5
        let hand = HandTraining(
            tiny, trainingGroups: [0..<4, 4..<8, 8..<12], scoringGroups: [0..<4, 4..<8, 8..<12, 12..<16])
        try await expectReplay(tiny, hand, workers: 2)
        // The groups show: without them other bits come out.
        let whole = try await TinyTraining(rounds: 3).run()
        #expect(try await tiny.run().result.weights.bits != whole.result.weights.bits)
    }

    /// The remainder is spread: 16 pictures in groups of at most 11 are two groups of 8, never 11 and 5.
    @Test func normalisationBatchCutsWhatIsLargerAndNothingElse() async throws {
        var tiny = try TinyTraining(rounds: 2)
        try await expectReplay(tiny, HandTraining(tiny), workers: 2)
        tiny.settings.normalizationBatch = 12
        try await expectReplay(tiny, HandTraining(tiny, scoringGroups: [0..<8, 8..<16]), workers: 2)
        tiny.settings.normalizationBatch = 1000
        try await expectReplay(tiny, HandTraining(tiny), workers: 2)
        tiny.settings.normalizationBatch = 11
        try await expectReplay(
            tiny, HandTraining(tiny, trainingGroups: [0..<6, 6..<12], scoringGroups: [0..<8, 8..<16]), workers: 2)
    }

    @Test func keptPathsTakeTheirStepsInTurns() async throws {
        let tiny = try TinyTraining.remembering(rounds: 6)
        try await expectReplay(tiny, HandTraining(tiny), workers: 3)
    }

    @Test func uniformTrainsEveryDrawnPathOnce() async throws {
        let tiny = try TinyTraining(strategy: .uniform, rounds: 8, m: 1, k: 1)
        try await expectReplay(tiny, HandTraining(tiny), workers: 2)
    }

    /// One update a round, from the gradients of all its paths.
    @Test(arguments: [1, 3]) func fairUpdatesOnceARound(workers: Int) async throws {
        let tiny = try TinyTraining(strategy: .fair, rounds: 4)
        try await expectReplay(tiny, HandTraining(tiny), workers: workers)
    }

    @Test func rankingByAccuracyChangesTheOrderAndNothingElse() async throws {
        var tiny = try TinyTraining(rounds: 4)
        tiny.settings.score = .accuracy
        try await expectReplay(tiny, HandTraining(tiny), workers: 2)
    }

    /// A member of the pool is scored on the common set with the last weights.
    @Test func membersOfThePoolAreScoredWithTheLastWeights() async throws {
        let tiny = try TinyTraining(rounds: 5)
        let outcome = try await tiny.run(workers: 3)
        var hand = HandTraining(tiny)
        for (step, path) in outcome.records.flatMap(\.ranked.kept).enumerated() {
            _ = try await hand.update([path.path], rate: tiny.settings.learningRate.rate(at: step))
        }
        let pool = outcome.result.pool
        #expect(pool.members.count > 3)
        for member in pool.members {
            let score = try await hand.scoreOnCommonSet(member.path)
            #expect(member.loss == score.loss && member.accuracy == score.accuracy)
            #expect(member.scoredRound == 5)
        }
        #expect(zip(pool.members, pool.members.dropFirst()).allSatisfy { $0.loss <= $1.loss })
    }

    /// After a stop by steadiness the same rounds go on while the rate falls to 0, from that of the step where they begin.
    @Test func cooldownFallsLinearlyToZero() async throws {
        var tiny = try TinyTraining(rounds: 60)
        tiny.settings.alpha = 1
        tiny.settings.cooldown = 0.25
        tiny.settings.learningRate = LearningRate(base: 0.1, schedule: .cosine, warmupSteps: 3, plannedSteps: 120)
        let outcome = try await tiny.run()
        #expect(outcome.result.stoppedBy == .steadiness)
        let cooldown = Int((0.25 * Double(outcome.result.rounds) / 1.25).rounded())
        let stop = outcome.result.rounds - cooldown
        #expect(cooldown >= 2 && stop + cooldown == outcome.records.count)
        let steps = 2 * cooldown
        try await expectReplay(tiny, HandTraining(tiny), workers: 2) { step in
            guard step >= 2 * stop else { return tiny.settings.learningRate.rate(at: step) }
            let start = tiny.settings.learningRate.rate(at: 2 * stop)
            return start * (1 - Double(step - 2 * stop) / Double(steps))
        }
        let last = try #require(outcome.records.last)
        let start = tiny.settings.learningRate.rate(at: 2 * stop)
        #expect(abs(last.learningRate - start / Double(steps)) < 1e-15)
    }

    /// Runs a training, does its rounds again by hand, and compares losses, weights and momentum to the bit.
    private func expectReplay(
        _ tiny: TinyTraining, _ hand: HandTraining, workers: Int, rate: ((Int) -> Double)? = nil
    ) async throws {
        let outcome = try await tiny.run(workers: workers)
        let rate = rate ?? tiny.settings.learningRate.rate
        var hand = hand
        let steps = tiny.settings.stepsPerPath
        var step = 0
        for (index, record) in outcome.records.enumerated() {
            #expect(record.round == index + 1)
            if record.ranked.plan.isScored {
                #expect(record.scored.map(\.index) == Array(0..<tiny.settings.sampledPaths))
                for path in record.scored {
                    let score = try await hand.score(path.path, round: record.round)
                    #expect(path.loss == score.loss && path.accuracy == score.accuracy)
                }
            }
            let paths = record.ranked.kept.map(\.path)
            var losses: [Double] = []
            var updates = tiny.settings.strategy == .fair ? [paths] : paths.map { [$0] }
            if record.ranked.plan.isScored { updates = Array(repeating: updates, count: steps).flatMap(\.self) }
            for update in updates {
                losses.append(try await hand.update(update, rate: rate(step)))
                step += 1
            }
            #expect(record.trainingLosses == losses)
            #expect(record.learningRate == rate(step - 1))
        }
        #expect(step == outcome.result.cost.steps && step > 0)
        #expect(outcome.result.weights.bits == hand.weights.bits)
        #expect(outcome.result.momentum.bits == hand.momentum.bits)
    }
}
