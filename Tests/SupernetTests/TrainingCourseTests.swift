import NeuralNetwork
import Optimizers
import Testing

@testable import Supernet

struct TrainingCourseTests {
    private func settings(
        _ strategy: SupernetSettings.Strategy = .greedy, planned: Int = 100, t: Int = 6, warmup: Int = 0,
        cooldown: Double = 0
    ) -> SupernetSettings {
        SupernetSettings(
            strategy: strategy, seed: 1, plannedRounds: planned, sampledPaths: 5, keptPaths: 3, batch: 4,
            normalizationBatch: 4, scoringPictures: 4,
            epsilon: EpsilonSchedule(shape: .linear, maximum: 0.8, warmupRounds: warmup, plannedRounds: planned),
            poolSize: 10, alpha: 0.1, steadinessRounds: t, cooldown: cooldown,
            optimizer: SGD(momentum: 0.9, weightDecay: 0),
            learningRate: LearningRate(base: 0.1, schedule: .cosine, warmupSteps: 0, plannedSteps: 300),
            labelSmoothing: 0)
    }

    /// Runs a course to its end, or to round 1000.
    ///
    /// - Parameter share: pi after each round.
    private func run(
        _ settings: SupernetSettings, fullFrom: Int = 1, share: (Int) -> Double
    ) -> (course: TrainingCourse, plans: [RoundPlan]) {
        var course = TrainingCourse(settings: settings)
        var plans: [RoundPlan] = []
        while let plan = course.next, plans.count < 1000 {
            #expect(plan.round == plans.count + 1)
            plans.append(plan)
            course.finish(round: plan.round, poolIsFull: plan.round >= fullFrom, freshShare: share(plan.round))
        }
        return (course, plans)
    }

    @Test func poolThatIsNeverSteadyEndsAtThePlannedRounds() {
        let (course, plans) = run(settings()) { _ in 0.1001 }
        #expect(course.stop == .budget)
        #expect(plans.count == 100)
    }

    @Test func poolThatNeverFillsEndsAtThePlannedRounds() {
        let (course, plans) = run(settings(), fullFrom: .max) { _ in 0 }
        #expect(course.stop == .budget)
        #expect(plans.count == 100)
    }

    /// Steady from the first round on.
    ///
    /// The first check comes t rounds after the pool was full, and not before the warm-up is over; the second, t/2 later,
    /// ends it. alpha itself is steady.
    @Test(arguments: [1, 2, 5, 6, 20], [0, 3, 50])
    func poolThatIsSteadyAtOnceStopsNoSoonerThanTheRulesAllow(t: Int, warmup: Int) {
        for full in [1, 4, 30] {
            let (course, plans) = run(settings(t: t, warmup: warmup), fullFrom: full) { _ in 0.1 }
            #expect(course.stop == .steadiness)
            #expect(plans.count == max(full + t, warmup) + max(1, t / 2))
        }
    }

    /// Full in round 1, t = 6: checks in rounds 7, 10, 13, ...
    @Test func onlyChecksHalfATurnoverApartCount() {
        let checks = Set(stride(from: 7, through: 100, by: 3))
        let between = run(settings()) { checks.contains($0) ? 1 : 0 }
        #expect(between.course.stop == .budget)
        let atChecks = run(settings()) { checks.contains($0) ? 0 : 1 }
        #expect(atChecks.course.stop == .steadiness)
        #expect(atChecks.plans.count == 10)
    }

    @Test func interruptedStreakStartsAgain() {
        // Steady at 7, not at 10, steady at 13, not at 16, steady at 19 and 22.
        let (course, plans) = run(settings()) { [10, 16].contains($0) ? 0.5 : 0 }
        #expect(course.stop == .steadiness)
        #expect(plans.count == 22)
        let alternating = run(settings()) { $0 % 6 == 1 ? 0 : 0.5 }
        #expect(alternating.course.stop == .budget)
    }

    /// The pool was full once; that it has room again later does not matter.
    @Test func fullnessCountsFromItsFirstRound() {
        var course = TrainingCourse(settings: settings())
        var rounds = 0
        while let plan = course.next {
            rounds = plan.round
            course.finish(round: rounds, poolIsFull: rounds == 2 || rounds > 50, freshShare: 0)
        }
        #expect(rounds == 11)
    }

    /// A stop in round 10; a share of 0.25 gives 3 rounds more (2.5 is rounded away from zero), of k = 3 steps each.
    @Test func cooldownGoesOnForItsShareAndFallsFromTheStopsFirstStepOn() {
        let (course, plans) = run(settings(cooldown: 0.25)) { _ in 0 }
        #expect(course.stop == .steadiness)
        #expect(plans.count == 13)
        #expect(plans[..<10].allSatisfy { $0.rateFactor == .one })
        #expect(plans[10...].allSatisfy { $0.rateFactor == .cooldown(fromStep: 30, steps: 9) })
        let epsilon = settings(cooldown: 0.25).epsilon
        #expect(plans.allSatisfy { $0.epsilon == epsilon.value(round: $0.round) })
    }

    @Test func firstRoundsScoreNothingAndEveryRoundOfABaseline() {
        var settings = settings()
        settings.unscoredRounds = 30
        settings.stepsPerPath = 4
        settings.cooldown = 0.1
        let (_, plans) = run(settings, fullFrom: 40) { _ in 0 }
        #expect(plans.map(\.isScored) == plans.map { $0.round > 30 })
        #expect(plans.allSatisfy { $0.epsilon == ($0.isScored ? settings.epsilon.value(round: $0.round) : 0) })
        // Full in round 40 and steady 6 and 9 rounds later; 49 rounds of 12 steps, and 5 of cooldown.
        #expect(plans.last?.rateFactor == .cooldown(fromStep: 588, steps: 60))
        #expect(run(self.settings(.uniform)) { _ in 0 }.plans.allSatisfy { !$0.isScored })
        #expect(run(self.settings()) { _ in 1 }.plans.allSatisfy { $0.isScored })
    }

    @Test func budgetHasNoCooldown() {
        let (course, plans) = run(settings(cooldown: 0.5)) { _ in 1 }
        #expect(course.stop == .budget)
        #expect(plans.count == 100)
        #expect(plans.allSatisfy { $0.rateFactor == .one })
    }

    /// The last planned round may be the one in which the pool is found steady; the plan is over all the same.
    @Test func steadinessInTheLastPlannedRoundCountsAsSteadiness() {
        let (course, plans) = run(settings(planned: 10, cooldown: 0.2)) { _ in 0 }
        #expect(course.stop == .steadiness)
        #expect(plans.count == 10)
    }

    /// A stop in round 10 of 11 leaves one round of the two that the share asks for.
    @Test func cooldownEndsWithThePlan() {
        let (_, plans) = run(settings(planned: 11, cooldown: 0.2)) { _ in 0 }
        #expect(plans.count == 11)
        #expect(plans.last?.rateFactor == .cooldown(fromStep: 30, steps: 3))
    }

    /// Epsilon and rate go on as planned for all rounds; the cooldown keeps the limit too.
    @Test func limitEndsTrainingBeforeThePlan() {
        var settings = settings()
        settings.roundLimit = 40
        let (course, plans) = run(settings) { _ in 1 }
        #expect(course.stop == .budget)
        #expect(plans.count == 40)
        #expect(plans.allSatisfy { $0.epsilon == settings.epsilon.value(round: $0.round) && $0.rateFactor == .one })
        settings.roundLimit = 11
        settings.cooldown = 0.5
        let steady = run(settings) { _ in 0 }
        #expect(steady.course.stop == .steadiness)
        #expect(steady.plans.count == 11)
        #expect(steady.plans.last?.rateFactor == .cooldown(fromStep: 30, steps: 3))
        settings.roundLimit = 0
        #expect(run(settings) { _ in 0 }.plans.isEmpty)
        settings.roundLimit = 1000
        #expect(run(settings) { _ in 1 }.plans.count == 100)
    }

    @Test func noPlannedRoundsIsNoRound() {
        let (course, plans) = run(settings(planned: 0)) { _ in 0 }
        #expect(plans.isEmpty)
        #expect(course.stop == .budget)
        #expect(course.roundsDone == 0)
    }

    @Test func baselinesNeverCheckAndRandomDoesNotTrain() {
        for strategy in [SupernetSettings.Strategy.uniform, .fair] {
            let (course, plans) = run(settings(strategy)) { _ in 0 }
            #expect(course.stop == .budget)
            #expect(plans.count == 100)
            // Nothing is ever drawn from a pool.
            #expect(plans.allSatisfy { $0.epsilon == 0 })
        }
        let (course, plans) = run(settings(.random)) { _ in 0 }
        #expect(plans.isEmpty && course.stop == .untrained)
    }

    @Test func roundOutOfOrderStops() async {
        await #expect(processExitsWith: .failure) {
            var course = TrainingCourse(settings: TrainingCourseTests().settings())
            course.finish(round: 2, poolIsFull: false, freshShare: 1)
        }
    }
}
