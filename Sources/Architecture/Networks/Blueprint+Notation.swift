extension Blueprint: CustomStringConvertible {
    /// Reads a network from its notation, as `description` writes it.
    ///
    /// Words divided by blanks, the picture first: `3x224x224` (channels, height, width). Then
    /// - `relu`, or another `Activation`: what follows the convolutions from here on;
    /// - `se:hswish/hsigmoid`: reduce activation and gate of every squeeze-and-excitation, before the first block;
    /// - `c3:32/2`: a dense convolution with kernel 3 to 32 channels with stride 2;
    /// - `k5e3se12:40/2`: an inverted bottleneck with kernel 5, expansion 3 and 12 squeeze channels;
    /// - `id`: the identity;
    /// - `normal:192`, `reduction:384/2`: a cell of DARTS_V2 to so many channels, all nodes together;
    /// - `fc:1000`: the classifier.
    ///
    /// Without `:` a block keeps its channels, without `/` its stride is 1, without `se` it does not squeeze.
    ///
    /// - Throws: `ArchitectureError` naming the word that cannot be read, or as `init(blocks:)` does.
    public init(notation: String) throws(ArchitectureError) {
        var reader = NotationReader()
        for (index, word) in notation.split(whereSeparator: \.isWhitespace).enumerated() {
            try reader.read(word, at: index)
        }
        try self.init(
            blocks: reader.blocks, squeezeActivation: reader.squeezeActivation, gateActivation: reader.gateActivation)
    }

    /// The network's notation, which `init(notation:)` reads.
    public var description: String {
        var words = ["\(channels)x\(side)x\(side)"]
        let isUsual = squeezeActivation == .hswish && gateActivation == .hsigmoid
        if squeezes || !isUsual { words.append("se:\(squeezeActivation.rawValue)/\(gateActivation.rawValue)") }
        var current: Activation?
        for block in blocks {
            if let activation = block.activation, activation != current {
                words.append(activation.rawValue)
                current = activation
            }
            words.append(block.notation)
        }
        return words.joined(separator: " ")
    }
}

extension Blueprint.Block: CustomStringConvertible {
    /// The block's word in a network's notation; its input and its activation stand in the words before.
    public var description: String { notation }

    /// What follows the block's convolutions, nil where it has none.
    public var activation: Activation? {
        switch self {
        case .convolution(let convolution): convolution.activation
        case .invertedBottleneck(let bottleneck): bottleneck.activation
        case .identity, .cell, .classifier: nil
        }
    }

    fileprivate var notation: String {
        switch self {
        case .convolution(let convolution):
            "c\(convolution.kernel)" + shapeChange(stride: convolution.stride)
        case .invertedBottleneck(let bottleneck):
            "k\(bottleneck.kernel)e\(bottleneck.expansion)"
                + (bottleneck.squeeze > 0 ? "se\(bottleneck.squeeze)" : "") + shapeChange(stride: bottleneck.stride)
        case .identity: "id"
        case .cell(let cell): cell.kind.rawValue + shapeChange(stride: cell.stride)
        case .classifier(let classifier): "fc:\(classifier.classes)"
        }
    }

    private func shapeChange(stride: Int) -> String {
        (inputChannels == outputChannels ? "" : ":\(outputChannels)") + (stride == 1 ? "" : "/\(stride)")
    }
}
