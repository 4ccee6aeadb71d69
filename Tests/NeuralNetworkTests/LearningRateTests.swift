import NeuralNetwork
import Testing

struct LearningRateTests {
    private func cosine(warmup: Int, planned: Int) -> LearningRate {
        LearningRate(base: 0.4, schedule: .cosine, warmupSteps: warmup, plannedSteps: planned)
    }

    @Test func cosineStartsAtTheBaseAndReachesZeroAtThePlannedEnd() {
        for planned in [2, 7, 100] {
            let rate = cosine(warmup: 0, planned: planned)
            #expect(rate.rate(at: 0) == 0.4)
            #expect(rate.rate(at: planned - 1) > 0)
            #expect(abs(rate.rate(at: planned)) < 1e-16)
            #expect(abs(rate.rate(at: 3 * planned)) < 1e-16)
        }
        #expect(abs(cosine(warmup: 0, planned: 100).rate(at: 50) - 0.2) < 1e-15)
        // (1 + cos 60 degrees) / 2 = 3/4 after a third.
        #expect(abs(cosine(warmup: 0, planned: 90).rate(at: 30) - 0.3) < 1e-15)
    }

    @Test func warmupRisesInEqualStepsToTheBase() {
        let rate = cosine(warmup: 4, planned: 20)
        let rises = (0..<4).map { rate.rate(at: $0) }
        #expect(zip(rises, [0.1, 0.2, 0.3, 0.4]).allSatisfy { abs($0 - $1) < 1e-15 })
        // The cosine begins where the warm-up ends and spans what is left: halfway at step 4 + 16 / 2.
        #expect(rate.rate(at: 4) == 0.4)
        #expect(abs(rate.rate(at: 12) - 0.2) < 1e-15)
    }

    @Test(arguments: [0, 1, 5, 40]) func cosineNeverRisesAfterTheWarmup(warmup: Int) {
        let rate = cosine(warmup: warmup, planned: 40)
        let rates = (warmup..<90).map { rate.rate(at: $0) }
        #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(rates.allSatisfy { $0 >= 0 && $0 <= 0.4 })
    }

    @Test func everyMilestoneMultipliesOnceAndFromItsOwnStepOn() {
        let rate = LearningRate(
            base: 1, schedule: .step(milestones: [0.5, 0.75], factor: 0.125), warmupSteps: 0, plannedSteps: 100)
        #expect(rate.rate(at: 0) == 1)
        #expect(rate.rate(at: 49) == 1)
        #expect(rate.rate(at: 50) == 0.125)
        #expect(rate.rate(at: 74) == 0.125)
        #expect(rate.rate(at: 75) == 0.015625)
        #expect(rate.rate(at: 1000) == 0.015625)
    }

    @Test func stepScheduleWarmsUpToo() {
        let rate = LearningRate(
            base: 1, schedule: .step(milestones: [], factor: 0.1), warmupSteps: 2, plannedSteps: 10)
        #expect((0..<4).map { rate.rate(at: $0) } == [0.5, 1, 1, 1])
    }

    /// One step is enough to fall to the end of the schedule, and none of the rates is a NaN.
    @Test(arguments: [0, 3]) func planOfNothingEndsAfterOneStep(warmup: Int) {
        let cosine = cosine(warmup: warmup, planned: 0)
        #expect(cosine.rate(at: warmup) == 0.4)
        #expect((1...5).allSatisfy { abs(cosine.rate(at: warmup + $0)) < 1e-16 })
        let step = LearningRate(
            base: 1, schedule: .step(milestones: [0.5], factor: 0.125), warmupSteps: 0, plannedSteps: 0)
        #expect((0..<3).map { step.rate(at: $0) } == [1, 0.125, 0.125])
    }
}
