import Reproducibility
public import Workers

/// The tensors of a supernet, all in one arena: weights, gradients and momentum share this table.
public struct ParameterTable: Sendable {
    /// The tensors, by ascending offset.
    public private(set) var parameters: [Parameter] = []
    /// Floats of an arena, gaps between tensors included.
    public private(set) var count = 0

    /// Floats to whose multiple every tensor is aligned: a cache line.
    private static let alignment = 16

    /// Appends a tensor and returns its offset.
    ///
    /// - Parameter packed: Directly behind the tensor before it, for kernels that read several as one piece.
    mutating func append(
        _ name: String, shape: [Int], decays: Bool, start: Parameter.Start, packed: Bool = false
    ) -> Int {
        if !packed { count = (count + Self.alignment - 1) / Self.alignment * Self.alignment }
        let parameter = Parameter(name: name, shape: shape, offset: count, decays: decays, start: start)
        parameters.append(parameter)
        count += parameter.count
        return parameter.offset
    }

    /// The tensors' own number of floats, gaps left out: what a supernet's size is said to be.
    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

    /// An arena of first values.
    ///
    /// Convolutions: normal with deviation `sqrt(2 / (kernel^2 * out))`, the fan-out not divided by groups; batch norm 1
    /// and 0; linear layers uniform within `1 / sqrt(out)`, biases 0 (the authors' code,
    /// hunto/image_classification_sota). Each tensor has a random stream of its own.
    public func initialWeights(seed: UInt64) -> FloatBuffer {
        let weights = FloatBuffer(count: count)
        for (index, parameter) in parameters.enumerated() {
            var stream = RandomStream(seed: seed, purpose: .initialWeights, index: index)
            for place in parameter.range {
                weights.pointer[place] =
                    switch parameter.start {
                    case .constant(let value): value
                    case .normal(let deviation): Float(stream.normal() * deviation)
                    case .uniform(let bound): Float((stream.uniform() * 2 - 1) * bound)
                    }
            }
        }
        return weights
    }
}
