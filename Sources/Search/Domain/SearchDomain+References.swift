public import Architecture
public import Reproducibility

/// Reference networks, to compare with what a search found.
extension SearchDomain {
    /// After this many draws in vain there is taken to be none.
    private static let windowDraws = 1_000_000

    /// Draws a path within the limits whose multiply-accumulates lie in a range, uniformly among those.
    ///
    /// - Parameters:
    ///   - macs: The range, both ends included.
    ///   - excluded: A path that is not taken.
    ///   - stream: The random numbers.
    /// - Throws: `SearchError` where a million draws from the space were in vain.
    public func randomPath(
        macs: ClosedRange<Int>, except excluded: Path, using stream: inout RandomStream
    ) throws(SearchError) -> Path {
        for _ in 0..<Self.windowDraws {
            let path = space.randomPath(using: &stream)
            guard path != excluded else { continue }
            let cost = costs.cost(of: path)
            if macs.contains(cost.macs), limits.violation(of: cost) == 0 { return path }
        }
        throw .noneDrawn(least: macs.lowerBound, most: macs.upperBound, draws: Self.windowDraws)
    }

    /// The path with the most multiply-accumulates within the limit on them; the largest of all without one.
    ///
    /// Within 1/65,536 a layer of the largest one, and exact where the sums of the layers are few.
    ///
    /// - Throws: `SearchError` where something else is limited too.
    public func largestPath() throws(SearchError) -> Path {
        guard limits.params == nil, limits.latency == nil else { throw .largestOfSeveralLimits }
        let most = space.layers.indices.reduce(costs.fixed.macs) { sum, layer in
            sum + (space.layers[layer].choices.map { costs.cost(layer: layer, choice: $0).macs }.max() ?? 0)
        }
        guard let path = LargestPath(costs: costs, macs: min(limits.macs ?? most, most)).path else {
            preconditionFailure("a domain has at least one path within its limits")
        }
        return path
    }
}
