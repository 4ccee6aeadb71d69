public import Architecture

/// The paths that a search may ask for: a space, what its paths cost, and how much they may.
public struct SearchDomain: Sendable, Hashable {
    /// What the paths cost.
    public let costs: CostTable
    /// How much they may cost.
    public let limits: CostLimits
    /// What happens to paths beyond the limits.
    public let policy: LimitPolicy
    /// A path within the limits, the way out where several limits block one another.
    let refuge: Path

    /// Makes a domain that has at least one path within the limits.
    ///
    /// - Throws: `SearchError` where a limit is not above 0, where no path keeps the limits, saying what the smallest one
    ///   needs, or where the latency is limited and the costs have none. Whether several limits can be kept at once is a
    ///   knapsack problem: the answer is exact wherever one choice of each layer is the cheapest in all that is limited,
    ///   as in spaces without measured latencies, and otherwise the search for a path ends after half a million steps.
    public init(costs: CostTable, limits: CostLimits = CostLimits(), policy: LimitPolicy = .redraw) throws(SearchError)
    {
        try limits.check()
        guard limits.latency == nil || costs.hasLatency else { throw .latencyMissing(user: "the limit on latency") }
        let parts = limits.parts(with: costs.minimum)
        if let broken = parts.first(where: { !$0.isKept }) {
            throw .infeasible(what: broken.what, limit: broken.limit, minimum: broken.cost)
        }
        guard let refuge = FeasibleTree(costs: costs, limits: limits, order: .cheapestFirst).paths(atMost: 1).first
        else {
            throw .infeasibleTogether(
                limits: parts.map { "at most \($0.limit) \($0.what)" }.joined(separator: " and "),
                minimum: parts.map { "\($0.cost) \($0.what)" }.joined(separator: " and "))
        }
        self.costs = costs
        self.limits = limits
        self.policy = policy
        self.refuge = refuge
    }

    /// The space.
    public var space: SearchSpace { costs.space }

    /// By how much a path goes beyond the limits, as `CostLimits.violation(of:)` says; 0 within them.
    ///
    /// - Precondition: The space contains the path.
    public func violation(of path: Path) -> Double {
        limits.violation(of: costs.cost(of: path))
    }

    /// Whether a search may ask for a path of the space.
    ///
    /// - Precondition: The space contains the path.
    public func admits(_ path: Path) -> Bool {
        policy == .dominate || violation(of: path) == 0
    }

    /// The first paths that a search may ask for, in lexicographic order, at most `count`.
    ///
    /// With several limits that block one another, paths may be missing where half a million steps were in vain.
    public func admittedPaths(atMost count: Int) -> [Path] {
        let limits = policy == .dominate ? CostLimits() : limits
        return FeasibleTree(costs: costs, limits: limits, order: .lexicographic).paths(atMost: count)
    }

    /// What a search is told about a path: its objectives, and how far it goes beyond the limits.
    ///
    /// - Parameters:
    ///   - path: The path.
    ///   - accuracy: The share of pictures that it classified correctly.
    ///   - loss: Its mean cross-entropy.
    ///   - objectives: What the search minimises, in the order of the evaluation's numbers.
    /// - Throws: `SearchError` where the space does not have the path, a number is not finite, or a latency is asked for
    ///   that the costs do not have.
    public func evaluation(of path: Path, accuracy: Double, loss: Double, objectives: [Objective]) throws(SearchError)
        -> Evaluation
    {
        guard space.contains(path) else { throw .foreignPath("\(path)") }
        let cost = costs.cost(of: path)
        var values: [Double] = []
        for objective in objectives {
            values.append(try objective.value(accuracy: accuracy, loss: loss, cost: cost))
        }
        return try Evaluation(path: path, objectives: values, violation: limits.violation(of: cost))
    }
}
