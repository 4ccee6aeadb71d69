extension Blueprint {
    /// The same network for pictures of another size and for other classes: kernels, widths and depths stay.
    ///
    /// Where the pictures are smaller than the network's own, its strides would leave next to nothing before the classifier:
    /// so the first strides above 1 become 1.
    ///
    /// - Parameters:
    ///   - side: The pictures' height and width.
    ///   - channels: The pictures' channels, which the first block takes.
    ///   - classes: The number of classes.
    ///   - unitStrides: How many of the strides above 1, the first ones, become 1; nil for what
    ///     `unitStrides(forSide:)` says.
    /// - Throws: `ArchitectureError` where a size is out of range, or the network has fewer such strides.
    public func fitted(
        side: Int, channels: Int, classes: Int, unitStrides: Int? = nil
    ) throws(ArchitectureError) -> Blueprint {
        var units = unitStrides ?? self.unitStrides(forSide: side)
        guard (0...strides).contains(units) else {
            throw .outOfRange(
                what: "the number of strides that become 1", value: "\(units)",
                expected: "at most \(strides), the strides above 1 that the network has")
        }
        var chain = BlockChain(channels: channels, side: side)
        for var block in blocks {
            if block.stride > 1, units > 0 {
                block.stride = 1
                units -= 1
            }
            if case .classifier(var classifier) = block {
                classifier.classes = classes
                block = .classifier(classifier)
            }
            try chain.append(block.following(chain))
        }
        return try Blueprint(
            blocks: chain.blocks, squeezeActivation: squeezeActivation, gateActivation: gateActivation)
    }

    /// How many strides are above 1.
    public var strides: Int { blocks.count(where: { $0.stride > 1 }) }

    /// How many of the strides above 1, the first ones, become 1 for pictures of a size: as few as leave at least 4x4 pixels
    /// before the classifier; none where the pictures are as large as the network's own.
    ///
    /// A network whose five strides halve 224x224 to 7x7 keeps three of them for 32x32, as the outline `cifar` does.
    public func unitStrides(forSide side: Int) -> Int {
        guard side < self.side else { return 0 }
        let strides = blocks.map(\.stride).filter { $0 > 1 }
        return (0..<strides.count).first { units in
            strides.dropFirst(units).reduce(side) { ($0 + $1 - 1) / $1 } >= Self.leastSide
        } ?? strides.count
    }

    /// Fewer pixels before the classifier leave little to tell where something is in a picture.
    private static let leastSide = 4
}

extension Blueprint.Block {
    /// The step between two output pixels; 1 of blocks that have none.
    var stride: Int {
        get {
            switch self {
            case .convolution(let convolution): convolution.stride
            case .invertedBottleneck(let bottleneck): bottleneck.stride
            case .cell(let cell): cell.stride
            case .identity, .classifier: 1
            }
        }
        set {
            switch self {
            case .convolution(var convolution):
                convolution.stride = newValue
                self = .convolution(convolution)
            case .invertedBottleneck(var bottleneck):
                bottleneck.stride = newValue
                self = .invertedBottleneck(bottleneck)
            case .cell(var cell):
                cell.stride = newValue
                self = .cell(cell)
            case .identity, .classifier: break
            }
        }
    }

    /// The same block behind others.
    fileprivate func following(_ chain: BlockChain) -> Blueprint.Block {
        let (channels, side) = (chain.channels, chain.side)
        switch self {
        case .convolution(var convolution):
            (convolution.inputChannels, convolution.inputSide) = (channels, side)
            return .convolution(convolution)
        case .invertedBottleneck(var bottleneck):
            (bottleneck.inputChannels, bottleneck.inputSide) = (channels, side)
            return .invertedBottleneck(bottleneck)
        case .identity: return .identity(Blueprint.Identity(channels: channels, side: side))
        case .cell(let cell):
            return .cell(chain.cell(cell.kind, outputChannels: cell.outputChannels, stride: cell.stride))
        case .classifier(var classifier):
            (classifier.inputChannels, classifier.inputSide) = (channels, side)
            return .classifier(classifier)
        }
    }
}
