extension SearchSpace {
    /// The path whose network this is, to the last size; nil where the space has none.
    ///
    /// Where two operations make the same block, the first one is taken.
    public func path(of network: Blueprint) -> Path? {
        guard network.blocks.count == searchedBlocks.upperBound + 2 else { return nil }
        var choices: [UInt8] = []
        for (index, block) in network.blocks[searchedBlocks].enumerated() {
            guard let choice = layers[index].choices.first(where: { self.block(layer: index, choice: $0) == block })
            else { return nil }
            choices.append(choice)
        }
        let path = Path(choices: choices)
        return blueprint(of: path).isSameNetwork(as: network) ? path : nil
    }
}

extension Blueprint {
    /// Whether two networks compute the same: what a squeeze would apply counts only where something squeezes.
    fileprivate func isSameNetwork(as other: Blueprint) -> Bool {
        blocks == other.blocks
            && (!squeezes
                || (squeezeActivation == other.squeezeActivation && gateActivation == other.gateActivation))
    }
}
