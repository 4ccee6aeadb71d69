package import Foundation

/// A message of Protocol Buffers, taken apart into its fields.
///
/// Nothing in it is believed: every number and length is bounded by the bytes that there are.
package struct ProtobufReader {
    /// The value of a field.
    package enum Value {
        /// A whole number.
        case integer(Int)
        /// A 32-bit float.
        case float(Float)
        /// A text, bytes or a message.
        case bytes(Data)
    }

    /// The fields with their numbers, in their order.
    package let fields: [(number: Int, value: Value)]
    private let what: String

    /// Takes a message apart.
    ///
    /// - Parameter what: What the message is, for the sentences.
    /// - Throws: `Refusal` where the bytes are no message.
    package init(_ data: Data, what: String) throws(Refusal) {
        self.what = what
        var fields: [(number: Int, value: Value)] = []
        var rest = data
        while !rest.isEmpty {
            let tag = try Self.varint(&rest, what)
            guard tag >> 3 > 0, tag >> 3 < 1 << 29, let type = ProtobufType(rawValue: UInt8(tag & 7)) else {
                throw Refusal("\(what) has a field that is none; expected a message of Protocol Buffers")
            }
            let number = Int(tag >> 3)
            switch type {
            case .varint:
                fields.append((number, .integer(Int(Int64(bitPattern: try Self.varint(&rest, what))))))
            case .fixed32:
                let bits = try Self.take(4, of: &rest, what).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                fields.append((number, .float(Float(bitPattern: bits))))
            case .fixed64: _ = try Self.take(8, of: &rest, what)
            case .delimited:
                let length = try Self.varint(&rest, what)
                guard length <= UInt64(rest.count) else {
                    throw Refusal("\(what) has a field of \(length) bytes; expected at most \(rest.count)")
                }
                fields.append((number, .bytes(try Self.take(Int(length), of: &rest, what))))
            }
        }
        self.fields = fields
    }

    /// The whole numbers of a field.
    package func integers(_ number: Int) -> [Int] {
        fields.compactMap { field in
            if field.number == number, case .integer(let value) = field.value { value } else { nil }
        }
    }

    /// The floats of a field.
    package func floats(_ number: Int) -> [Float] {
        fields.compactMap { field in
            if field.number == number, case .float(let value) = field.value { value } else { nil }
        }
    }

    /// The bytes of a field, as often as it occurs.
    package func bytes(_ number: Int) -> [Data] {
        fields.compactMap { field in
            if field.number == number, case .bytes(let value) = field.value { value } else { nil }
        }
    }

    /// The texts of a field.
    package func texts(_ number: Int) throws(Refusal) -> [String] {
        try bytes(number).map { bytes throws(Refusal) in
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Refusal("a text of \(what) is not UTF-8; expected UTF-8")
            }
            return text
        }
    }

    /// The text of a field that occurs once.
    package func text(_ number: Int) throws(Refusal) -> String {
        guard let text = try texts(number).last else {
            throw Refusal("\(what) has no field \(number); expected a text")
        }
        return text
    }

    /// The messages of a field.
    package func messages(_ number: Int, _ what: String) throws(Refusal) -> [ProtobufReader] {
        try bytes(number).map { bytes throws(Refusal) in try ProtobufReader(bytes, what: what) }
    }

    /// The message of a field that occurs once.
    package func message(_ number: Int, _ what: String) throws(Refusal) -> ProtobufReader {
        guard let bytes = bytes(number).last else { throw Refusal("\(self.what) has no \(what); expected one") }
        return try ProtobufReader(bytes, what: what)
    }

    private static func varint(_ rest: inout Data, _ what: String) throws(Refusal) -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: 0, to: 70, by: 7) {
            guard let byte = rest.popFirst() else { break }
            number |= UInt64(byte & 0x7F) << UInt64(shift)
            if byte < 0x80 { return number }
        }
        throw Refusal("\(what) ends within a number, or has one of more than 64 bits; expected whole ones")
    }

    private static func take(_ count: Int, of rest: inout Data, _ what: String) throws(Refusal) -> Data {
        guard count <= rest.count else { throw Refusal("\(what) ends within a field; expected it whole") }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
