public import Architecture

extension Subnet {
    /// A network by itself, with a table of its own tensors alone, such as one that is to be measured.
    ///
    /// - Parameter blueprint: Any network whose first block is a convolution.
    /// - Returns: The network, and where its weights lie.
    /// - Precondition: The first block is a convolution, since it alone can take pictures, and beside cells there are
    ///   convolutions and identities alone.
    public static func standalone(_ blueprint: Blueprint) -> (subnet: Subnet, table: ParameterTable) {
        guard case .convolution = blueprint.blocks[0], case .classifier(let last)? = blueprint.blocks.last else {
            preconditionFailure("a network begins with a convolution and ends with a classifier")
        }
        guard !blueprint.hasCells else {
            var lowering = CellLowering(blueprint)
            let classifier = lowering.append(last)
            return (
                Subnet(graph: lowering.graph, classifier: classifier, table: lowering.table), lowering.table
            )
        }
        var table = ParameterTable()
        let blocks = blueprint.blocks.dropLast().enumerated().map { index, block in
            table.append(
                block, name: "blocks.\(index)", squeezeActivation: blueprint.squeezeActivation,
                gateActivation: blueprint.gateActivation)
        }
        let classifier = table.append(last, name: "classifier")
        let subnet = Subnet(
            blocks: blocks, classifier: classifier, table: table, side: blueprint.side, channels: blueprint.channels)
        return (subnet, table)
    }
}
