import Architecture
import Documents

/// Networks in the rows of the GreedyNAS authors' own configurations: `layer2: [2, 16, 32, 3, 'ir_7x7_nse']` under
/// `backbone`, the stride, the channels that come in and go out, the expansion and the operation; before them perhaps how
/// many such blocks follow one another, of which only the first one has the stride.
///
/// Such a file says neither the pictures' size nor activations. They are read as the authors' code builds them: pictures of
/// 224x224; ReLU, and h-swish within the bottlenecks where a name ends in `_se` or `_nse`, which squeeze to a quarter of the
/// hidden channels.
enum HuntoRows {
    /// One row.
    private struct Row {
        let line: Int
        let stride: Int
        let input: Int
        let output: Int
        let expansion: Int
        let operation: String
    }

    /// The operations of a space's layers in a file, by their names divided by blanks.
    ///
    /// The fixed first block, stem and head are left out: the space has its own.
    static func names(in text: String, of space: SearchSpace) throws(Refusal) -> String {
        var rows = try rows(in: text).filter { $0.operation == "id" || $0.operation.hasPrefix("ir_") }
        if space.fixedBlock != nil, rows.count == space.layers.count + 1 { rows.removeFirst() }
        return try rows.map { row throws(Refusal) in
            if row.operation == "id" { return "id" }
            let shape = try bottleneck(row)
            return "k\(shape.kernel)e\(row.expansion)\(shape.squeezes ? "se" : "")"
        }.joined(separator: " ")
    }

    /// The network of a file by itself.
    static func network(in text: String) throws(Refusal) -> Blueprint {
        let lines = try KeyedLines(text)
        let rows = try rows(in: text)
        let isOfSqueezes = rows.contains { $0.operation.hasSuffix("se") }
        var chain = BlockChain(channels: 3, side: 224)
        do {
            for row in rows where row.operation != "gavgp" {
                guard row.input == chain.channels else {
                    throw Refusal(
                        "line \(row.line) takes \(row.input) channels; expected \(chain.channels), as come from the row before"
                    )
                }
                try chain.append(block(row, after: chain, activation: isOfSqueezes ? .hswish : .relu))
            }
            guard let classes = lines.lines.last(where: { $0.key == "dim_out" }).flatMap({ Int($0.value) }) else {
                throw Refusal("the head has no dim_out; expected the number of classes")
            }
            try chain.append(
                .classifier(
                    Blueprint.Classifier(inputChannels: chain.channels, classes: classes, inputSide: chain.side)))
            return try Blueprint(blocks: chain.blocks)
        } catch {
            throw error as? Refusal ?? Refusal("\(error)")
        }
    }

    /// A network in rows, as the authors' code reads them.
    static func text(of network: Blueprint) -> String {
        var lines = ["backbone:", "    # name: [stride, in_channels, out_channels, expand_ratio, op]"]
        for (index, block) in network.blocks.dropLast().enumerated() {
            lines.append("    layer\(index): \(row(of: block, in: network))")
        }
        let width = network.blocks[network.blocks.count - 1].inputChannels
        return
            (lines + [
                "    layer\(network.blocks.count - 1): [1, \(width), \(width), 1, 'gavgp']", "head:", "    linear1:",
                "        dim_in: \(width)", "        dim_out: \(network.classes)",
            ]).joined(separator: "\n")
    }

    private static func row(of block: Blueprint.Block, in network: Blueprint) -> String {
        let (input, output) = (block.inputChannels, block.outputChannels)
        switch block {
        case .convolution(let convolution):
            // What stands for an identity where the shape changes has no activation.
            let name = convolution.activation == .none ? "id" : "conv\(convolution.kernel)x\(convolution.kernel)"
            return "[\(convolution.stride), \(input), \(output), 1, '\(name)']"
        case .invertedBottleneck(let bottleneck):
            let kernel = "\(bottleneck.kernel)x\(bottleneck.kernel)"
            let ending = network.squeezes ? (bottleneck.squeeze > 0 ? "_se" : "_nse") : ""
            return "[\(bottleneck.stride), \(input), \(output), \(bottleneck.expansion), 'ir_\(kernel)\(ending)']"
        case .cell: preconditionFailure("no path of a space has cells")
        case .identity, .classifier: return "[1, \(input), \(output), 1, 'id']"
        }
    }

    private static func block(
        _ row: Row, after chain: BlockChain, activation: Activation
    ) throws(Refusal) -> Blueprint.Block {
        let (channels, side) = (chain.channels, chain.side)
        if row.operation == "id", row.stride == 1, row.output == channels {
            return .identity(Blueprint.Identity(channels: channels, side: side))
        }
        let convolutions = ["id": (1, Activation.none), "conv1x1": (1, .relu), "conv3x3": (3, .relu)]
        if let (kernel, activation) = convolutions[row.operation] {
            return .convolution(
                Blueprint.Convolution(
                    inputChannels: channels, outputChannels: row.output, kernel: kernel, stride: row.stride,
                    activation: activation, inputSide: side))
        }
        let shape = try bottleneck(row)
        return .invertedBottleneck(
            Blueprint.InvertedBottleneck(
                inputChannels: channels, outputChannels: row.output, kernel: shape.kernel, expansion: row.expansion,
                stride: row.stride, squeeze: shape.squeezes ? max(1, channels * row.expansion / 4) : 0,
                activation: activation, inputSide: side))
    }

    /// What a name such as `ir_7x7_se` says.
    private static func bottleneck(_ row: Row) throws(Refusal) -> (kernel: Int, squeezes: Bool) {
        let parts = row.operation.split(separator: "_")
        let sides = parts.count > 1 ? parts[1].split(separator: "x") : []
        guard parts.first == "ir", (2...3).contains(parts.count), sides.count == 2, sides[0] == sides[1],
            let kernel = Int(sides[0]), parts.count == 2 || parts[2] == "se" || parts[2] == "nse"
        else {
            throw Refusal(
                "line \(row.line) has the operation \"\(ForeignText.line(row.operation, atMost: 40))\"; expected one such as "
                    + "ir_3x3, ir_7x7_se, id, conv3x3 or gavgp")
        }
        return (kernel, parts.last == "se")
    }

    private static func rows(in text: String) throws(Refusal) -> [Row] {
        var rows: [Row] = []
        for line in try KeyedLines(text).lines.drop(while: { $0.key != "backbone" }).dropFirst() {
            guard line.isInner else { break }
            guard let elements = KeyedLines.row(line.value), (5...6).contains(elements.count),
                let operation = elements.last
            else { throw wrong(line) }
            let numbers = elements.dropLast().compactMap { Int($0) }.filter { (1...8192).contains($0) }
            guard numbers.count == elements.count - 1 else { throw wrong(line) }
            let count = numbers.count == 5 ? numbers[0] : 1
            guard rows.count + count <= mostRows else { throw wrong(line) }
            let sizes = Array(numbers.suffix(4))
            for place in 0..<count {
                rows.append(
                    Row(
                        line: line.number, stride: place == 0 ? sizes[0] : 1,
                        input: place == 0 ? sizes[1] : sizes[2],
                        output: sizes[2], expansion: sizes[3],
                        operation: operation))
            }
        }
        return rows
    }

    /// No network has more blocks.
    private static let mostRows = 256

    private static func wrong(_ line: KeyedLines.Line) -> Refusal {
        Refusal(
            "line \(line.number) is \"\(ForeignText.line(line.key + ": " + line.value, atMost: 60))\"; expected a row such as "
                + "layer2: [2, 16, 32, 3, 'ir_7x7_nse']")
    }
}
