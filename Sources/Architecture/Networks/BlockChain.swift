/// The blocks of a network in the making, each of which takes what the one before it gives.
package struct BlockChain {
    /// The blocks so far.
    package private(set) var blocks: [Blueprint.Block] = []
    /// The channels that the next block takes.
    package private(set) var channels: Int
    /// The height and width that the next block takes.
    package private(set) var side: Int

    /// Begins with the picture.
    package init(channels: Int, side: Int) {
        self.channels = channels
        self.side = side
    }

    /// A cell that takes what the two last blocks give; of fewer blocks it takes nothing, which `append` refuses.
    package func cell(_ kind: Blueprint.Cell.Kind, outputChannels: Int, stride: Int) -> Blueprint.Cell {
        let earlier = blocks.dropLast().last
        return Blueprint.Cell(
            kind, earlierChannels: earlier?.outputChannels ?? 0, earlierSide: earlier?.outputSide ?? 0,
            inputChannels: channels, outputChannels: outputChannels, stride: stride, inputSide: side)
    }

    /// Adds a block, checked at once, so that the one after it is never computed from impossible sizes.
    ///
    /// - Throws: `ArchitectureError` where a size is out of range.
    package mutating func append(_ block: Blueprint.Block) throws(ArchitectureError) {
        try block.shape.check(position: blocks.count)
        blocks.append(block)
        channels = block.outputChannels
        side = block.outputSide
    }
}
