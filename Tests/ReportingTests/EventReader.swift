@testable import Reporting
import Testing

/// Reads event files the way that TensorBoard does: every length and checksum is held against the bytes.
struct EventReader {
    struct Event: Equatable {
        var time = Double.nan
        var step = 0
        var version: String?
        var tags: [String] = []
        var values: [Float] = []
    }

    private enum Field {
        case number(UInt64)
        case bytes(ArraySlice<UInt8>)
    }

    /// What is thrown for a file of which any length, checksum or field is wrong.
    struct Damage: Error, Equatable {}

    /// The events of a file.
    static func events(of file: [UInt8]) throws -> [Event] {
        var rest = file[...]
        var events: [Event] = []
        while !rest.isEmpty {
            let length = try take(8, from: &rest)
            guard try number(take(4, from: &rest)) == UInt64(CRC32C.masked(length)) else { throw Damage() }
            let message = try take(Int(number(length)), from: &rest)
            guard try number(take(4, from: &rest)) == UInt64(CRC32C.masked(message)) else { throw Damage() }
            events.append(try event(message))
        }
        return events
    }

    private static func event(_ message: ArraySlice<UInt8>) throws -> Event {
        var event = Event()
        for field in try fields(of: message) {
            switch field {
            case (1, .number(let bits)): event.time = Double(bitPattern: bits)
            case (2, .number(let step)): event.step = Int(Int64(bitPattern: step))
            case (3, .bytes(let text)): event.version = String(decoding: text, as: UTF8.self)
            case (5, .bytes(let summary)):
                for case (1, .bytes(let value)) in try fields(of: summary) {
                    for field in try fields(of: value) {
                        switch field {
                        case (1, .bytes(let tag)): event.tags.append(String(decoding: tag, as: UTF8.self))
                        case (2, .number(let bits)): event.values.append(Float(bitPattern: UInt32(bits)))
                        default: throw Damage()
                        }
                    }
                }
            default: throw Damage()
            }
        }
        return event
    }

    private static func fields(of message: ArraySlice<UInt8>) throws -> [(UInt64, Field)] {
        var rest = message
        var fields: [(UInt64, Field)] = []
        while !rest.isEmpty {
            let key = try variable(from: &rest)
            let field: Field =
                switch key & 7 {
                case 0: .number(try variable(from: &rest))
                case 1: .number(number(try take(8, from: &rest)))
                case 2: .bytes(try take(Int(variable(from: &rest)), from: &rest))
                case 5: .number(number(try take(4, from: &rest)))
                default: throw Damage()
                }
            fields.append((key >> 3, field))
        }
        return fields
    }

    private static func variable(from rest: inout ArraySlice<UInt8>) throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = rest.popFirst() else { throw Damage() }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw Damage()
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func take(_ count: Int, from rest: inout ArraySlice<UInt8>) throws -> ArraySlice<UInt8> {
        guard (0...rest.count).contains(count) else { throw Damage() }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
