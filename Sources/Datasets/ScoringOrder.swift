internal import Reproducibility

/// The fresh random held-out pictures on which the paths of a round are scored.
public struct ScoringOrder: Sendable {
    /// The pictures to draw from.
    public let indices: [Int]
    /// How many are drawn for a round.
    public let count: Int
    private let seed: UInt64

    /// Prepares the draws.
    ///
    /// - Parameters:
    ///   - indices: The held-out pictures, each once.
    ///   - count: How many are drawn for a round; all of them when there are no more.
    ///   - seed: The run's seed.
    /// - Throws: `DatasetsError` when there is nothing to draw from or nothing is to be drawn.
    public init(indices: [Int], count: Int, seed: UInt64) throws {
        guard count > 0 else {
            throw DatasetsError.wrongCount(what: "the number of scored pictures", value: count, expected: "at least 1")
        }
        guard !indices.isEmpty else {
            throw DatasetsError.wrongCount(
                what: "the number of held-out pictures to score on", value: 0, expected: "at least 1")
        }
        self.indices = indices
        self.count = min(count, indices.count)
        self.seed = seed
    }

    /// The pictures of a round: `count` different ones, drawn uniformly, in the order drawn.
    ///
    /// Depends on the seed and the round alone.
    public func pictures(inRound round: Int) -> [Int] {
        var random = RandomStream(seed: seed, purpose: .scoringPictures, round: round)
        var order = indices
        for place in 0..<count { order.swapAt(place, place + random.integer(below: order.count - place)) }
        return Array(order.prefix(count))
    }
}
