import Documents
package import Foundation
import RunFiles

// The numbers of the fields are those of `onnx.proto`, version 8.
extension ONNXModel {
    /// The number of `FLOAT` among the types of numbers.
    static let floatType = 1
    /// The name of the size that is left open.
    static let batch = "batch"

    /// The file's bytes.
    package var data: Data {
        var writer = ProtobufWriter()
        writer.integer(Self.version, field: 1)
        writer.text("greedynas", field: 2)
        writer.text(BuildIdentity.version, field: 3)
        writer.message(field: 7, writeGraph)
        writer.message(field: 8) { set in
            set.text("", field: 1)
            set.integer(Self.operators, field: 2)
        }
        for (key, text) in texts.sorted(by: { $0.key < $1.key }) {
            writer.message(field: 14) { entry in
                entry.text(key, field: 1)
                entry.text(text, field: 2)
            }
        }
        return writer.data
    }

    private func writeGraph(_ writer: inout ProtobufWriter) {
        for node in nodes { writer.message(field: 1, node.write) }
        writer.text(name, field: 2)
        for tensor in constants {
            writer.message(field: 5) { message in
                for size in tensor.shape { message.integer(size, field: 1) }
                message.integer(Self.floatType, field: 2)
                message.text(tensor.name, field: 8)
                message.bytes(tensor.bytes, field: 9)
            }
        }
        writer.message(field: 11, input.write)
        writer.message(field: 12, output.write)
    }
}

extension ONNXModel.Node {
    fileprivate func write(_ writer: inout ProtobufWriter) {
        for input in inputs { writer.text(input, field: 1) }
        writer.text(output, field: 2)
        writer.text(output, field: 3)
        writer.text(type, field: 4)
        for (name, attribute) in attributes.sorted(by: { $0.key < $1.key }) {
            writer.message(field: 5) { message in
                message.text(name, field: 1)
                switch attribute {
                case .float(let number):
                    message.float(number, field: 2)
                    message.integer(1, field: 20)
                case .integer(let number):
                    message.integer(number, field: 3)
                    message.integer(2, field: 20)
                case .integers(let numbers):
                    for number in numbers { message.integer(number, field: 8) }
                    message.integer(7, field: 20)
                }
            }
        }
    }
}

extension ONNXModel.Port {
    fileprivate func write(_ writer: inout ProtobufWriter) {
        writer.text(name, field: 1)
        writer.message(field: 2) { type in
            type.message(field: 1) { tensor in
                tensor.integer(ONNXModel.floatType, field: 1)
                tensor.message(field: 2) { sizes in
                    sizes.message(field: 1) { $0.text(ONNXModel.batch, field: 2) }
                    for size in shape { sizes.message(field: 1) { $0.integer(size, field: 1) } }
                }
            }
        }
    }
}
