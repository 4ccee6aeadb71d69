/// Which rank does what, where the pieces of work are independent of one another.
///
/// Every rank finds the same shares by itself.
public struct Shares: Sendable, Hashable {
    /// For every rank, the numbers of the pieces that it does, ascending.
    public let pieces: [[Int]]

    /// Spreads pieces by their cost: the dearest first, each to the rank that has the least to do so far, the first of those.
    ///
    /// - Parameters:
    ///   - costs: What each piece costs, in any unit.
    ///   - ranks: The number of ranks.
    public init(costs: [Int], ranks: Int) {
        var pieces = [[Int]](repeating: [], count: ranks)
        var loads = [Int](repeating: 0, count: ranks)
        for piece in costs.indices.sorted(by: { (-costs[$0], $0) < (-costs[$1], $1) }) {
            let rank = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
            pieces[rank].append(piece)
            loads[rank] += costs[piece]
        }
        self.pieces = pieces.map { $0.sorted() }
    }

    /// Ranges of `count` things in their order, one for each rank, as equal as they can be.
    public static func ranges(of count: Int, ranks: Int) -> [Range<Int>] {
        (0..<ranks).map { ($0 * count / ranks)..<(($0 + 1) * count / ranks) }
    }
}
