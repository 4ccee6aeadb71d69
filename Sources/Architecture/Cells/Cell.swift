extension Blueprint {
    /// A cell of DARTS_V2 (Liu et al., ICLR 2019), which reads the outputs of the two blocks before it.
    ///
    /// It first brings both inputs to its own width, a fourth of its output channels: ReLU, 1x1 convolution, batch norm; or,
    /// where the block before the last one has a larger side, a *factorized reduction*: ReLU, two 1x1 convolutions of
    /// stride 2 to half of the channels each, the second one a pixel further, concatenated, batch norm. Nodes follow, each the
    /// sum of two operations on inputs or earlier nodes; their outputs are concatenated.
    public struct Cell: Hashable, Sendable, BlockShape {
        /// Which of the two cells it is.
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            /// Separable and dilated convolutions.
            case normal
            /// Pooling, mostly.
            case reduction

            /// What the nodes compute.
            public var genotype: Genotype {
                switch self {
                case .normal: .dartsNormal
                case .reduction: .dartsReduction
                }
            }
        }

        /// Which of the two cells it is.
        public var kind: Kind
        /// The channels of the block before the last one.
        public var earlierChannels: Int
        /// The height and width that the block before the last one leaves.
        public var earlierSide: Int
        /// The channels of the last block.
        public var inputChannels: Int
        /// The channels that go out: those of all nodes.
        public var outputChannels: Int
        /// The stride of what nodes compute of the cell's inputs.
        public var stride: Int
        /// The height and width that the last block leaves.
        public var inputSide: Int

        /// Makes a cell; `Blueprint.init(blocks:)` checks its sizes.
        public init(
            _ kind: Kind, earlierChannels: Int, earlierSide: Int, inputChannels: Int, outputChannels: Int, stride: Int,
            inputSide: Int
        ) {
            self.kind = kind
            self.earlierChannels = earlierChannels
            self.earlierSide = earlierSide
            self.inputChannels = inputChannels
            self.outputChannels = outputChannels
            self.stride = stride
            self.inputSide = inputSide
        }

        /// What the nodes compute.
        public var genotype: Genotype { kind.genotype }

        /// The channels of a node.
        public var width: Int { outputChannels / genotype.nodes.count }

        /// Whether the block before the last one has a larger side, so that a factorized reduction brings it to size.
        public var reducesEarlier: Bool { earlierSide != inputSide }

        /// The height and width of the output, `ceil(inputSide / stride)`.
        public var outputSide: Int { (inputSide + stride - 1) / stride }

        /// The multiply-accumulates for one image; pooling and sums are not counted.
        public var macs: Int {
            genotype.nodes.joined().reduce(inputSide * inputSide * width * (earlierChannels + inputChannels)) {
                $0 + $1.operation.macs(channels: width, outputSide: outputSide, stride: $1.input < 2 ? stride : 1)
            }
        }

        /// The weights, and two numbers per channel of each batch norm.
        public var params: Int {
            genotype.nodes.joined().reduce(width * (earlierChannels + inputChannels + 4)) {
                $0 + $1.operation.params(channels: width, stride: $1.input < 2 ? stride : 1)
            }
        }

        func check(position: Int) throws(ArchitectureError) {
            guard position >= 2 else {
                throw .misfit(
                    block: position, found: "the outputs of the two blocks before it",
                    expected: "two blocks before the first cell")
            }
            try checkInput(position: position)
            try Limits.check(
                earlierChannels, in: Limits.channels,
                as: "the number of channels of the block before the last one of block \(position + 1)")
            try checkOutput(channels: outputChannels, stride: stride, position: position)
            // Half of a node's channels come from either part of a factorized reduction.
            let unit = 2 * genotype.nodes.count
            guard outputChannels % unit == 0 else {
                throw .outOfRange(
                    what: "the number of output channels of block \(position + 1)", value: "\(outputChannels)",
                    expected: "a multiple of \(unit), since a cell has \(genotype.nodes.count) nodes of an even width")
            }
            guard (1...2).contains(stride) else {
                throw .outOfRange(
                    what: "the stride of block \(position + 1)", value: "\(stride)", expected: "1 or 2 of a cell")
            }
            guard earlierSide == inputSide || (earlierSide + 1) / 2 == inputSide else {
                throw .misfit(
                    block: position, found: "sides of \(earlierSide) and \(inputSide) from the two blocks before it",
                    expected: "the same side twice, or the second one half of the first")
            }
        }
    }
}

extension Blueprint {
    /// Whether some blocks are cells, so that the network is no chain.
    public var hasCells: Bool {
        blocks.contains { if case .cell = $0 { true } else { false } }
    }
}
