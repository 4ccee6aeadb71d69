public import Architecture

/// A single network with weights of its own: what a supernet shares among its paths, this one has to itself.
public struct NetworkLayout: Sendable {
    /// The network.
    public let blueprint: Blueprint
    /// The tensors of its blocks, picture to logits.
    public let table: ParameterTable
    /// The network over these tensors.
    public let subnet: Subnet

    /// Lays out a network that can be trained.
    ///
    /// - Throws: `NetworkLayoutError` when the network does not begin and, its classifier aside, end with a dense
    ///   convolution; one with cells may end with a cell, and has no bottlenecks.
    public init(_ blueprint: Blueprint) throws(NetworkLayoutError) {
        for position in [0, blueprint.blocks.count - 2] {
            guard position >= 0 else { throw .noConvolution(block: 1) }
            switch blueprint.blocks[position] {
            case .convolution: break
            case .cell where position > 0: break
            default: throw .noConvolution(block: position + 1)
            }
        }
        if blueprint.hasCells {
            for (position, block) in blueprint.blocks.enumerated() {
                if case .invertedBottleneck = block { throw .bottleneckBesideCells(block: position + 1) }
            }
        }
        self.blueprint = blueprint
        (subnet, table) = Subnet.standalone(blueprint)
    }
}
