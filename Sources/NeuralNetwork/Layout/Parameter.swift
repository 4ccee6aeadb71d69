/// One tensor of trained numbers: where it lies in the arena of weights, gradients or momentum.
public struct Parameter: Hashable, Sendable {
    /// Names the tensor within its supernet: `layers.3.k5e6.expand.weight`.
    public let name: String
    /// Sizes, slowest first: `[kernel, kernel, in, out]`, `[kernel, kernel, channels]`, `[in, out]` or `[channels]`.
    public let shape: [Int]
    /// The index of its first float in every arena of the table.
    public let offset: Int
    /// Whether weight decay applies: to weights, not to batch norm and biases.
    public let decays: Bool
    /// How its first values are drawn.
    let start: Start

    /// The number of floats.
    public var count: Int { shape.reduce(1, *) }
    /// The floats' place in every arena of the table.
    public var range: Range<Int> { offset..<(offset + count) }

    /// First values, those of the authors' code: see `ParameterTable.initialWeights`.
    enum Start: Hashable, Sendable {
        case constant(Float)
        /// Mean 0 and this deviation.
        case normal(deviation: Double)
        /// Within plus or minus this bound.
        case uniform(bound: Double)
    }
}
