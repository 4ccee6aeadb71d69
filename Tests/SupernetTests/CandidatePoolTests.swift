import Architecture
import NeuralNetwork
import Search
import Testing

@testable import Supernet

struct CandidatePoolTests {
    /// Three paths with losses 0.1 to 0.3, the first of them kept.
    private func ranked(_ round: Int, from first: UInt8 = 0) -> RankedRound {
        let scored = (0..<3).map {
            ScoredPath(first + UInt8($0), loss: 0.1 + 0.1 * Double($0), round: round, index: $0)
        }
        return RankedRound(plan: scored[0].plan, kept: [scored[0]], rejected: Array(scored.dropFirst()))
    }

    @Test func survivorsEnterOrAllWhereAskedFor() async throws {
        for (admission, size) in [(SupernetSettings.Admission.survivors, 1), (.all, 3)] {
            var settings = try TinyTraining(rounds: 9, m: 3, k: 1).settings
            settings.admission = admission
            let pool = CandidatePool(settings: settings, space: try MemorySpace.space(choices: 10, layers: 1))
            let summary = await pool.close(ranked(1))
            #expect(summary.size == size)
            #expect(summary.bestLoss == 0.1)
            #expect(await pool.state.members.map { Int($0.path.choices[0]) } == Array(0..<size))
        }
    }

    @Test func poolNeverWaitsForMorePathsThanTheSpaceHas() async throws {
        var settings = try TinyTraining(rounds: 9).settings
        for (layers, capacity) in [(1, 2), (2, 4), (3, 6), (30, 6)] {
            let space = try MemorySpace.space(choices: 2, layers: layers)
            #expect(await CandidatePool(settings: settings, space: space).state.capacity == capacity)
        }
        // 2^6 paths, of which only the smallest and those with one layer of the larger choice keep the limit.
        let space = try MemorySpace.space(choices: 2, layers: 6)
        let costs = CostTable(of: space)
        let limit = costs.cost(of: Path(choices: [0, 0, 0, 0, 0, 1])).macs
        settings.domain = try SearchDomain(costs: costs, limits: CostLimits(macs: limit))
        settings.poolSize = 10
        #expect(await CandidatePool(settings: settings, space: space).state.capacity == 7)
    }

    /// Members with losses 0.1, 0.1, 0.2 and 0.3 after two rounds; three of them entered in the second.
    @Test func summaryByHand() async throws {
        var settings = try TinyTraining(rounds: 9).settings
        settings.steadinessRounds = 1
        let pool = CandidatePool(settings: settings, space: try MemorySpace.space(choices: 10, layers: 1))
        let empty = await pool.close(RankedRound(plan: ranked(1).plan, kept: [], rejected: []))
        #expect(empty.size == 0 && empty.bestLoss == nil && empty.medianLoss == nil)
        #expect(empty.freshShare == 1 && empty.recordsAlone == 1)
        _ = await pool.close(ranked(2))
        settings.admission = .all
        var round = ranked(3, from: 7)
        round.kept += round.rejected
        round.rejected = []
        let summary = await pool.close(round)
        #expect(summary.size == 4 && summary.bestLoss == 0.1)
        #expect(summary.medianLoss == 0.2)
        #expect(summary.freshShare == 0.75)
        #expect(abs(summary.recordsAlone - 1 / 3) < 1e-15)
    }

    /// As all rounds of the baselines are, and the first ones of a filter that begins later.
    @Test func roundThatScoresNothingLeavesThePoolEmpty() async throws {
        let pool = CandidatePool(
            settings: try TinyTraining(rounds: 9).settings, space: try MemorySpace.space(choices: 10, layers: 1))
        var round = ranked(1)
        round.plan.isScored = false
        #expect(await pool.close(round).size == 0)
        #expect(await pool.state.members.isEmpty)
        #expect(await pool.close(ranked(2)).size == 1)
    }
}
