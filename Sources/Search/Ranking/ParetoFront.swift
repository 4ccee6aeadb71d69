/// The evaluations that none of a set dominates: the result of a search.
///
/// Where any path keeps the limits, only such paths are in it; otherwise those that break them least.
public struct ParetoFront: Sendable, Hashable {
    /// The members, by their first objective, then by the others, then by path; so the first one has the least first
    /// objective of all.
    public let members: [Evaluation]

    /// Selects the non-dominated of some evaluations, all with the same number of objectives.
    ///
    /// The result does not depend on their order.
    public init(of evaluations: [Evaluation]) {
        let least = evaluations.map(\.violation).min() ?? 0
        let order = evaluations.filter { $0.violation == least }.sorted(by: Self.precedes)
        var members: [Evaluation] = []
        // Nothing is dominated by what comes later in that order.
        for candidate in order where !members.contains(where: { $0.dominates(candidate) }) {
            members.append(candidate)
        }
        self.members = members
    }

    private static func precedes(_ first: Evaluation, _ second: Evaluation) -> Bool {
        first.objectives == second.objectives
            ? first.path < second.path : first.objectives.lexicographicallyPrecedes(second.objectives)
    }
}
