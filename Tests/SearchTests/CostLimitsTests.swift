import Search
import Testing

struct CostLimitsTests {
    @Test func violationIsTheSumOfTheExcessesAsSharesOfTheLimits() {
        let limits = CostLimits(macs: 100, params: 10, latency: 0.5)
        #expect(limits.violation(of: PathCost(macs: 100, params: 10, latency: 0.5)) == 0)
        #expect(limits.violation(of: PathCost(macs: 0, params: 0, latency: 0)) == 0)
        #expect(limits.violation(of: PathCost(macs: 150, params: 10, latency: 0.5)) == 0.5)
        // What is left of one limit does not make up for another.
        #expect(limits.violation(of: PathCost(macs: 1, params: 30, latency: 0)) == 2)
        #expect(limits.violation(of: PathCost(macs: 125, params: 15, latency: 1)) == 1.75)
        #expect(CostLimits(params: 10).violation(of: PathCost(macs: 1 << 60, params: 10)) == 0)
        #expect(CostLimits().violation(of: PathCost(macs: 1 << 60, params: 1 << 60)) == 0)
        #expect(CostLimits().isEmpty && !CostLimits(latency: 1).isEmpty)
    }

    @Test func excessOfTheSmallestAmountIsSeen() {
        #expect(CostLimits(macs: 1 << 60).violation(of: PathCost(macs: 1 << 60 + 1, params: 0)) > 0)
        for limit in [0.1, 1e-300, 1e300] {
            let cost = PathCost(macs: 0, params: 0, latency: limit.nextUp)
            #expect(CostLimits(latency: limit).violation(of: cost) > 0)
            #expect(CostLimits(latency: limit.nextUp).violation(of: cost) == 0)
        }
    }
}
