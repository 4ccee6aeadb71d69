import Architecture

/// What a run keeps in memory, in bytes.
public struct MemoryEstimate: Hashable, Sendable {
    /// Weights, gradients and momentum of the whole supernet.
    public let parameters: Int
    /// What the largest path keeps of one batch until the backward pass.
    public let activations: Int
    /// The training pictures, held-out ones included, as bytes.
    public let pictures: Int

    /// All together.
    public var total: Int { parameters + activations + pictures }

    /// Estimates the memory of a training.
    ///
    /// - Parameters:
    ///   - space: The search space.
    ///   - sizes: Its paths.
    ///   - batch: The pictures of the largest pass.
    ///   - pictureCount: The pictures held in memory.
    init(space: SearchSpace, sizes: PathSizes, batch: Int, pictureCount: Int) {
        let float = MemoryLayout<Float>.size
        parameters = 3 * float * sizes.supernetParams
        let blocks = space.blueprint(of: sizes.largest).blocks
        activations = float * batch * blocks.reduce(0) { $0 + Self.keptFloats(of: $1) }
        pictures = pictureCount * space.macro.side * space.macro.side * space.macro.channels
    }

    /// The numbers that a block keeps of one picture: of each convolution its output before and after batch norm.
    private static func keptFloats(of block: Blueprint.Block) -> Int {
        let output = block.outputChannels * block.outputSide * block.outputSide
        switch block {
        case .convolution: return 2 * output
        case .invertedBottleneck(let bottleneck):
            let hidden = bottleneck.hiddenChannels
            let expanded = bottleneck.hasExpansion ? hidden * block.inputSide * block.inputSide : 0
            return 2 * (expanded + hidden * block.outputSide * block.outputSide + output)
        case .identity: return 0
        case .classifier: return output
        }
    }

    /// The figures by name.
    public var json: JSONValue {
        [
            "parameters": .integer(parameters), "activations": .integer(activations), "pictures": .integer(pictures),
            "total": .integer(total),
        ]
    }
}
