/// Text from files and command lines inside the sentences of errors.
public enum ForeignText {
    /// The text fit for one line of a terminal: control characters and line breaks written as escapes, and no more of it
    /// than a person reads.
    ///
    /// - Parameters:
    ///   - text: Any text.
    ///   - limit: The most characters that are kept; "..." shows that there were more.
    public static func line(_ text: String, atMost limit: Int = 2_000) -> String {
        // Bytes are counted first, since characters of a long text take long to count.
        let isLong = text.utf8.count > limit && text.unicodeScalars.count > limit
        let kept = isLong ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))) + "..." : text
        guard kept.unicodeScalars.contains(where: breaksLine) else { return kept }
        var line = ""
        for scalar in kept.unicodeScalars {
            if breaksLine(scalar) {
                line += scalar.escaped(asASCII: true)
            } else {
                line.unicodeScalars.append(scalar)
            }
        }
        return line
    }

    private static func breaksLine(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
