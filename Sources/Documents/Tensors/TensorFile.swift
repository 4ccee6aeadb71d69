package import Foundation

/// A file of tensors in the safetensors layout: header length (8 bytes), JSON header, data; all little-endian, C order.
package struct TensorFile: Sendable {
    /// A text of the header.
    package typealias Text = (key: String, value: String)

    /// The tensors, in the order of the header.
    package var tensors: [Tensor]
    /// Texts beside them, in the order of the header.
    package var metadata: [Text]
    /// The file that it was read from, for sentences.
    package let file: String

    /// Puts tensors and texts together.
    ///
    /// - Parameter file: Where they come from, for sentences.
    package init(_ tensors: [Tensor], metadata: [Text], file: String = "") {
        self.tensors = tensors
        self.metadata = metadata
        self.file = file
    }

    /// A text of the header; nil without one of that name.
    package func text(_ key: String) -> String? { metadata.first { $0.key == key }?.value }

    /// The file's bytes.
    package var data: Data {
        var members: [JSONValue.Member] = [
            JSONValue.Member("__metadata__", .object(metadata.map { JSONValue.Member($0.key, .string($0.value)) }))
        ]
        var offset = 0
        for tensor in tensors {
            let end = offset + tensor.bytes.count
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
        // Padded with blanks, as the format allows, so that the floats are aligned.
        header.pad()
        var data = Data(capacity: 8 + header.count + offset)
        data.append(count: header.count)
        data.append(header)
        for tensor in tensors { data.append(tensor.bytes) }
        return data
    }
}
