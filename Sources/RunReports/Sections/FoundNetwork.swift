import Architecture
import Reporting

extension RunRecords {
    /// The network that was found or retrained, block by block.
    var networkSection: Section? {
        guard let network else { return nil }
        let blocks = network.blocks.map { block in
            BlockDiagram.Block(
                name: block.description, words: Self.words(for: block),
                output: Self.output(of: block), cost: Double(block.macs))
        }
        let diagram = BlockDiagram(
            "The network", input: "picture \(network.channels) x \(network.side) x \(network.side)", blocks: blocks,
            cost: "MACs")
        let rows = network.blocks.map { block in
            [
                block.description, Self.words(for: block), Self.output(of: block), NumberText.grouped(block.macs),
                NumberText.grouped(block.params),
            ]
        }
        return Section(
            id: "network", title: "The network",
            pieces: [
                .paragraph(
                    "\(NumberText.grouped(network.macs)) multiply-accumulates (MACs) per picture, "
                        + "\(NumberText.grouped(network.params)) parameters."),
                .figure(
                    caption: "Block by block", drawing: diagram.drawing,
                    note:
                        "`greedynas describe` accepts these names: k5e3 is an inverted bottleneck with kernel 5 and "
                        + "expansion 3, c a convolution, normal a cell, fc the classifier; :24 sets the output channels, /2 "
                        + "the stride.",
                    numbers: Table(["block", "", "output", "MACs", "parameters"], rows: rows)),
                .document(title: "Notation", text: network.description),
            ])
    }

    private static func words(for block: Blueprint.Block) -> String {
        switch block {
        case .convolution(let convolution):
            return "convolution \(convolution.kernel) x \(convolution.kernel)"
                + (convolution.stride == 1 ? "" : ", stride \(convolution.stride)")
        case .invertedBottleneck(let bottleneck):
            // With squeeze-and-excitation the words are long enough; the name says that it is a bottleneck.
            return (bottleneck.squeeze == 0 ? "bottleneck " : "")
                + "\(bottleneck.kernel) x \(bottleneck.kernel), x\(bottleneck.expansion)"
                + (bottleneck.stride == 1 ? "" : ", stride \(bottleneck.stride)")
                + (bottleneck.squeeze == 0 ? "" : ", squeeze \(bottleneck.squeeze)")
        case .identity: return "identity"
        case .cell(let cell):
            return "\(cell.kind.rawValue) cell" + (cell.stride == 1 ? "" : ", stride \(cell.stride)")
        case .classifier: return "pool and classifier"
        }
    }

    private static func output(of block: Blueprint.Block) -> String {
        if case .classifier = block { return "\(block.outputChannels) classes" }
        return "\(block.outputChannels) x \(block.outputSide) x \(block.outputSide)"
    }
}
