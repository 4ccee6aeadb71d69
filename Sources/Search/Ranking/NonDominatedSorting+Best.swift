extension NonDominatedSorting {
    /// The preferred of some evaluations, best first: by front, within a front by crowding distance, as `ParetoRanking` has
    /// them, of equals the first in the order of `ParetoFront`.
    ///
    /// Looks no further than the fronts that are needed, which a few of thousands are.
    ///
    /// - Parameters:
    ///   - count: How many at most.
    ///   - evaluations: Of different paths, all with the same number of objectives.
    public static func best(_ count: Int, of evaluations: [Evaluation]) -> [Evaluation] {
        var best: [Evaluation] = []
        var rest = evaluations
        while best.count < count, !rest.isEmpty {
            let front = ParetoFront(of: rest).members
            let taken = Set(front.map(\.path))
            rest.removeAll { taken.contains($0.path) }
            let distances = CrowdingDistance.distances(of: front)
            best += front.indices.sorted { (-distances[$0], $0) < (-distances[$1], $1) }.map { front[$0] }
        }
        return Array(best.prefix(count))
    }
}
