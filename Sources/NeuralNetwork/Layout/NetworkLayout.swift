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
    ///   convolution.
    public init(_ blueprint: Blueprint) throws(NetworkLayoutError) {
        for position in [0, blueprint.blocks.count - 2] {
            guard position >= 0, case .convolution = blueprint.blocks[position] else {
                throw .noConvolution(block: max(1, position + 1))
            }
        }
        self.blueprint = blueprint
        (subnet, table) = Subnet.standalone(blueprint)
    }
}
