/// The order in which NSGA-II prefers evaluations: by front, then by crowding distance.
///
/// Deb et al., 2002, section III.C: the crowded-comparison operator.
public struct ParetoRanking: Sendable {
    /// The front of each evaluation, the best being 0.
    public let ranks: [Int]
    /// The crowding distance of each evaluation within its front.
    public let crowding: [Double]

    /// Ranks evaluations, all with the same number of objectives.
    public init(of evaluations: [Evaluation]) {
        var ranks = [Int](repeating: 0, count: evaluations.count)
        var crowding = [Double](repeating: 0, count: evaluations.count)
        for (rank, front) in NonDominatedSorting.fronts(of: evaluations).enumerated() {
            let distances = CrowdingDistance.distances(of: front.map { evaluations[$0] })
            for (place, distance) in zip(front, distances) {
                ranks[place] = rank
                crowding[place] = distance
            }
        }
        self.ranks = ranks
        self.crowding = crowding
    }

    /// Whether the first of two places is preferred: a better front, or the same and more room.
    public func prefers(_ first: Int, to second: Int) -> Bool {
        ranks[first] == ranks[second] ? crowding[first] > crowding[second] : ranks[first] < ranks[second]
    }

    /// The preferred places, at most `count`, best first; of equals the earlier ones.
    public func best(_ count: Int) -> [Int] {
        let order = ranks.indices.sorted { first, second in
            if prefers(first, to: second) { return true }
            return !prefers(second, to: first) && first < second
        }
        return Array(order.prefix(count))
    }
}
