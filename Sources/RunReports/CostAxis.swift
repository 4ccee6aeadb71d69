import Architecture
import Reporting
import RunFiles
import Scenarios
import Search

/// A cost of networks as the charts of a search show it.
struct CostAxis: Sendable {
    /// What it is in the titles of charts.
    let name: String
    /// The axis, with its unit.
    let axis: Axis
    /// The cost in the unit of the axis; nil where it is not known.
    let value: @Sendable (PathCost) -> Double?
    /// The cost with its unit.
    let text: @Sendable (PathCost) -> String

    /// Shows multiply-accumulates.
    static let macs = CostAxis(
        name: "MACs", axis: Axis("MACs of one picture"), value: { Double($0.macs) },
        text: { NumberText.grouped($0.macs) })

    /// Shows trainable parameters.
    static let params = CostAxis(
        name: "parameters", axis: Axis("parameters"), value: { Double($0.params) },
        text: { NumberText.grouped($0.params) })

    /// Shows latencies in the unit that suits the longest of them.
    static func latency(upTo longest: Double) -> CostAxis {
        let (unit, second) = unit(of: longest)
        return CostAxis(
            name: "latency", axis: Axis("latency of one picture (\(unit))"), value: { $0.latency.map { $0 * second } },
            text: { $0.latency.map { NumberText.time($0) } ?? "-" })
    }

    /// The unit in which people read times up to a length, and how many of it make a second.
    static func unit(of longest: Double) -> (name: String, perSecond: Double) {
        longest < 1e-3 ? ("us", 1e6) : longest < 1 ? ("ms", 1e3) : ("s", 1)
    }
}

extension RunRecords {
    /// The costs that the search minimised, or MACs where it minimised none: the axes of the plots of fronts.
    var costAxes: [CostAxis] {
        let axes = scenario.search.objectives.compactMap { objective -> CostAxis? in
            switch objective {
            case .error, .loss: nil
            case .macs: .macs
            case .params: .params
            case .latency: .latency(upTo: longestLatency)
            }
        }
        return axes.isEmpty ? [.macs] : axes
    }

    /// The longest latency of a network that the search evaluated, in seconds; 0 where none is known.
    var longestLatency: Double {
        let evaluated = metrics.generations.compactMap { $0.latencies?.max() }
        return (evaluated + (front ?? []).compactMap(\.latency)).max() ?? 0
    }

    /// What every evaluated network costs; empty where that is not known.
    ///
    /// Latencies are there as far as the lines list them.
    var evaluatedCosts: [Path: PathCost] {
        guard let costs else { return [:] }
        var found: [Path: PathCost] = [:]
        for line in metrics.generations {
            for (index, path) in line.paths.enumerated() {
                var cost = costs.cost(of: path)
                cost.latency = line.latencies?[index]
                found[path] = cost
            }
        }
        return found
    }
}

extension FrontFile.Member {
    /// What the network costs.
    var cost: PathCost { PathCost(macs: macs, params: params, latency: latency) }
}
