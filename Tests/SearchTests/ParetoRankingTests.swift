import Search
import Testing

struct ParetoRankingTests {
    @Test func bestAreByFrontThenByRoomThenByPlace() throws {
        // Front 0: 1, 2, 4, 5, its ends 1 and 4; 2 has more room than 5. Front 1: 0 and 3, both its ends.
        let ranking = ParetoRanking(
            of: try Evaluation.list([[2, 17], [0, 16], [3, 4], [9, 5], [8, 0], [1, 8]]))
        #expect(ranking.ranks == [1, 0, 0, 1, 0, 0])
        #expect(ranking.crowding == [.infinity, .infinity, 0.875 + 0.5, .infinity, .infinity, 0.375 + 0.75])
        #expect(ranking.best(6) == [1, 4, 2, 5, 0, 3])
        #expect(ranking.best(3) == [1, 4, 2])
        #expect(ranking.best(9).count == 6)
        #expect(ranking.prefers(5, to: 0))
        #expect(ranking.prefers(2, to: 5) && !ranking.prefers(5, to: 2))
        #expect(!ranking.prefers(1, to: 4) && !ranking.prefers(4, to: 1))
    }

    @Test func nothingCanBeRanked() {
        #expect(ParetoRanking(of: []).best(3) == [])
    }
}
