import Datasets
import Testing

struct ScoringOrderTests {
    private static let indices = (0..<50).map { 1000 - $0 * 2 }

    @Test(arguments: [1, 2, 49, 50, 51, 1000])
    func roundDrawsDifferentHeldOutPictures(count: Int) throws {
        let order = try ScoringOrder(indices: Self.indices, count: count, seed: 1)
        #expect(order.count == min(count, 50))
        for round in 0..<20 {
            let pictures = order.pictures(inRound: round)
            #expect(pictures.count == order.count)
            #expect(Set(pictures).count == order.count && Set(pictures).isSubset(of: Self.indices))
        }
    }

    @Test func seedAndRoundDecideAlone() throws {
        let order = try ScoringOrder(indices: Self.indices, count: 10, seed: 1)
        let rounds = (0..<30).map { order.pictures(inRound: $0) }
        let again = try ScoringOrder(indices: Self.indices, count: 10, seed: 1)
        #expect((0..<30).reversed().map { again.pictures(inRound: $0) } == rounds.reversed())
        #expect(Set(rounds).count == 30)
        #expect(try ScoringOrder(indices: Self.indices, count: 10, seed: 2).pictures(inRound: 0) != rounds[0])
    }

    @Test func everyPictureIsDrawnEquallyOften() throws {
        let order = try ScoringOrder(indices: Self.indices, count: 10, seed: 1)
        var counts = [Int](repeating: 0, count: 1001)
        for round in 0..<2000 {
            for picture in order.pictures(inRound: round) { counts[picture] += 1 }
        }
        // A fifth of 2000 rounds, with five standard deviations of 18.
        for index in Self.indices { #expect(abs(counts[index] - 400) < 90) }
    }

    @Test func emptyDrawsAreRefused() {
        expectSentence("is 0") { _ = try ScoringOrder(indices: [], count: 5, seed: 1) }
        expectSentence("is 0") { _ = try ScoringOrder(indices: [1], count: 0, seed: 1) }
        expectSentence("is -1") { _ = try ScoringOrder(indices: [1], count: -1, seed: 1) }
    }
}
