package import Documents

/// A model of the Open Neural Network Exchange, as far as a network of the engine needs it: one graph over 32-bit floats.
package struct ONNXModel: Hashable, Sendable {
    /// The version of the file format, which came with version 17 of the operators.
    static let version = 8
    /// The version of the operators.
    package static let operators = 17

    /// One operation.
    package struct Node: Hashable, Sendable {
        /// The operator's name, such as `Conv`.
        package var type: String
        /// The tensors that it takes.
        package var inputs: [String]
        /// The tensor that it gives, by whose name it goes too.
        package var output: String
        /// What it is told besides.
        package var attributes: [String: Attribute] = [:]
    }

    /// What a node is told besides its tensors.
    package enum Attribute: Hashable, Sendable {
        /// A whole number.
        case integer(Int)
        /// Whole numbers.
        case integers([Int])
        /// A float.
        case float(Float)
    }

    /// A tensor that goes in or comes out; its first size, the number of pictures, is left open.
    package struct Port: Hashable, Sendable {
        /// The name.
        package var name: String
        /// The sizes behind the first.
        package var shape: [Int]
    }

    /// The graph's name.
    package var name: String
    /// The operations, each behind those whose outputs it takes.
    package var nodes: [Node]
    /// The tensors that the model brings along.
    package var constants: [Tensor]
    /// What goes in.
    package var input: Port
    /// What comes out.
    package var output: Port
    /// Texts beside the graph.
    package var texts: [String: String]
}
