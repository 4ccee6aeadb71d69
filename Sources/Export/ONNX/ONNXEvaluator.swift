package import Documents

/// Computes a model operation by operation, in plain loops that share nothing with the engine's kernels.
///
/// It is there to compare a model that was read back with the network that it came from, on a few pictures, and takes no
/// more kinds of operations than `ONNXBuilder` makes.
package struct ONNXEvaluator {
    /// Numbers with their sizes, slowest first.
    struct Value {
        var shape: [Int]
        var numbers: [Float]
    }

    private let model: ONNXModel
    private let constants: [String: Value]

    /// Takes a model.
    package init(_ model: ONNXModel) {
        self.model = model
        constants = Dictionary(
            model.constants.map { ($0.name, Value(shape: $0.shape, numbers: $0.floats)) }, uniquingKeysWith: { $1 })
    }

    /// What the model gives for some pictures.
    ///
    /// - Parameters:
    ///   - numbers: The pictures as the model takes them.
    ///   - shape: `[pictures, channels, side, side]`.
    /// - Throws: `Failure` where the model has an operation, or tensors of a shape, that no network of the engine has.
    package func output(of numbers: [Float], shape: [Int]) throws(Failure) -> [Float] {
        guard shape.dropFirst().elementsEqual(model.input.shape) else {
            throw Failure("the ONNX model takes pictures of \(model.input.shape); expected \(shape.dropFirst())")
        }
        var values = constants
        values[model.input.name] = Value(shape: shape, numbers: numbers)
        for node in model.nodes {
            let inputs = try node.inputs.map { name throws(Failure) in
                guard let value = values[name] else {
                    throw Failure(
                        "the ONNX model has no tensor \(name), which \(node.output) takes; expected it before")
                }
                return value
            }
            guard let value = Self.value(of: node, inputs) else {
                throw Failure(
                    "the operation \(node.type) of the ONNX model, which gives \(node.output), cannot be computed; expected "
                        + "one that a network of the engine has")
            }
            values[node.output] = value
        }
        guard let output = values[model.output.name], output.shape == [shape[0]] + model.output.shape else {
            throw Failure(
                "the ONNX model does not give \(model.output.name) as it says; expected \(model.output.shape)")
        }
        return output.numbers
    }

    /// What a node gives; nil for an operation that is not known, or tensors that do not fit it.
    private static func value(of node: ONNXModel.Node, _ inputs: [Value]) -> Value? {
        guard let first = inputs.first else { return nil }
        switch node.type {
        case "Conv": return convolution(node, inputs)
        case "BatchNormalization": return normalization(node, inputs)
        case "Gemm": return linear(inputs)
        case "GlobalAveragePool": return means(first)
        case "Flatten": return flat(first)
        case "Add": return combined(inputs, +)
        case "Sub": return combined(inputs, -)
        case "Mul": return combined(inputs, *)
        case "Div": return combined(inputs, /)
        case "MaxPool": return largest(node, first)
        case "Concat": return joined(inputs)
        case "Relu": return mapped(first) { max($0, 0) }
        case "Sigmoid": return mapped(first, sigmoid)
        case "HardSwish": return mapped(first) { $0 * min(max($0 / 6 + 0.5, 0), 1) }
        case "HardSigmoid":
            guard case .float(let alpha)? = node.attributes["alpha"], case .float(let beta)? = node.attributes["beta"]
            else { return nil }
            return mapped(first) { min(max(alpha * $0 + beta, 0), 1) }
        case "Clip":
            guard inputs.count == 3, let lower = inputs[1].numbers.first, let upper = inputs[2].numbers.first else {
                return nil
            }
            return mapped(first) { min(max($0, lower), upper) }
        default: return nil
        }
    }
}
