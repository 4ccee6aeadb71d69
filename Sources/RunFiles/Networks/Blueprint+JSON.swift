import Architecture
package import Documents

extension Blueprint.Block {
    /// The block with all its sizes: enough to build it elsewhere.
    ///
    /// Convolutions are padded by `kernel / 2` zeros on every edge and have no bias; batch norm follows each of them. A cell's
    /// nodes say operation and input: 0 is the block before the last one, 1 the last one, 2 the first node.
    package var json: JSONValue {
        let sizes: JSONValue = [
            "input_channels": .integer(inputChannels), "input_side": .integer(inputSide),
            "output_channels": .integer(outputChannels), "output_side": .integer(outputSide),
            RunKey.macs: .integer(macs),
            RunKey.params: .integer(params),
        ]
        guard case .object(let own) = kindJSON, case .object(let shared) = sizes else { return sizes }
        return .object([JSONValue.Member("block", .string(description))] + own + shared)
    }

    private var kindJSON: JSONValue {
        switch self {
        case .convolution(let convolution):
            [
                "kind": "convolution", "kernel": .integer(convolution.kernel), "stride": .integer(convolution.stride),
                "activation": .string(convolution.activation.rawValue),
            ]
        case .invertedBottleneck(let bottleneck):
            [
                "kind": "inverted_bottleneck", "kernel": .integer(bottleneck.kernel),
                "stride": .integer(bottleneck.stride), "expansion": .integer(bottleneck.expansion),
                "hidden_channels": .integer(bottleneck.hiddenChannels), "squeeze": .integer(bottleneck.squeeze),
                "activation": .string(bottleneck.activation.rawValue), "residual": .bool(bottleneck.isResidual),
            ]
        case .identity: ["kind": "identity"]
        case .cell(let cell):
            [
                "kind": "cell", "cell": .string(cell.kind.rawValue), "stride": .integer(cell.stride),
                "earlier_channels": .integer(cell.earlierChannels), "earlier_side": .integer(cell.earlierSide),
                "node_channels": .integer(cell.width),
                "nodes": .array(
                    cell.genotype.nodes.map { edges in
                        .array(edges.map { .string("\($0.operation.name)(\($0.input))") })
                    }),
            ]
        case .classifier: ["kind": "classifier"]
        }
    }
}
