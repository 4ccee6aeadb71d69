public import Architecture

/// What each choice of each layer of a space costs.
///
/// Exact, not an estimate, for MACs and parameters: the shape of a layer is the same whatever the others choose, so the
/// costs of a path are those of the fixed parts plus one entry a layer. A latency is the sum of its table's entries, added in
/// the order of the layers.
public struct CostTable: Sendable, Hashable {
    /// The space.
    public let space: SearchSpace
    /// What stem, fixed block, head and classifier cost, which all paths share.
    public let fixed: PathCost
    /// One row a layer, indexed by the choice; choices that the layer does not offer hold the costs of nothing.
    private let rows: [[PathCost]]

    /// Counts the choices of a space, without latencies.
    public init(of space: SearchSpace) {
        let first = Path(choices: space.layers.map { $0.choices[0] })
        let blocks = space.blueprint(of: first).blocks
        let searched = space.searchedBlocks
        fixed = blocks.indices.filter { !searched.contains($0) }
            .reduce(PathCost(macs: 0, params: 0)) {
                $0 + PathCost(macs: blocks[$1].macs, params: blocks[$1].params)
            }
        rows = space.layers.enumerated().map { index, layer in
            var row = [PathCost](repeating: PathCost(macs: 0, params: 0), count: space.operations.count)
            for choice in layer.choices {
                let block = space.block(layer: index, choice: choice)
                row[Int(choice)] = PathCost(macs: block.macs, params: block.params)
            }
            return row
        }
        self.space = space
    }

    /// Counts the choices of a space, and gives them measured latencies.
    ///
    /// - Parameters:
    ///   - space: The space.
    ///   - fixedLatency: The seconds of the parts that all paths share, for one picture.
    ///   - latencies: The seconds of each choice: one row a layer, in the order of its `choices`.
    /// - Throws: `SearchError` where the table is not of this space's form, or a latency is negative or not finite.
    public init(of space: SearchSpace, fixedLatency: Double, latencies: [[Double]]) throws(SearchError) {
        let counted = CostTable(of: space)
        guard latencies.count == space.layers.count else {
            throw .latencyLayers(found: latencies.count, expected: space.layers.count)
        }
        var fixed = counted.fixed
        fixed.latency = try Self.checked(fixedLatency, layer: nil)
        var rows = counted.rows
        for (index, layer) in space.layers.enumerated() {
            guard latencies[index].count == layer.choices.count else {
                throw .latencyChoices(layer: index, found: latencies[index].count, expected: layer.choices.count)
            }
            for (choice, latency) in zip(layer.choices, latencies[index]) {
                rows[index][Int(choice)].latency = try Self.checked(latency, layer: index)
            }
        }
        self.space = space
        self.fixed = fixed
        self.rows = rows
    }

    /// Whether the costs include a latency.
    public var hasLatency: Bool { fixed.latency != nil }

    /// What one choice of one layer costs.
    ///
    /// - Precondition: The layer exists and offers the choice.
    public func cost(layer: Int, choice: UInt8) -> PathCost {
        precondition(space.layers[layer].choices.contains(choice), "layer \(layer + 1) has no choice \(choice)")
        return rows[layer][Int(choice)]
    }

    /// What a path's network costs.
    ///
    /// - Precondition: The space contains the path.
    public func cost(of path: Path) -> PathCost {
        precondition(space.contains(path), "the search space has no path \(path)")
        var cost = fixed
        for (layer, choice) in path.choices.enumerated() { cost = cost + rows[layer][Int(choice)] }
        return cost
    }

    /// The least of each cost over all paths; no single path need have all of them.
    public var minimum: PathCost {
        space.layers.indices.reduce(fixed) { $0 + least(layer: $1) }
    }

    /// The most of each cost over all paths; no single path need have all of them.
    public var maximum: PathCost {
        space.layers.indices.reduce(fixed) { sum, layer in
            let own = space.layers[layer].choices.map { rows[layer][Int($0)] }
            return sum
                + PathCost(
                    macs: own.map(\.macs).max() ?? 0, params: own.map(\.params).max() ?? 0,
                    latency: own.compactMap(\.latency).max())
        }
    }

    /// The least of each cost over the choices of a layer.
    func least(layer: Int) -> PathCost {
        let choices = space.layers[layer].choices
        return choices.reduce(rows[layer][Int(choices[0])]) { .least($0, rows[layer][Int($1)]) }
    }

    private static func checked(_ latency: Double, layer: Int?) throws(SearchError) -> Double {
        // So high a sum of hundreds of them is still finite.
        guard latency >= 0, latency <= 1e300 else { throw .latencyOutOfRange(layer: layer, value: latency) }
        return latency
    }
}
