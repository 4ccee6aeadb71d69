import Documents
package import Foundation
package import NeuralNetwork
package import Workers

/// Tensors in the safetensors layout: header length (8 bytes), JSON header, data; all little-endian, C order.
package enum WeightsFile {
    /// The file's bytes.
    ///
    /// - Parameters:
    ///   - parameters: The tensors to write, in this order.
    ///   - arena: The floats of the parameters' table.
    ///   - metadata: Texts for the header, such as the search space.
    package static func data(_ parameters: [Parameter], in arena: FloatBuffer, metadata: [(String, String)]) -> Data {
        data(tensors(parameters, in: arena), metadata: metadata)
    }

    /// A tensor to be written.
    struct Tensor {
        var name: String
        var shape: [Int]
        /// The numbers, little-endian.
        var floats: Data
    }

    /// The tensors of a table, with something in front of their names.
    static func tensors(_ parameters: [Parameter], in arena: FloatBuffer, prefix: String = "") -> [Tensor] {
        parameters.map { parameter in
            Tensor(
                name: prefix + parameter.name, shape: parameter.shape,
                floats: unsafe Data(arena.bytes[parameter.offset * 4..<(parameter.offset + parameter.count) * 4]))
        }
    }

    /// The bytes of a file of any tensors, in their order.
    static func data(_ tensors: [Tensor], metadata: [(String, String)]) -> Data {
        var members: [JSONValue.Member] = [
            JSONValue.Member("__metadata__", .object(metadata.map { JSONValue.Member($0.0, .string($0.1)) }))
        ]
        var offset = 0
        for tensor in tensors {
            let end = offset + tensor.floats.count
            members.append(
                JSONValue.Member(
                    tensor.name,
                    [
                        "dtype": "F32", "shape": .array(tensor.shape.map { .integer($0) }),
                        "data_offsets": [.integer(offset), .integer(end)],
                    ]))
            offset = end
        }
        var header = Data(JSONValue.object(members).description.utf8)
        // The format allows blanks there.
        header.pad()
        var data = Data(capacity: 8 + header.count + offset)
        data.append(count: header.count)
        data.append(header)
        for tensor in tensors { data.append(tensor.floats) }
        return data
    }
}
