/// Walks through the bytes of a JSON document: words, blanks, comments, and the lines of mistakes.
struct JSONScanner {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// What the text is encoded by, as some editors write it, where its first bytes say so: UTF-16 has two bytes a character,
    /// one of them 0 in a document's beginning, and UTF-32 four; nil for UTF-8.
    var otherEncoding: String? {
        let first = Array(bytes.prefix(4))
        guard first.count >= 2 else { return nil }
        if [[0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF]].contains(first) { return "UTF-32" }
        let isMarked = [[0xFF, 0xFE], [0xFE, 0xFF]].contains(Array(first.prefix(2)))
        return isMarked || (first[0] == 0) != (first[1] == 0) ? "UTF-16" : nil
    }

    /// Takes letters, digits, `_`, `$` and everything beyond ASCII.
    mutating func word() -> String {
        let start = position
        while let byte = peek, Self.isWordByte(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Whether a byte belongs to a word.
    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
            true
        default: false
        }
    }

    /// Passes over blanks and comments.
    mutating func skipBlanks() throws(JSONSyntaxError) {
        while let byte = peek {
            switch byte {
            case 0x09...0x0D, 0x20: position += 1
            // The no-break space, which comes with pasted text.
            case 0xC2 where position + 1 < bytes.count && bytes[position + 1] == 0xA0: position += 2
            case UInt8(ascii: "/"): try skipComment()
            default: return
            }
        }
    }

    private mutating func skipComment() throws(JSONSyntaxError) {
        let start = position
        position += 1
        if take(UInt8(ascii: "/")) {
            while let byte = peek, byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\r") { position += 1 }
        } else if take(UInt8(ascii: "*")) {
            while position < bytes.count {
                if take(UInt8(ascii: "*")) {
                    if take(UInt8(ascii: "/")) { return }
                } else {
                    position += 1
                }
            }
            throw mistake("a comment has no closing */", at: start)
        } else {
            throw mistake("a single \"/\" was found; expected a comment or a value", at: start)
        }
    }

    /// The byte at the position, nil at the end.
    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Passes over a byte where it is the next one.
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    /// What stands at the position, for a message.
    var found: String {
        guard let byte = peek else { return "the end of the text" }
        var end = position
        while end < bytes.count, end - position < 40, Self.isWordByte(bytes[end]) { end += 1 }
        if end > position { return "\"\(String(decoding: bytes[position..<end], as: UTF8.self))\"" }
        return byte < 0x20 ? "a control character" : "\"\(Character(Unicode.Scalar(byte)))\""
    }

    /// A mistake on the line of a place, by default of the position.
    func mistake(_ problem: String, at place: Int? = nil) -> JSONSyntaxError {
        let before = bytes[..<(place ?? position)]
        var line = 1
        for (index, byte) in before.enumerated() {
            let endsLine =
                byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r") && (index + 1 >= bytes.count || bytes[index + 1] != UInt8(ascii: "\n"))
            if endsLine { line += 1 }
        }
        return JSONSyntaxError(line: line, problem: problem)
    }
}
