import Optimizers
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

    /// From below or from above, in equal steps that end at the base.
    @Test(arguments: [0.2, 0.8]) func warmupComesFromWhereItIsTold(first: Double) {
        let rate = LearningRate(base: 0.4, schedule: .cosine, warmupSteps: 4, plannedSteps: 20, warmupFrom: first)
        for step in 0..<4 {
            #expect(abs(rate.rate(at: step) - (first + (0.4 - first) * Double(step + 1) / 4)) < 1e-15)
        }
        #expect(rate.rate(at: 4) == 0.4)
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

    private func exponential(
        factor: Double = 0.5, every: Double, isStaircase: Bool, warmup: Int = 0, minimum: Double = 0
    ) -> LearningRate {
        LearningRate(
            base: 1, schedule: .exponential(factor: factor, every: every, isStaircase: isStaircase),
            warmupSteps: warmup, plannedSteps: 1, minimum: minimum)
    }

    @Test func stairsFallOnceEveryLength() {
        let whole = exponential(every: 3, isStaircase: true)
        #expect((0..<9).map { whole.rate(at: $0) } == [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25])
        // Stairs begin at 2.5, 5, 7.5 and 10.
        let broken = exponential(every: 2.5, isStaircase: true)
        #expect(
            (0..<11).map { broken.rate(at: $0) }
                == [1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125, 0.125, 0.0625])
    }

    @Test func noStairComesLateForTheLastDigitOfItsLength() {
        for tenths in 1...60 {
            for steps in 1...40 where (tenths * steps).isMultiple(of: 10) {
                let every = Double(tenths) / 10 * Double(steps)
                let first = tenths * steps / 10
                let rate = exponential(every: every, isStaircase: true)
                for stair in 1...5 {
                    #expect(rate.rate(at: stair * first) == 1 / Double(1 << stair), "\(tenths) tenths, \(steps) steps")
                    #expect(rate.rate(at: stair * first - 1) == 2 / Double(1 << stair))
                }
            }
        }
    }

    @Test func exponentialDecayWithoutStairsFallsAtEveryStep() {
        let rate = exponential(every: 4, isStaircase: false)
        for step in 0..<40 {
            #expect(abs(rate.rate(at: step + 4) - rate.rate(at: step) / 2) < 1e-15)
            #expect(rate.rate(at: step + 1) < rate.rate(at: step))
        }
        #expect(abs(rate.rate(at: 2) - 0.5.squareRoot()) < 1e-15)
    }

    /// MnasNet's recipe: 0.97 every 2.4 epochs, 100 steps an epoch, 3 epochs of warm-up that count.
    @Test func exponentialDecayCountsTheStepsOfItsWarmup() {
        let rate = exponential(factor: 0.97, every: 240, isStaircase: true, warmup: 300)
        #expect(abs(rate.rate(at: 149) - 0.5) < 1e-15)
        #expect(rate.rate(at: 299) == 1)
        #expect(rate.rate(at: 300) == 0.97)
        #expect(abs(rate.rate(at: 479) - 0.97) < 1e-15)
        #expect(abs(rate.rate(at: 480) - 0.9409) < 1e-15)
    }

    @Test func noScheduleFallsBelowItsMinimum() {
        let schedules: [LearningRate.Schedule] = [
            .cosine, .step(milestones: [0.25, 0.5], factor: 0.01),
            .exponential(factor: 0.1, every: 2, isStaircase: true),
            .exponential(factor: 0.1, every: 2, isStaircase: false),
        ]
        for schedule in schedules {
            let rate = LearningRate(base: 0.4, schedule: schedule, warmupSteps: 5, plannedSteps: 40, minimum: 0.1)
            #expect((5..<100).allSatisfy { rate.rate(at: $0) >= 0.1 && rate.rate(at: $0) <= 0.4 })
            #expect(abs(rate.rate(at: 60) - 0.1) < 1e-15)
            // The warm-up is as without it.
            #expect(abs(rate.rate(at: 0) - 0.08) < 1e-15)
        }
        // Halfway between the two ends, not the half of the larger one cut off.
        let cosine = LearningRate(base: 0.5, schedule: .cosine, warmupSteps: 0, plannedSteps: 40, minimum: 0.1)
        #expect(abs(cosine.rate(at: 20) - 0.3) < 1e-15)
    }
}
