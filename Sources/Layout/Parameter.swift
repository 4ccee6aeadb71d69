/// One tensor of trained numbers: where it lies in the arena of weights, gradients or momentum.
public struct Parameter: Hashable, Sendable {
    /// The tensor's place in its supernet, as `layers.3.k5e6.expand.weight`.
    public let name: String
    /// Sizes, slowest first: `[kernel, kernel, in, out]`, `[kernel, kernel, channels]`, `[in, out]` or `[channels]`.
    public let shape: [Int]
    /// The index of its first float in every arena of the table.
    public let offset: Int
    /// Whether weight decay applies: to weights, not to batch norm and biases.
    public let decays: Bool
    /// What it is for, by which its first values are drawn.
    let role: Role

    /// The number of floats.
    public var count: Int { shape.reduce(1, *) }
    /// The floats' place in every arena of the table.
    public var range: Range<Int> { offset..<(offset + count) }

    /// What a tensor is for: see `Initialization`.
    enum Role: Hashable, Sendable {
        /// The weights of a convolution, by the sums that they go into: `kernel^2` times the inputs of an output, and
        /// `kernel^2` times the outputs, groups left out of account.
        case convolution(fanIn: Int, fanOut: Int)
        /// The weights of a linear layer.
        case linear(inputs: Int, outputs: Int)
        /// The factors of a batch norm, which may be the last one of a residual branch.
        case gamma(endsResidual: Bool)
        /// The summands of a batch norm, or biases.
        case zeros
    }
}
