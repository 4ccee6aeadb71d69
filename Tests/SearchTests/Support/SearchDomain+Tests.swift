import Architecture
import Reproducibility
import Search

extension SearchDomain {
    /// A domain over a space of layers that keep the shape.
    static func uniform(layers: Int, choices: Int, limits: CostLimits = CostLimits(), policy: LimitPolicy = .redraw)
        throws
        -> SearchDomain
    {
        try SearchDomain(
            costs: CostTable(of: .uniform(layers: layers, choices: choices)), limits: limits, policy: policy)
    }

    /// The paths that the limits allow, by counting every path of a small space.
    var allWithinLimits: [Path] {
        space.allPaths.filter { path in
            let cost = costs.cost(of: path)
            return cost.macs <= limits.macs ?? .max && cost.params <= limits.params ?? .max
                && cost.latency ?? 0 <= limits.latency ?? .infinity
        }
    }
}

extension CostTable {
    /// The MACs at a share of the way from the smallest path to the largest.
    func macs(at share: Double) -> Int {
        let most = space.layers.enumerated().reduce(fixed.macs) { sum, layer in
            sum + (layer.element.choices.map { cost(layer: layer.offset, choice: $0).macs }.max() ?? 0)
        }
        return minimum.macs + Int(share * Double(most - minimum.macs))
    }

    /// The table with random latencies, up to a thousandth of a second a layer.
    func withRandomLatencies(_ index: Int) throws -> CostTable {
        var stream = RandomStream(seed: 41, purpose: .simulation, index: index)
        return try CostTable(
            of: space, fixedLatency: 1e-4 * stream.uniform(),
            latencies: space.layers.map { $0.choices.map { _ in 1e-3 * stream.uniform() } })
    }
}
