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
            let value = "\(indent(open.count))\(key.name): \(key.defaultValue),"
            lines.append(value.padded(to: 44) + " // " + comment(of: key))
        }
        while !open.isEmpty {
            open.removeLast()
            lines.append(indent(open.count) + "},")
        }
        return (lines + ["}"]).joined(separator: "\n")
    }()

    private static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth + 1) }

    private static func comment(of key: ScenarioKey) -> String {
        let isFormula = key.defaultText != key.defaultValue.description
        return key.meaning + ": " + key.values + (isFormula ? "; default " + key.defaultText : "")
    }
}

extension String {
    /// The text with blanks behind it until it is so wide.
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
