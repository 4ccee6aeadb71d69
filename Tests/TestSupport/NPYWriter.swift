/// Writes arrays as `numpy.save` does.
package enum NPYWriter {
    /// A file.
    ///
    /// - Parameters:
    ///   - type: The type of the numbers, such as `|u1`.
    ///   - shape: The sizes, the outermost first.
    ///   - numbers: The bytes of the numbers.
    ///   - order: What stands for whether columns come first.
    ///   - version: The format's version, 1 to 3.
    package static func array(
        _ type: String, _ shape: [Int], _ numbers: [UInt8], order: String = "False", version: UInt8 = 1
    ) -> [UInt8] {
        let sizes = shape.map { "\($0)" }.joined(separator: ", ") + (shape.count == 1 ? "," : "")
        var header = "{'descr': '\(type)', 'fortran_order': \(order), 'shape': (\(sizes)), }"
        header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
        let size = header.utf8.count
        let length = (0..<(version == 1 ? 2 : 4)).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }
        return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + Array(header.utf8) + numbers
    }
}
