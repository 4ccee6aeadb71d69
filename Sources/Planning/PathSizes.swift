public import Architecture

/// How large the paths of a space are, without listing them.
///
/// A path's MACs are a sum over its blocks, and each layer chooses for itself: so extremes and mean follow layer by layer.
public struct PathSizes: Hashable, Sendable {
    /// The MACs of the smallest path.
    public let smallestMacs: Int
    /// The MACs of the largest path.
    public let largestMacs: Int
    /// The mean MACs of a path drawn uniformly.
    public let meanMacs: Double
    /// The path with the most MACs, of each layer the first such choice.
    public let largest: Path
    /// The parameters of all operations of all layers together with stem, fixed block, head and classifier.
    public let supernetParams: Int

    /// Counts the paths of a space.
    public init(of space: SearchSpace) {
        let layers = space.layers.enumerated().map { index, layer in
            layer.choices.map { (choice: $0, block: space.block(layer: index, choice: $0)) }
        }
        let macs = layers.map { $0.map(\.block.macs) }
        let first = Path(choices: space.layers.map { $0.choices[0] })
        let blueprint = space.blueprint(of: first)
        let sharedBlocks = blueprint.blocks.indices.filter { !space.searchedBlocks.contains($0) }
        let sharedMacs = sharedBlocks.reduce(0) { $0 + blueprint.blocks[$1].macs }
        smallestMacs = sharedMacs + macs.reduce(0) { $0 + ($1.min() ?? 0) }
        largestMacs = sharedMacs + macs.reduce(0) { $0 + ($1.max() ?? 0) }
        meanMacs = macs.reduce(Double(sharedMacs)) { $0 + Double($1.reduce(0, +)) / Double($1.count) }
        largest = Path(
            choices: layers.map { layer in
                layer.dropFirst().reduce(layer[0]) { $1.block.macs > $0.block.macs ? $1 : $0 }.choice
            })
        supernetParams =
            sharedBlocks.reduce(0) { $0 + blueprint.blocks[$1].params }
            + layers.reduce(0) { $0 + $1.reduce(0) { $0 + $1.block.params } }
    }
}
