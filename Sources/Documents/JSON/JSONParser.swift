/// Reads JSON as people write it by hand: JSON5 (json5.org).
///
/// Beyond JSON: comments, keys without quotes, single quotes, commas after the last element, `+1`, `.5`, `0x1F`.
/// Refused in difference to JSON5, since no key could hold them: NaN and infinities, and a key that occurs twice.
/// (Foundation's decoder reads JSON5 too, but says neither the line of a mistake nor that a key occurs twice.)
struct JSONParser {
    private var scanner: JSONScanner
    private var depth = 0
    private static let deepest = 100

    /// Reads one document.
    ///
    /// - Throws: `JSONSyntaxError` with the line of the first mistake.
    static func value(of text: some Sequence<UInt8>) throws(JSONSyntaxError) -> JSONValue {
        var parser = JSONParser(scanner: JSONScanner(bytes: Array(text)))
        if let packing = Compression(of: parser.scanner.bytes) {
            throw parser.scanner.mistake("the text is compressed by \(packing.rawValue); expected it as it was before")
        }
        if let encoding = parser.scanner.otherEncoding {
            throw parser.scanner.mistake("the text is \(encoding); expected UTF-8")
        }
        try parser.scanner.skipBlanks()
        let value = try parser.value()
        try parser.scanner.skipBlanks()
        guard parser.scanner.peek == nil else {
            throw parser.scanner.mistake("\(parser.scanner.found) follows the end of the document; expected nothing")
        }
        return value
    }

    private init(scanner: JSONScanner) { self.scanner = scanner }

    private mutating func value() throws(JSONSyntaxError) -> JSONValue {
        guard let byte = scanner.peek else { throw scanner.mistake("\(scanner.found) was found; expected a value") }
        switch byte {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try scanner.quoted())
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return try number()
        default:
            let start = scanner.position
            switch scanner.word() {
            case "null": return .null
            case "true": return .bool(true)
            case "false": return .bool(false)
            case "NaN", "Infinity": throw scanner.mistake("a number is not finite; expected a finite one", at: start)
            default:
                scanner.position = start
                throw scanner.mistake("\(scanner.found) was found; expected a value")
            }
        }
    }

    private mutating func object() throws(JSONSyntaxError) -> JSONValue {
        try enter()
        var members: [JSONValue.Member] = []
        var keys: Set<String> = []
        while try !closes(UInt8(ascii: "}")) {
            let start = scanner.position
            let key = try key()
            guard keys.insert(key).inserted else {
                throw scanner.mistake(
                    "the key \"\(key)\" occurs twice in one object; expected each key once", at: start)
            }
            try scanner.skipBlanks()
            guard scanner.take(UInt8(ascii: ":")) else {
                throw scanner.mistake("\(scanner.found) follows the key \"\(key)\"; expected \":\"")
            }
            try scanner.skipBlanks()
            members.append(JSONValue.Member(key, try value()))
            try separate(before: UInt8(ascii: "}"))
        }
        depth -= 1
        return .object(members)
    }

    private mutating func array() throws(JSONSyntaxError) -> JSONValue {
        try enter()
        var elements: [JSONValue] = []
        while try !closes(UInt8(ascii: "]")) {
            elements.append(try value())
            try separate(before: UInt8(ascii: "]"))
        }
        depth -= 1
        return .array(elements)
    }

    private mutating func enter() throws(JSONSyntaxError) {
        scanner.position += 1
        depth += 1
        guard depth <= Self.deepest else {
            throw scanner.mistake("more than \(Self.deepest) objects and lists are nested")
        }
    }

    private mutating func closes(_ bracket: UInt8) throws(JSONSyntaxError) -> Bool {
        try scanner.skipBlanks()
        return scanner.take(bracket)
    }

    private mutating func separate(before bracket: UInt8) throws(JSONSyntaxError) {
        try scanner.skipBlanks()
        guard scanner.take(UInt8(ascii: ",")) || scanner.peek == bracket else {
            throw scanner.mistake(
                "\(scanner.found) follows a value; expected \",\" or \"\(Character(Unicode.Scalar(bracket)))\"")
        }
    }

    private mutating func key() throws(JSONSyntaxError) -> String {
        if scanner.peek == UInt8(ascii: "\"") || scanner.peek == UInt8(ascii: "'") { return try scanner.quoted() }
        let start = scanner.position
        let text = scanner.word()
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            scanner.position = start
            throw scanner.mistake("\(scanner.found) was found; expected a key")
        }
        return text
    }

    private mutating func number() throws(JSONSyntaxError) -> JSONValue {
        let start = scanner.position
        let isNegative = scanner.peek == UInt8(ascii: "-")
        if isNegative || scanner.peek == UInt8(ascii: "+") { scanner.position += 1 }
        let first = scanner.position
        // A sign belongs to the number only behind the letter of an exponent.
        while let byte = scanner.peek,
            JSONScanner.isWordByte(byte) || byte == UInt8(ascii: ".") || isExponentSign(from: first)
        {
            scanner.position += 1
        }
        let literal = String(decoding: scanner.bytes[first..<scanner.position], as: UTF8.self)
        guard let magnitude = Self.magnitude(of: literal) else {
            let text = String(decoding: scanner.bytes[start..<scanner.position], as: UTF8.self)
            throw scanner.mistake("\"\(text.prefix(40))\" is not a number; expected one such as 12 or 0.5", at: start)
        }
        guard case .number(let double) = magnitude else {
            if isNegative, case .integer(let integer) = magnitude { return .integer(-integer) }
            return magnitude
        }
        guard double.isFinite else { throw scanner.mistake("a number is too large; expected a finite one", at: start) }
        return JSONValue(isNegative ? -double : double)
    }

    private func isExponentSign(from first: Int) -> Bool {
        guard let byte = scanner.peek, byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"), scanner.position > first
        else { return false }
        let isHexadecimal = scanner.position - first > 1 && scanner.bytes[first + 1] | 0x20 == UInt8(ascii: "x")
        return scanner.bytes[scanner.position - 1] | 0x20 == UInt8(ascii: "e") && !isHexadecimal
    }

    /// The value of a number without its sign, nil where the text is none.
    private static func magnitude(of literal: String) -> JSONValue? {
        if literal.hasPrefix("0x") || literal.hasPrefix("0X") {
            let digits = literal.dropFirst(2)
            // `Int` reads a sign too, and none belongs here.
            return digits.first?.isHexDigit == true ? Int(digits, radix: 16).map { .integer($0) } : nil
        }
        if literal.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            guard !literal.isEmpty, literal == "0" || !literal.hasPrefix("0") else { return nil }
            return Int(literal).map { .integer($0) } ?? Double(literal).map { .number($0) }
        }
        let allowed = Set("0123456789.eE+-".utf8)
        guard literal.utf8.allSatisfy(allowed.contains), literal.utf8.contains(where: { $0 != UInt8(ascii: ".") })
        else {
            return nil
        }
        let hasWholePart = !literal.hasPrefix(".")
        let padded = (hasWholePart ? literal : "0" + literal).replacing(".e", with: ".0e").replacing(".E", with: ".0E")
        return Double(padded.hasSuffix(".") ? padded + "0" : padded).map { JSONValue($0) }
    }
}
