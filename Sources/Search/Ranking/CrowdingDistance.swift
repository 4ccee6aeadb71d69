/// How much room an evaluation has to itself within its front.
///
/// Deb et al., 2002, section III.B.
public enum CrowdingDistance {
    /// The crowding distance of each member of a front.
    ///
    /// For each objective the distance between the two neighbours in that objective's order, as a share of the front's
    /// range; summed over the objectives. The first and the last in the order of any objective are infinitely far away.
    ///
    /// Where the section leaves the result to the order of its input, here it does not depend on it: members that agree
    /// in one objective are ordered by the others; an objective in which all agree counts nothing and makes nobody its
    /// end; of members with the same objectives the first counts, and the others get 0 and are nobody's neighbour.
    ///
    /// - Parameter front: The members; all with the same number of objectives.
    /// - Returns: The distances in the order of the front, each at least 0.
    public static func distances(of front: [Evaluation]) -> [Double] {
        var distances = [Double](repeating: 0, count: front.count)
        let members = distinct(front)
        guard members.count > 1 else {
            for member in members { distances[member] = .infinity }
            return distances
        }
        for objective in front[members[0]].objectives.indices {
            let order = members.sorted { first, second in
                let (one, other) = (front[first].objectives, front[second].objectives)
                return one[objective] == other[objective]
                    ? one.lexicographicallyPrecedes(other) : one[objective] < other[objective]
            }
            let values = order.map { front[$0].objectives[objective] }
            let (least, greatest) = (values[0], values[values.count - 1])
            guard least < greatest else { continue }
            distances[order[0]] = .infinity
            distances[order[order.count - 1]] = .infinity
            for place in values.indices.dropFirst().dropLast() {
                distances[order[place]] += share(values[place - 1], values[place + 1], of: least, greatest)
            }
        }
        return distances
    }

    /// The places of the members that no earlier one equals in all objectives.
    private static func distinct(_ front: [Evaluation]) -> [Int] {
        var seen: Set<[Double]> = []
        return front.indices.filter { seen.insert(front[$0].objectives).inserted }
    }

    /// The distance between two values as a share of a range.
    private static func share(_ low: Double, _ high: Double, of least: Double, _ greatest: Double) -> Double {
        let range = greatest - least
        // Halves, where the range itself is beyond the largest number.
        return range.isFinite ? (high - low) / range : (high / 2 - low / 2) / (greatest / 2 - least / 2)
    }
}
