/// One network, block by block, ready to be counted or built.
///
/// Each block takes the channels and the side that the one before it gives, a cell those of the two before it; the last one
/// is the classifier, and the only one.
public struct Blueprint: Hashable, Sendable {
    /// The blocks, picture to logits.
    public let blocks: [Block]
    /// What follows the first layer of every squeeze-and-excitation.
    public let squeezeActivation: Activation
    /// What makes the channel weights from the second layer of every squeeze-and-excitation.
    public let gateActivation: Activation

    /// Makes a network of blocks that fit together.
    ///
    /// - Throws: `ArchitectureError` where a size is out of range, where a block does not take what the one before it
    ///   gives, or where the network does not end in its only classifier.
    public init(
        blocks: [Block], squeezeActivation: Activation = .hswish, gateActivation: Activation = .hsigmoid
    ) throws(ArchitectureError) {
        try Limits.check(blocks.count, in: Limits.blocks, as: "the number of blocks of the network")
        for (position, block) in blocks.enumerated() {
            try block.shape.check(position: position)
            if case .classifier = block, position < blocks.count - 1 {
                throw .misfit(
                    block: position + 1, found: "the output of a classifier", expected: "nothing to follow it")
            }
            if position > 0 { try Self.check(block, follows: blocks[position - 1], position: position) }
            if case .cell(let cell) = block { try Self.check(cell, reads: blocks[position - 2], position: position) }
        }
        guard case .classifier = blocks[blocks.count - 1] else {
            throw .misfit(block: blocks.count, found: "nothing", expected: "the classifier, which ends a network")
        }
        self.init(checked: blocks, squeezeActivation: squeezeActivation, gateActivation: gateActivation)
    }

    /// Makes a network of blocks that are known to fit together.
    init(checked blocks: [Block], squeezeActivation: Activation, gateActivation: Activation) {
        self.blocks = blocks
        self.squeezeActivation = squeezeActivation
        self.gateActivation = gateActivation
    }

    /// The multiply-accumulates for one picture, counted as `Block.macs` says.
    public var macs: Int { blocks.reduce(0) { $0 + $1.macs } }

    /// The trainable parameters, counted as `Block.params` says.
    public var params: Int { blocks.reduce(0) { $0 + $1.params } }

    /// The height and width of the pictures.
    public var side: Int { blocks[0].inputSide }

    /// The channels of the pictures.
    public var channels: Int { blocks[0].inputChannels }

    /// The number of classes.
    public var classes: Int { blocks[blocks.count - 1].outputChannels }

    /// Whether a block has squeeze-and-excitation.
    package var squeezes: Bool {
        blocks.contains { block in
            if case .invertedBottleneck(let bottleneck) = block { bottleneck.squeeze > 0 } else { false }
        }
    }

    private static func check(_ block: Block, follows previous: Block, position: Int) throws(ArchitectureError) {
        guard block.inputChannels == previous.outputChannels, block.inputSide == previous.outputSide else {
            throw .misfit(
                block: position, found: text(channels: block.inputChannels, side: block.inputSide),
                expected: text(channels: previous.outputChannels, side: previous.outputSide)
                    + " as block \(position) gives")
        }
    }

    private static func check(_ cell: Cell, reads earlier: Block, position: Int) throws(ArchitectureError) {
        guard cell.earlierChannels == earlier.outputChannels, cell.earlierSide == earlier.outputSide else {
            throw .misfit(
                block: position, found: text(channels: cell.earlierChannels, side: cell.earlierSide),
                expected: text(channels: earlier.outputChannels, side: earlier.outputSide)
                    + " as block \(position - 1) gives")
        }
    }

    private static func text(channels: Int, side: Int) -> String {
        "\(channels) channels of \(side)x\(side)"
    }
}
