/// How initial weights are drawn.
///
/// Under batch norm the rate that counts is the learning rate divided by the squared length of the weights; so the scheme
/// decides how fast operations learn beside one another, and not only where they begin.
public struct Initialization: Hashable, Sendable {
    /// What the spread of a tensor's first values goes by.
    public enum Scheme: String, CaseIterable, Hashable, Sendable {
        /// Uniform within `1 / sqrt(fan_in)`, a variance of `1 / (3 fan_in)`, PyTorch's own default; `fan_in` is
        /// `kernel^2 * in` for a convolution, `kernel^2` for a depthwise one, the inputs for a linear layer.
        case fanIn = "fan_in"
        /// Normal with variance `2 / (kernel^2 * out)`, the fan-out not divided by groups, and linear layers uniform within
        /// `1 / sqrt(out)`: the authors' code (hunto/image_classification_sota).
        case fanOut = "fan_out"
    }

    /// What the spread goes by.
    public var scheme: Scheme
    /// The first factors of the batch norm that ends a residual branch.
    ///
    /// At 0 a branch adds nothing to its block's input until it has learned something, so that a branch that was hardly
    /// ever trained does not disturb the layers that all paths share.
    public var residualGamma: Float

    /// First weights spread by `scheme`, with `residualGamma` at the end of each residual branch.
    public init(scheme: Scheme, residualGamma: Float) {
        self.scheme = scheme
        self.residualGamma = residualGamma
    }

    /// By fan-in, with zero-init residual branches: under it supernets and networks alone learn faster than under the
    /// authors' (held-out losses in the article Results).
    public static let standard = Initialization(scheme: .fanIn, residualGamma: 0)
    /// The authors' code.
    public static let authors = Initialization(scheme: .fanOut, residualGamma: 1)

    /// A distribution of first values.
    enum Draw {
        case constant(Float)
        /// Mean 0 and this deviation.
        case normal(deviation: Double)
        /// Within plus or minus this bound.
        case uniform(bound: Double)
    }

    /// How the first values of a tensor are drawn.
    func draw(of role: Parameter.Role) -> Draw {
        switch (role, scheme) {
        case (.zeros, _): .constant(0)
        case (.gamma(let endsResidual), _): .constant(endsResidual ? residualGamma : 1)
        case (.convolution(let fanIn, _), .fanIn): .uniform(bound: 1 / Double(fanIn).squareRoot())
        case (.convolution(_, let fanOut), .fanOut): .normal(deviation: (2 / Double(fanOut)).squareRoot())
        case (.linear(let inputs, _), .fanIn): .uniform(bound: 1 / Double(inputs).squareRoot())
        case (.linear(_, let outputs), .fanOut): .uniform(bound: 1 / Double(outputs).squareRoot())
        }
    }
}
