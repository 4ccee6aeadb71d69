import Exchange
import Testing

struct SharesTests {
    /// Every piece has one rank, and no rank has more than the others by more than the dearest piece.
    @Test(arguments: [1, 2, 3, 7, 40])
    func everyPieceIsDoneOnce(ranks: Int) {
        let costs = (0..<23).map { 5 + $0 * $0 % 17 }
        let pieces = Shares(costs: costs, ranks: ranks).pieces
        #expect(pieces.count == ranks)
        #expect(pieces.joined().sorted() == Array(costs.indices))
        #expect(pieces.allSatisfy { $0 == $0.sorted() })
        let loads = pieces.map { $0.reduce(0) { $0 + costs[$1] } }
        #expect(loads.max()! - loads.min()! <= costs.max()!)
    }

    /// The dearest piece is given away first, so that the cheap ones make up for it.
    @Test func dearestPieceComesFirst() {
        #expect(Shares(costs: [1, 1, 1, 3], ranks: 2).pieces == [[3], [0, 1, 2]])
        #expect(Shares(costs: [2, 2], ranks: 3).pieces == [[0], [1], []])
    }

    @Test(arguments: [(0, 3), (2, 3), (3, 3), (10, 3), (10, 1)])
    func rangesFollowOneAnother(count: Int, ranks: Int) {
        let ranges = Shares.ranges(of: count, ranks: ranks)
        #expect(ranges.count == ranks)
        #expect(ranges.flatMap { Array($0) } == Array(0..<count))
        #expect(ranges.map(\.count).max()! - ranges.map(\.count).min()! <= 1)
    }
}
