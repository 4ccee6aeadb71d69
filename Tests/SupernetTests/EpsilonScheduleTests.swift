import Supernet
import Testing

struct EpsilonScheduleTests {
    static let plans = [(0, 1), (0, 10), (3, 10), (10, 10), (9, 10), (40, 400)]

    private func schedule(_ shape: EpsilonSchedule.Shape, _ plan: (warmup: Int, planned: Int)) -> EpsilonSchedule {
        EpsilonSchedule(shape: shape, maximum: 0.8, warmupRounds: plan.warmup, plannedRounds: plan.planned)
    }

    @Test(arguments: EpsilonSchedule.Shape.allCases, plans)
    func zeroThroughTheWarmupMaximumFromThePlannedEndOnAndMonotoneBetween(
        shape: EpsilonSchedule.Shape, plan: (Int, Int)
    ) {
        let schedule = schedule(shape, plan)
        let (warmup, planned) = plan
        #expect((0...warmup).allSatisfy { schedule.value(round: $0) == 0 })
        if warmup < planned { #expect(schedule.value(round: planned) == 0.8) }
        #expect(schedule.value(round: planned + 1) == 0.8)
        #expect(schedule.value(round: 10 * planned) == 0.8)
        let values = (1...(planned + 5)).map { schedule.value(round: $0) }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
        if warmup < planned { #expect(schedule.value(round: warmup + 1) > 0) }
    }

    @Test func linearByHand() {
        let schedule = schedule(.linear, (2, 10))
        let values = (1...12).map { schedule.value(round: $0) }
        let expected = [0, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.8, 0.8]
        #expect(zip(values, expected).allSatisfy { abs($0 - $1) < 1e-15 })
    }

    @Test func constantJumpsAfterTheWarmup() {
        let schedule = schedule(.constant, (2, 10))
        #expect((1...4).map { schedule.value(round: $0) } == [0, 0, 0.8, 0.8])
    }

    @Test(arguments: [-0.1, 1.1]) func sharesOutsideZeroToOneStop(maximum: Double) async {
        await #expect(processExitsWith: .failure) { [maximum] in
            _ = EpsilonSchedule(shape: .linear, maximum: maximum, warmupRounds: 0, plannedRounds: 1)
        }
    }
}
