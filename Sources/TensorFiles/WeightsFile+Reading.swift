import Architecture
package import Documents
import Foundation
package import Layout
import Reproducibility
import RunFiles
package import Workers

extension WeightsFile {
    /// Reads the weights of a supernet.
    ///
    /// Nothing in the file is believed before it is compared: every name, type, shape and place, and that each number is
    /// finite.
    ///
    /// - Returns: An arena of the table, and the SHA-256 of the file.
    /// - Throws: `Refusal` where the file cannot be read, is cut short, is of another space, or holds other tensors than
    ///   the table.
    package static func read(
        _ file: String, layout: SupernetLayout
    ) throws(Refusal) -> (weights: FloatBuffer, sha256: String) {
        let parameters = layout.table.parameters
        let limit = 8 + TensorFile.longestHeader + 4 * layout.table.parameterCount
        let data = try FileBytes.read(file, atMost: limit, what: "the weights of \(layout.space)")
        let found = try TensorFile(data, file: file)
        guard found.text(RunKey.fingerprint) == layout.space.fingerprint else {
            guard let text = found.text(RunKey.space) else {
                throw Refusal("\(file) holds weights of another search space; expected those of \(layout.space)")
            }
            throw Refusal(
                "\(file) holds weights of another search space, with "
                    + "\(SpaceDifference.words(text, layout.space.description)); expected those of the same")
        }
        guard found.tensors.count == parameters.count else {
            throw Refusal("\(file) lists \(found.tensors.count) tensors; expected \(parameters.count)")
        }
        var hash = SHA256()
        hash.update(data.span)
        return (try found.arena(of: layout.table), hash.hexadecimal)
    }
}

extension TensorFile {
    /// The tensors of a table, in an arena of it.
    ///
    /// - Parameter prefix: What the tensors' names have in front.
    /// - Throws: `Refusal` where one is missing, has another shape, or holds a number that is not finite.
    func arena(of table: ParameterTable, prefix: String = "") throws(Refusal) -> FloatBuffer {
        let places = Dictionary(uniqueKeysWithValues: tensors.enumerated().map { ($1.name, $0) })
        // All are there before memory is taken for a table that the file itself may have named.
        let found = try table.parameters.map { parameter throws(Refusal) in
            let name = prefix + parameter.name
            guard let place = places[name] else {
                throw Refusal("\(file) has no \(name); expected F32 of shape \(parameter.shape)")
            }
            guard tensors[place].shape == parameter.shape else {
                throw Refusal("\(file): \(name) has the shape \(tensors[place].shape); expected \(parameter.shape)")
            }
            return tensors[place]
        }
        let weights = FloatBuffer(count: table.count)
        for (parameter, tensor) in zip(table.parameters, found) {
            let target = unsafe UnsafeMutableRawBufferPointer(
                start: weights.pointer + parameter.offset, count: 4 * parameter.count)
            unsafe tensor.bytes.copyBytes(to: target)
            guard parameter.range.allSatisfy({ weights[$0].isFinite }) else {
                throw Refusal("\(file): \(tensor.name) holds a number that is not finite; expected finite ones")
            }
        }
        return weights
    }
}
