import Architecture
package import Documents
import Foundation
package import NeuralNetwork
import Reproducibility
package import Workers

extension WeightsFile {
    /// The reference reader of safetensors takes no longer header either.
    private static let longestHeader = 100_000_000

    /// Reads the weights of a supernet.
    ///
    /// Nothing in the file is believed before it is compared: the header's length, every name, type, shape and place, and
    /// that each number is finite.
    ///
    /// - Returns: An arena of the table, and the SHA-256 of the file.
    /// - Throws: `Refusal` where the file cannot be read, is cut short, is of another space, or holds other tensors than
    ///   the table.
    package static func read(
        _ file: String, layout: SupernetLayout
    ) throws(Refusal) -> (weights: FloatBuffer, sha256: String) {
        let parameters = layout.table.parameters
        let floats = 4 * layout.table.parameterCount
        let data = try FileBytes.read(
            file, atMost: 8 + longestHeader + floats, what: "the weights of \(layout.space)")
        let (header, start) = try header(of: data, file: file)
        let found = header.object["__metadata__"]?[RunKey.fingerprint]
        guard found == .string(layout.space.fingerprint) else {
            guard case .string(let text)? = header.object["__metadata__"]?[RunKey.space] else {
                throw Refusal("\(file) holds weights of another search space; expected those of \(layout.space)")
            }
            throw Refusal(
                "\(file) holds weights of another search space, with "
                    + "\(SpaceDifference.words(text, layout.space.description)); expected those of the same")
        }
        guard data.count - start == floats else {
            throw Refusal(
                "\(file) has \(data.count - start) bytes of weights; expected \(floats), so it is cut short or damaged")
        }
        if case .object(let members) = header.object, members.count != parameters.count + 1 {
            throw Refusal("\(file) lists \(members.count - 1) tensors; expected \(parameters.count)")
        }
        let weights = FloatBuffer(count: layout.table.count)
        var places: [Range<Int>] = []
        var hash = SHA256()
        hash.update(data.span)
        for parameter in parameters {
            let entry = try header.section(parameter.name)
            let offsets = try entry.integers("data_offsets")
            guard try entry.text("dtype") == "F32", try entry.integers("shape") == parameter.shape else {
                throw Refusal(
                    "\(file): \(parameter.name) is \(entry.object.description.prefix(100)); expected F32 of shape "
                        + "\(parameter.shape)")
            }
            // No sum of hostile numbers may overflow: each is bounded before it is used.
            guard offsets.count == 2, offsets.allSatisfy({ (0...floats).contains($0) }),
                offsets[1] - offsets[0] == 4 * parameter.count
            else {
                throw entry.wrong("data_offsets", expected: "two places \(4 * parameter.count) bytes apart in the file")
            }
            places.append(offsets[0]..<offsets[1])
            let target = unsafe UnsafeMutableRawBufferPointer(
                start: weights.pointer + parameter.offset, count: 4 * parameter.count)
            unsafe data.copyBytes(to: target, from: start + offsets[0]..<start + offsets[1])
            guard parameter.range.allSatisfy({ weights[$0].isFinite }) else {
                throw Refusal("\(file): \(parameter.name) holds a number that is not finite; expected finite ones")
            }
        }
        // As many bytes as there are, each of one tensor.
        places.sort { $0.lowerBound < $1.lowerBound }
        guard zip(places, places.dropFirst()).allSatisfy({ $0.upperBound == $1.lowerBound }) else {
            throw Refusal("\(file) has tensors that share bytes; expected each byte to belong to one")
        }
        return (weights, hash.hexadecimal)
    }

    /// The header, and where the floats begin.
    private static func header(of data: Data, file: String) throws(Refusal) -> (JSONSection, Int) {
        guard data.count >= 8 else {
            throw Refusal(
                "\(file) has \(data.count) bytes; expected safetensors, which begin with 8 bytes of length")
        }
        let length = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(longestHeader), length <= UInt64(data.count - 8) else {
            throw Refusal(
                "\(file) announces a header of \(length) bytes and has \(data.count - 8) behind that number; expected "
                    + "safetensors that are whole")
        }
        let end = 8 + Int(length)
        do throws(JSONSyntaxError) {
            return (try JSONSection(file: file, object: JSONValue(parsing: Array(data[8..<end]))), end)
        } catch {
            throw Refusal("\(file): the header cannot be read: \(error)")
        }
    }
}
