public import Architecture

/// Where every weight of a single network lies: a table that holds its tensors and no others.
///
/// What a supernet shares among its paths a network trained from scratch has to itself.
public struct NetworkLayout: Sendable {
    /// The network.
    public let blueprint: Blueprint
    /// The tensors of its blocks, picture to logits.
    public let table: ParameterTable
    /// The network over these tensors.
    public let subnet: Subnet

    /// Lays out a network.
    ///
    /// Tensors are named by their block: `stem`, `blocks.1` and so on, `head`, `classifier`.
    ///
    /// - Throws: `NetworkLayoutError` when the network does not begin and end, its classifier aside, with a dense
    ///   convolution.
    public init(_ blueprint: Blueprint) throws(NetworkLayoutError) {
        var table = ParameterTable()
        var lowered: [LoweredBlock] = []
        var classifier: LoweredClassifier?
        let last = blueprint.blocks.count - 2
        for (position, block) in blueprint.blocks.enumerated() {
            if case .classifier(let found) = block {
                classifier = table.append(found, name: "classifier")
                continue
            }
            let isEnd = position == 0 || position == last
            if isEnd {
                guard case .convolution = block else { throw .noConvolution(block: position + 1) }
            }
            let name = position == 0 ? "stem" : isEnd ? "head" : "blocks.\(position)"
            lowered.append(
                table.append(
                    block, name: name, squeezeActivation: blueprint.squeezeActivation,
                    gateActivation: blueprint.gateActivation))
        }
        guard let classifier, !lowered.isEmpty else { throw .noConvolution(block: 1) }
        self.blueprint = blueprint
        self.table = table
        subnet = Subnet(
            blocks: lowered, classifier: classifier, table: table, side: blueprint.side, channels: blueprint.channels)
    }
}
