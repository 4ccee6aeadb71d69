import Documents

/// A complete scenario with every key at its default and a comment for each, for `--help`.
public enum SampleScenario {
    /// The text, JSON5, which is read like any scenario file.
    public static let text: String = {
        var lines: [String] = ["{"]
        var open: [String] = []
        for key in Scenario.keys {
            let parts = key.path.split(separator: ".").map { String($0) }
            let sections = Array(parts.dropLast())
            while !sections.starts(with: open) {
                open.removeLast()
                lines.append(indent(open.count) + "},")
            }
            while open.count < sections.count {
                lines.append(indent(open.count) + sections[open.count] + ": {")
                open.append(sections[open.count])
            }
            // A default that follows from other keys goes on following them when the sample is edited.
            let value = key.followsOthers ? "null" : key.defaultValue.description
            lines.append("\(indent(open.count))\(key.name): \(value),".padded(to: 36) + " // " + comment(of: key))
        }
        while !open.isEmpty {
            open.removeLast()
            lines.append(indent(open.count) + "},")
        }
        return (lines + ["}"]).joined(separator: "\n")
    }()

    private static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth + 1) }

    private static func comment(of key: ScenarioKey) -> String {
        // Ranges would make the lines long, and whoever leaves one is told; words cannot be guessed.
        let words = key.values.hasPrefix("one of ") ? " (\(key.values))" : ""
        return key.meaning + words + (key.followsOthers ? "; null = \(key.defaultText)" : "")
    }
}

extension String {
    /// The text with blanks behind it until it is so wide.
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
