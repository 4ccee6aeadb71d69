extension String {
    /// The text with blanks behind it until it is so wide.
    package func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

    /// The text in lines of at most so many characters, broken between words; a longer word stands on a line of its own.
    ///
    /// - Returns: The lines without blanks at their ends, at least one.
    package func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return lines + (line.isEmpty && !lines.isEmpty ? [] : [line])
    }

    /// Paragraphs and lists in lines of at most so many characters.
    ///
    /// A line that begins with two blanks is a line of a list or an example and stays as it is; the others of a paragraph are
    /// one text, wherever they were broken. An empty line stays empty.
    package func reflowed(to width: Int) -> [String] {
        var lines: [String] = []
        var paragraph: [Substring] = []
        func close() {
            if !paragraph.isEmpty { lines += paragraph.joined(separator: " ").wrapped(to: width) }
            paragraph = []
        }
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty || line.hasPrefix("  ") {
                close()
                lines.append(String(line))
            } else {
                paragraph.append(line)
            }
        }
        close()
        return lines
    }
}
