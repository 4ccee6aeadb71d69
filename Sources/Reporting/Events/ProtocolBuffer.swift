/// A message in the wire format of Protocol Buffers, written field by field.
struct ProtocolBuffer {
    /// The message so far.
    private(set) var bytes: [UInt8] = []

    /// How a value is laid out, as the number that stands beside the field's own.
    private enum WireType: UInt64 {
        case variable = 0
        case eightBytes = 1
        case counted = 2
        case fourBytes = 5
    }

    /// Appends a whole number (`int64`).
    mutating func append(_ field: UInt64, integer: Int) {
        appendKey(field, .variable)
        appendVariable(UInt64(bitPattern: Int64(integer)))
    }

    /// Appends a number (`double`).
    mutating func append(_ field: UInt64, double: Double) {
        appendKey(field, .eightBytes)
        bytes += double.bitPattern.littleEndianBytes
    }

    /// Appends a number (`float`).
    mutating func append(_ field: UInt64, float: Float) {
        appendKey(field, .fourBytes)
        bytes += float.bitPattern.littleEndianBytes
    }

    /// Appends a text (`string`).
    mutating func append(_ field: UInt64, text: String) { append(field, counted: Array(text.utf8)) }

    /// Appends a message within this one.
    mutating func append(_ field: UInt64, message: ProtocolBuffer) { append(field, counted: message.bytes) }

    private mutating func append(_ field: UInt64, counted content: [UInt8]) {
        appendKey(field, .counted)
        appendVariable(UInt64(content.count))
        bytes += content
    }

    private mutating func appendKey(_ field: UInt64, _ type: WireType) { appendVariable(field << 3 | type.rawValue) }

    /// Seven bits a byte, the low ones first; the top bit says that more follow.
    private mutating func appendVariable(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

extension FixedWidthInteger {
    /// The bytes of the number, the low ones first.
    var littleEndianBytes: [UInt8] { unsafe withUnsafeBytes(of: littleEndian) { unsafe Array($0) } }
}
