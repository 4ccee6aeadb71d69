import Architecture

/// Lists the paths within limits, layer by layer, without entering branches that lead to none.
///
/// A branch is left when a limit lies below what its layers so far cost and the others cost at least. With one limit that
/// is exact: every branch entered holds a path, and the time follows the paths found. With several limits that block one
/// another a branch may be barren, so the steps are counted and limited.
struct FeasibleTree {
    /// The order in which the choices of a layer are tried.
    enum Order {
        case lexicographic
        /// By the sum of the costs, each as a share of its limit.
        case cheapestFirst
    }

    /// At most this many branches are entered in vain.
    private static let barrenSteps = 500_000

    private let costs: CostTable
    private let limits: CostLimits
    private let choices: [[UInt8]]
    /// For each layer, and for none left, the least of each cost of that layer and all after it.
    private let tails: [PathCost]
    /// The same for the sum of the costs as shares of their limits.
    private let pressureTails: [Double]
    private let mostPressure: Double

    init(costs: CostTable, limits: CostLimits, order: Order) {
        var tails = [PathCost(macs: 0, params: 0, latency: 0)]
        var pressureTails = [0.0]
        var choices: [[UInt8]] = []
        for (index, layer) in costs.space.layers.enumerated() {
            let pressures = layer.choices.map { choice in
                (choice: choice, pressure: Self.pressure(of: costs.cost(layer: index, choice: choice), in: limits))
            }
            let cheapest = pressures.sorted { ($0.pressure, $0.choice) < ($1.pressure, $1.choice) }
            choices.append(order == .lexicographic ? layer.choices : cheapest.map(\.choice))
        }
        for layer in costs.space.layers.indices.reversed() {
            tails.append(tails[tails.count - 1] + costs.least(layer: layer))
            let least =
                costs.space.layers[layer].choices
                .map { Self.pressure(of: costs.cost(layer: layer, choice: $0), in: limits) }.min() ?? 0
            pressureTails.append(pressureTails[pressureTails.count - 1] + least)
        }
        self.costs = costs
        self.limits = limits
        self.choices = choices
        self.tails = tails.reversed()
        self.pressureTails = pressureTails.reversed()
        mostPressure = Self.pressure(
            of: PathCost(macs: limits.macs ?? 0, params: limits.params ?? 0, latency: limits.latency ?? 0), in: limits)
    }

    /// The first paths within the limits, at most `count`.
    func paths(atMost count: Int) -> [Path] {
        var walk = Walk(count: count, layers: choices.count)
        descend(costs.fixed, &walk)
        return walk.paths
    }

    private struct Walk {
        let count: Int
        let layers: Int
        var choices: [UInt8] = []
        var paths: [Path] = []
        var steps = 0
        /// A path found pays for one step a layer.
        var isOver: Bool { paths.count >= count || steps >= FeasibleTree.barrenSteps + layers * paths.count }
    }

    private func descend(_ cost: PathCost, _ walk: inout Walk) {
        let layer = walk.choices.count
        guard !walk.isOver, mayKeepLimits(cost, before: layer) else { return }
        guard layer < choices.count else {
            // The bound above has some slack for sums of latencies; this is the sum itself.
            if limits.violation(of: cost) == 0 { walk.paths.append(Path(choices: walk.choices)) }
            return
        }
        walk.steps += 1
        for choice in choices[layer] {
            walk.choices.append(choice)
            descend(cost + costs.cost(layer: layer, choice: choice), &walk)
            walk.choices.removeLast()
        }
    }

    /// Whether the layers so far leave room for the cheapest choices of the others.
    private func mayKeepLimits(_ cost: PathCost, before layer: Int) -> Bool {
        let least = cost + tails[layer]
        // Latencies are added in another order here than in a path, hence rounded otherwise.
        let slack = 1 + 1e-9
        if let macs = limits.macs, least.macs > macs { return false }
        if let params = limits.params, least.params > params { return false }
        if let latency = limits.latency, let seconds = least.latency, seconds > latency * slack { return false }
        return Self.pressure(of: cost, in: limits) + pressureTails[layer] <= mostPressure * slack
    }

    /// The sum of the costs that are limited, each as a share of its limit.
    private static func pressure(of cost: PathCost, in limits: CostLimits) -> Double {
        var sum = 0.0
        if let macs = limits.macs { sum += Double(cost.macs) / Double(macs) }
        if let params = limits.params { sum += Double(cost.params) / Double(params) }
        if let latency = limits.latency, let seconds = cost.latency { sum += seconds / latency }
        return sum
    }
}
