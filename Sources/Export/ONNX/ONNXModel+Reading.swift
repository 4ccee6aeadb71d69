package import Documents
package import Foundation

extension ONNXModel {
    /// Reads what `data` has written.
    ///
    /// - Throws: `Refusal` where the bytes are no such model.
    package init(_ data: Data) throws(Refusal) {
        let model = try ProtobufReader(data, what: "the ONNX model")
        let sets = try model.messages(8, "a set of operators")
        guard model.integers(1) == [Self.version], sets.map({ $0.integers(2) }) == [[Self.operators]] else {
            throw Refusal(
                "the ONNX model has other versions than \(Self.version) and \(Self.operators); expected a model of this "
                    + "engine")
        }
        let graph = try model.message(7, "graph")
        var texts: [String: String] = [:]
        for entry in try model.messages(14, "a text") { texts[try entry.text(1)] = try entry.text(2) }
        self.init(
            name: try graph.text(2),
            nodes: try graph.messages(1, "a node").map { message throws(Refusal) in try Node(message) },
            constants: try graph.messages(5, "a tensor").map { message throws(Refusal) in try Self.tensor(message) },
            input: try Port(graph.message(11, "input")), output: try Port(graph.message(12, "output")), texts: texts)
    }

    private static func tensor(_ message: ProtobufReader) throws(Refusal) -> Tensor {
        let (name, shape, bytes) = (try message.text(8), message.integers(1), message.bytes(9).last ?? Data())
        var size = MemoryLayout<Float>.size
        for side in shape {
            let (product, overflow) = size.multipliedReportingOverflow(by: side)
            guard side >= 0, !overflow else {
                throw Refusal("the tensor \(name) has an impossible shape; expected sizes")
            }
            size = product
        }
        guard message.integers(2) == [floatType], bytes.count == size else {
            throw Refusal("the tensor \(name) has \(bytes.count) bytes; expected \(size) of 32-bit floats")
        }
        return Tensor(name: name, shape: shape, bytes: bytes)
    }
}

extension ONNXModel.Node {
    fileprivate init(_ message: ProtobufReader) throws(Refusal) {
        var attributes: [String: ONNXModel.Attribute] = [:]
        for attribute in try message.messages(5, "an attribute") {
            let name = try attribute.text(1)
            switch attribute.integers(20).last {
            case 1: attributes[name] = attribute.floats(2).last.map { .float($0) }
            case 2: attributes[name] = attribute.integers(3).last.map { .integer($0) }
            case 7: attributes[name] = .integers(attribute.integers(8))
            default: throw Refusal("the attribute \(name) is of a kind that is not read here; expected numbers")
            }
        }
        self.init(
            type: try message.text(4), inputs: try message.texts(1), output: try message.text(2), attributes: attributes
        )
    }
}

extension ONNXModel.Port {
    fileprivate init(_ message: ProtobufReader) throws(Refusal) {
        name = try message.text(1)
        let tensor = try message.message(2, "type").message(1, "type of a tensor")
        let sizes = try tensor.message(2, "shape").messages(1, "size")
        guard tensor.integers(1) == [ONNXModel.floatType], try sizes.first?.text(2) == ONNXModel.batch else {
            throw Refusal("\(name) is no tensor of 32-bit floats whose first size is open; expected one")
        }
        shape = sizes.dropFirst().flatMap { $0.integers(1) }
    }
}
