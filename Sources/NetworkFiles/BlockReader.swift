import Architecture
import Documents
import RunFiles

/// Reads the list of a network's blocks.
enum BlockReader {
    /// The kinds of blocks, as their key `kind` names them.
    private enum Kind: String, CaseIterable {
        case convolution
        case invertedBottleneck = "inverted_bottleneck"
        case identity
        case cell
        case classifier
    }

    /// The blocks of a document, the first of which says the picture.
    ///
    /// - Throws: `Refusal` naming the block that lacks a key, has an unknown one or an impossible size, or contradicts the
    ///   ones before.
    static func blocks(of document: JSONSection) throws(Refusal) -> [Blueprint.Block] {
        let sections = try document.sections(RunKey.blocks)
        guard let first = sections.first else { throw document.wrong(RunKey.blocks, expected: "at least a classifier") }
        var chain = BlockChain(
            channels: try first.integer("input_channels"), side: try first.integer("input_side"))
        for section in sections {
            let block = try block(section, after: chain)
            do throws(ArchitectureError) {
                try chain.append(block)
            } catch {
                throw Refusal("\(document.file): \(error)")
            }
            try check(section, against: block)
        }
        return chain.blocks
    }

    private static func block(
        _ section: JSONSection, after chain: BlockChain
    ) throws(Refusal) -> Blueprint.Block {
        let (channels, side) = (chain.channels, chain.side)
        switch try section.choice(RunKey.kind, of: Kind.self) {
        case .convolution:
            return .convolution(
                Blueprint.Convolution(
                    inputChannels: channels, outputChannels: try section.integer("output_channels"),
                    kernel: try section.integer("kernel"), stride: try section.integerIfAny("stride") ?? 1,
                    activation: try section.choice("activation"), inputSide: side))
        case .invertedBottleneck:
            return .invertedBottleneck(
                Blueprint.InvertedBottleneck(
                    inputChannels: channels, outputChannels: try section.integer("output_channels"),
                    kernel: try section.integer("kernel"), expansion: try section.integer("expansion"),
                    stride: try section.integerIfAny("stride") ?? 1, squeeze: try section.integerIfAny("squeeze") ?? 0,
                    activation: try section.choice("activation"), inputSide: side))
        case .identity: return .identity(Blueprint.Identity(channels: channels, side: side))
        case .cell:
            return .cell(
                chain.cell(
                    try section.choice("cell"), outputChannels: try section.integer("output_channels"),
                    stride: try section.integerIfAny("stride") ?? 1))
        case .classifier:
            return .classifier(
                Blueprint.Classifier(
                    inputChannels: channels, classes: try section.integer("output_channels"), inputSide: side))
        }
    }

    /// Refuses what is no key of the block, and what is said of it and is not so.
    private static func check(_ section: JSONSection, against block: Blueprint.Block) throws(Refusal) {
        let expected = block.json
        guard case .object(let known) = expected, case .object(let found) = section.object else { return }
        try section.refuseKeys(beyond: known.map(\.key))
        for member in found where member.value != .null {
            guard let value = expected[member.key], value != member.value else { continue }
            throw section.wrong(member.key, expected: "\(value), as its other sizes and the blocks before it say")
        }
    }
}

extension JSONSection {
    /// An activation that may be missing or null.
    func activationIfAny(_ key: String) throws(Refusal) -> Activation? {
        try textIfAny(key) == nil ? nil : choice(key)
    }
}
