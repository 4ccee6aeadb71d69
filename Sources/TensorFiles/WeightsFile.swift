import Documents
package import Foundation
package import Layout
package import Workers

/// The files of weights in a run's folder, in the safetensors layout, by the engine's own names and layouts.
package enum WeightsFile {
    /// A file's bytes.
    ///
    /// - Parameters:
    ///   - parameters: The tensors to write, in this order.
    ///   - arena: The floats of the parameters' table.
    ///   - metadata: Texts for the header, such as the search space.
    package static func data(_ parameters: [Parameter], in arena: FloatBuffer, metadata: [(String, String)]) -> Data {
        TensorFile(tensors(parameters, in: arena), metadata: metadata.map { (key: $0.0, value: $0.1) }).data
    }

    /// The tensors of a table, with something in front of their names.
    static func tensors(_ parameters: [Parameter], in arena: FloatBuffer, prefix: String = "") -> [Tensor] {
        parameters.map { parameter in
            Tensor(
                name: prefix + parameter.name, shape: parameter.shape,
                bytes: unsafe Data(arena.bytes[parameter.offset * 4..<(parameter.offset + parameter.count) * 4]))
        }
    }
}
