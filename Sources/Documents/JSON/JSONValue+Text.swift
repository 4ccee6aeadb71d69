extension JSONValue: CustomStringConvertible {
    /// The document on one line.
    public var description: String { text(indented: false) }

    /// The document as JSON text without a line break at its end.
    ///
    /// Numbers are written with the fewest digits that give the same `Double` again, whole ones without a fraction. JSON
    /// has no NaN and no infinity: they become `null`.
    ///
    /// - Parameters:
    ///   - indented: One key a line, indented by two blanks; otherwise all on one line.
    ///   - sortedKeys: The keys in the order of their Unicode scalars; otherwise as they stand.
    public func text(indented: Bool, sortedKeys: Bool = false) -> String {
        var text = ""
        write(to: &text, indent: indented ? 0 : nil, sortedKeys: sortedKeys)
        return text
    }

    private func write(to text: inout String, indent: Int?, sortedKeys: Bool) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += "\(value)"
        case .number(let value): text += value.isFinite ? Self.shortest(value) : "null"
        case .string(let value): Self.write(value, to: &text)
        case .array(let elements):
            // A list of scalars reads best on one line.
            let isFlat = elements.allSatisfy { !$0.isNested }
            Self.write(elements, between: ("[", "]"), to: &text, indent: isFlat ? nil : indent) {
                $0.write(to: &$1, indent: $2, sortedKeys: sortedKeys)
            }
        case .object(let members):
            let members = sortedKeys ? members.sorted { $0.key < $1.key } : members
            Self.write(members, between: ("{", "}"), to: &text, indent: indent) { member, text, indent in
                Self.write(member.key, to: &text)
                text += ": "
                member.value.write(to: &text, indent: indent, sortedKeys: sortedKeys)
            }
        }
    }

    private var isNested: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }

    private static func write<Element>(
        _ elements: [Element], between brackets: (String, String), to text: inout String, indent: Int?,
        each: (Element, inout String, Int?) -> Void
    ) {
        text += brackets.0
        let inner = indent.map { $0 + 1 }
        for (index, element) in elements.enumerated() {
            if index > 0 { text += inner == nil ? ", " : "," }
            if let inner { text += "\n" + String(repeating: "  ", count: inner) }
            each(element, &text, inner)
        }
        if let indent, !elements.isEmpty { text += "\n" + String(repeating: "  ", count: indent) }
        text += brackets.1
    }

    /// Swift writes `1e-05` and `5e+20`, and both are JSON; a whole number beyond `Int` keeps no `.0`.
    private static func shortest(_ number: Double) -> String {
        let text = number.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            // The others beyond ASCII's are allowed as they are, but do things to terminals.
            case _ where scalar.properties.generalCategory == .control:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
