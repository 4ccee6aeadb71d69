/// A piece of a page or a drawing: a text, or an element with attributes and content.
///
/// What is written is both HTML and XML. Every text and every attribute is escaped here and nowhere else, so that no name
/// out of a file can become markup.
public struct Markup: Sendable, Hashable {
    private indirect enum Content: Hashable {
        case text(String)
        case element(name: String, attributes: [Attribute], children: [Markup])
    }

    private struct Attribute: Hashable {
        let name: String
        let value: String
    }

    private let content: Content

    /// A text.
    public init(text: String) { content = .text(text) }

    /// An element.
    ///
    /// - Parameters:
    ///   - name: The element's name, never out of a file.
    ///   - attributes: The attributes in their order; their names are never out of a file.
    ///   - children: What it contains, in order.
    public init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup] = []) {
        content = .element(
            name: name, attributes: attributes.map { Attribute(name: $0.key, value: $0.value) }, children: children)
    }

    /// An element that contains a text.
    public init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
        self.init(name, attributes, [Markup(text: text)])
    }

    /// The piece as it stands in a file.
    public var rendered: String {
        var text = ""
        render(to: &text)
        return text
    }

    private func render(to output: inout String) {
        switch content {
        case .text(let text): output += Self.escaped(text)
        case .element(let name, let attributes, let children):
            output += "<\(name)"
            for attribute in attributes { output += " \(attribute.name)=\"\(Self.escaped(attribute.value))\"" }
            if Self.emptyElements.contains(name) {
                output += "/>"
            } else {
                output += ">"
                for child in children { child.render(to: &output) }
                output += "</\(name)>"
            }
            if Self.breaksAfter.contains(name) { output += "\n" }
        }
    }

    /// HTML has no end tag for these; any other element must have one there, even an empty one.
    private static let emptyElements: Set = ["meta", "br", "img"]

    /// Line breaks that change nothing on the page, so that two files can be compared line by line.
    private static let breaksAfter: Set = [
        "head", "meta", "title", "style", "header", "nav", "section", "figure", "h1", "h2", "p", "table", "tr", "dl",
        "svg", "path", "line", "circle", "rect", "text", "g",
    ]

    /// A text with what has a meaning in markup, quotation marks included, as entities; what XML cannot hold becomes U+FFFD.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\t", "\n": escaped.unicodeScalars.append(scalar)
            case _
            where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                || (0xFFFE...0xFFFF).contains(scalar.value):
                escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
