extension SearchSpace {
    /// The places of the searched layers within `Blueprint.blocks` of every network of the space.
    ///
    /// The stem and the fixed block come before them, the head and the classifier after them.
    public var searchedBlocks: Range<Int> {
        let first = fixedBlock == nil ? 1 : 2
        return first..<(first + layers.count)
    }

    /// The block that one choice of one layer stands for.
    ///
    /// Squeeze-and-excitation squeezes to a quarter of the hidden channels, at least 1.
    ///
    /// - Precondition: The layer exists and offers the choice.
    public func block(layer index: Int, choice: UInt8) -> Blueprint.Block {
        let layer = layers[index]
        precondition(layer.choices.contains(choice), "layer \(index + 1) does not offer the choice \(choice)")
        switch operations[Int(choice)] {
        case .identity where layer.keepsShape:
            return .identity(Blueprint.Identity(channels: layer.inputChannels, side: layer.inputSide))
        case .identity:
            return .convolution(
                Blueprint.Convolution(
                    inputChannels: layer.inputChannels, outputChannels: layer.outputChannels, kernel: 1,
                    stride: layer.stride, activation: .none, inputSide: layer.inputSide))
        case .invertedBottleneck(let kernel, let expansion, let squeezes):
            let hidden = layer.inputChannels * expansion
            return .invertedBottleneck(
                Blueprint.InvertedBottleneck(
                    inputChannels: layer.inputChannels, outputChannels: layer.outputChannels, kernel: kernel,
                    expansion: expansion, stride: layer.stride, squeeze: squeezes ? max(1, hidden / 4) : 0,
                    activation: activation, inputSide: layer.inputSide))
        }
    }

    /// The network of a path.
    ///
    /// - Precondition: The space contains the path.
    public func blueprint(of path: Path) -> Blueprint {
        precondition(contains(path), "the search space has no path \(path)")
        var blocks: [Blueprint.Block] = [.convolution(stem)]
        if let fixedBlock { blocks.append(.invertedBottleneck(fixedBlock)) }
        for (layer, choice) in path.choices.enumerated() { blocks.append(block(layer: layer, choice: choice)) }
        blocks.append(.convolution(head))
        blocks.append(.classifier(classifier))
        return Blueprint(
            checked: blocks, squeezeActivation: Self.squeezeActivation, gateActivation: Self.gateActivation)
    }
}
