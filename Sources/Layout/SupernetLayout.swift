public import Architecture

/// Where every weight of a supernet lies, and how each of its paths is computed.
public struct SupernetLayout: Sendable {
    /// The search space whose networks share the weights.
    public let space: SearchSpace
    /// The tensors of stem, fixed block, every operation of every layer, head and classifier, in this order.
    public let table: ParameterTable

    private let entry: [LoweredBlock]
    /// `[layer][choice]`; a choice that its layer does not allow holds nothing.
    private let choices: [[LoweredBlock]]
    private let head: LoweredBlock
    private let classifier: LoweredClassifier

    /// Lays out the supernet of a search space.
    public init(_ space: SearchSpace) {
        var table = ParameterTable()
        func lower(_ block: Blueprint.Block, _ name: String) -> LoweredBlock {
            table.append(
                block, name: name, squeezeActivation: SearchSpace.squeezeActivation,
                gateActivation: SearchSpace.gateActivation)
        }
        var entry = [lower(.convolution(space.stem), "stem")]
        if let fixed = space.fixedBlock { entry.append(lower(.invertedBottleneck(fixed), "fixed")) }
        choices = space.layers.enumerated().map { index, layer in
            space.operations.enumerated().map { choice, operation in
                guard layer.choices.contains(UInt8(choice)) else {
                    return LoweredBlock(parameters: table.parameters.count..<table.parameters.count)
                }
                return lower(
                    space.block(layer: index, choice: UInt8(choice)), "layers.\(index).\(operation.name)")
            }
        }
        self.entry = entry
        head = lower(.convolution(space.head), "head")
        classifier = table.append(space.classifier, name: "classifier")
        self.space = space
        self.table = table
    }

    /// The network of a path over the shared weights.
    ///
    /// - Precondition: The space contains the path.
    public func subnet(_ path: Path) -> Subnet {
        precondition(space.contains(path), "path \(path) is not one of the space")
        let searched = zip(choices, path.choices).map { $0[Int($1)] }
        return Subnet(
            blocks: entry + searched + [head], classifier: classifier, table: table, side: space.stem.inputSide,
            channels: space.stem.inputChannels)
    }

    /// Units before the first searched layer.
    package var entryUnits: Int { entry.reduce(0) { $0 + $1.units.count } }

    /// Units of one operation of one layer.
    package func units(layer: Int, choice: Int) -> Int { choices[layer][choice].units.count }

    /// Indices, in the table, of the tensors of one operation of one layer.
    public func parameters(layer: Int, choice: Int) -> Range<Int> { choices[layer][choice].parameters }
}
