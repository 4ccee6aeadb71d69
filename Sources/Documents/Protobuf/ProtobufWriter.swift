package import Foundation

/// Writes a message of Protocol Buffers, field by field.
package struct ProtobufWriter {
    /// The message so far.
    package private(set) var data = Data()

    /// An empty message.
    package init() {}

    /// A whole number.
    package mutating func integer(_ number: Int, field: Int) {
        tag(field, .varint)
        varint(UInt64(bitPattern: Int64(number)))
    }

    /// A 32-bit float.
    package mutating func float(_ number: Float, field: Int) {
        tag(field, .fixed32)
        append(number.bitPattern)
    }

    /// A 64-bit float.
    package mutating func double(_ number: Double, field: Int) {
        tag(field, .fixed64)
        append(number.bitPattern)
    }

    /// Bytes.
    package mutating func bytes(_ bytes: Data, field: Int) {
        tag(field, .delimited)
        varint(UInt64(bytes.count))
        data.append(bytes)
    }

    /// A text.
    package mutating func text(_ text: String, field: Int) { bytes(Data(text.utf8), field: field) }

    /// A message inside this one.
    package mutating func message(field: Int, _ write: (inout ProtobufWriter) -> Void) {
        var inner = ProtobufWriter()
        write(&inner)
        bytes(inner.data, field: field)
    }

    /// The bytes of a number, the low ones first.
    private mutating func append(_ bits: some FixedWidthInteger) {
        data.append(contentsOf: stride(from: 0, to: bits.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: bits >> $0) })
    }

    private mutating func tag(_ field: Int, _ type: ProtobufType) {
        varint(UInt64(field) << 3 | UInt64(type.rawValue))
    }

    /// Seven bits a byte, the lowest ones first; the eighth bit says that more follow.
    private mutating func varint(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            data.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        data.append(UInt8(rest))
    }
}
