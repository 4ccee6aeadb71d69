extension JSONScanner {
    /// Takes a text in quotes.
    mutating func quoted() throws(JSONSyntaxError) -> String {
        let start = position
        let quote = bytes[position]
        position += 1
        var text: [UInt8] = []
        while let byte = peek, byte != quote {
            position += 1
            switch byte {
            case UInt8(ascii: "\\"): text += try escaped()
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): throw mistake("a text has no closing quote", at: start)
            default: text.append(byte)
            }
        }
        guard take(quote) else { throw mistake("a text has no closing quote", at: start) }
        guard let string = String(validating: text, as: UTF8.self) else {
            throw mistake("a text is not UTF-8", at: start)
        }
        return string
    }

    private mutating func escaped() throws(JSONSyntaxError) -> [UInt8] {
        let start = position
        guard let byte = peek else { return [] }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "v"): return [0x0B]
        case UInt8(ascii: "0"): return [0]
        case UInt8(ascii: "\n"): return []
        case UInt8(ascii: "\r"):
            _ = take(UInt8(ascii: "\n"))
            return []
        case UInt8(ascii: "x"): return Array(String(try scalar(digits: 2, from: start)).utf8)
        case UInt8(ascii: "u"): return Array(String(try scalar(digits: 4, from: start)).utf8)
        default: return [byte]
        }
    }

    private mutating func scalar(digits: Int, from start: Int) throws(JSONSyntaxError) -> Character {
        var code = try hexadecimal(digits: digits, from: start)
        if (0xD800..<0xDC00).contains(code), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
            let low = try hexadecimal(digits: 4, from: start)
            // A wrong second half leaves a code beyond Unicode, which is refused below.
            code = (0xDC00..<0xE000).contains(low) ? 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00) : .max
        }
        guard let scalar = Unicode.Scalar(code) else { throw mistake("an escape is no Unicode character", at: start) }
        return Character(scalar)
    }

    private mutating func hexadecimal(digits: Int, from start: Int) throws(JSONSyntaxError) -> UInt32 {
        let text = bytes[position..<min(position + digits, bytes.count)]
        guard text.count == digits, text.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let code = UInt32(String(decoding: text, as: UTF8.self), radix: 16)
        else { throw mistake("an escape has too few hexadecimal digits; expected \(digits)", at: start) }
        position += digits
        return code
    }
}
