import Architecture
import Documents

/// The little of YAML in which networks are kept: a key and perhaps a value on each line, and comments.
struct KeyedLines {
    /// A line with a key.
    struct Line {
        /// Counted from 1.
        let number: Int
        /// Whether it is indented, so that it belongs to a line above.
        let isInner: Bool
        /// The key, without quotation marks.
        let key: String
        /// What stands behind the colon, without quotation marks; empty where nothing does.
        let value: String
    }

    /// The lines, empty ones and comments left out.
    let lines: [Line]

    /// Reads a text.
    ///
    /// - Throws: `Refusal` naming the line that has no colon.
    init(_ text: String) throws(Refusal) {
        var lines: [Line] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let words = Self.trimmed(line.prefix { $0 != "#" })
            if words.isEmpty { continue }
            guard let colon = words.firstIndex(of: ":") else {
                throw Refusal(
                    "line \(index + 1) is \"\(ForeignText.line(String(words), atMost: 60))\"; expected a key and a colon"
                )
            }
            lines.append(
                Line(
                    number: index + 1, isInner: line.first?.isWhitespace ?? false,
                    key: Self.unquoted(words[..<colon]), value: Self.unquoted(words[words.index(after: colon)...])))
        }
        self.lines = lines
    }

    /// The elements of a row such as `[2, 16, 32, 3, 'ir_7x7']`, without quotation marks; nil where it is none.
    static func row(_ text: String) -> [String]? {
        guard text.first == "[", text.last == "]", text.count >= 2 else { return nil }
        return text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false).map { unquoted($0) }
    }

    private static func unquoted(_ text: Substring) -> String {
        let text = trimmed(text)
        guard let mark = text.first, mark == "'" || mark == "\"", text.last == mark, text.count >= 2 else {
            return String(text)
        }
        return String(text.dropFirst().dropLast())
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return text
    }
}
