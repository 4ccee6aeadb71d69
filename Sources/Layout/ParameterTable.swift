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
        _ name: String, shape: [Int], decays: Bool, role: Parameter.Role, packed: Bool = false
    ) -> Int {
        if !packed { count = (count + Self.alignment - 1) / Self.alignment * Self.alignment }
        let parameter = Parameter(name: name, shape: shape, offset: count, decays: decays, role: role)
        parameters.append(parameter)
        count += parameter.count
        return parameter.offset
    }

    /// The tensors' own number of floats, gaps left out: what a supernet's size is said to be.
    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

    /// An arena of first values.
    ///
    /// Summands of batch norm and biases are 0. Each tensor has a random stream of its own.
    ///
    /// - Parameters:
    ///   - seed: The seed of the streams.
    ///   - initialization: How the values are drawn.
    public func initialWeights(seed: UInt64, by initialization: Initialization = .standard) -> FloatBuffer {
        let weights = FloatBuffer(count: count)
        for (index, parameter) in parameters.enumerated() {
            var stream = RandomStream(seed: seed, purpose: .initialWeights, index: index)
            let draw = initialization.draw(of: parameter.role)
            for place in parameter.range {
                unsafe weights.pointer[place] =
                    switch draw {
                    case .constant(let value): value
                    case .normal(let deviation): Float(stream.normal() * deviation)
                    case .uniform(let bound): Float((stream.uniform() * 2 - 1) * bound)
                    }
            }
        }
        return weights
    }
}
