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
        return escaped(kept, where: breaksLine)
    }

    /// The text fit for a terminal, whole: control characters written as escapes, line breaks and tabulators aside.
    public static func lines(_ text: String) -> String {
        escaped(text) { $0 != "\n" && $0 != "\t" && $0.properties.generalCategory == .control }
    }

    private static func escaped(_ text: String, where isUnfit: (Unicode.Scalar) -> Bool) -> String {
        guard text.unicodeScalars.contains(where: isUnfit) else { return text }
        var fit = ""
        for scalar in text.unicodeScalars {
            if isUnfit(scalar) {
                fit += scalar.escaped(asASCII: true)
            } else {
                fit.unicodeScalars.append(scalar)
            }
        }
        return fit
    }

    private static func breaksLine(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
