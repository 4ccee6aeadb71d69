import Foundation
#if canImport(FoundationXML)
import FoundationXML
#endif

/// Holds a text against the rules of XML.
enum XMLWellFormedness {
    /// Where the text goes wrong; nil where it does not.
    static func mistake(in text: String) -> String? {
        let parser = XMLParser(data: Data(text.utf8))
        return parser.parse() ? nil : "line \(parser.lineNumber), column \(parser.columnNumber)"
    }
}
