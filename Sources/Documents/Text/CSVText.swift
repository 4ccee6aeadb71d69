/// Fields of tables whose columns are divided by commas (RFC 4180).
package enum CSVText {
    /// A field, in quotation marks where it needs them.
    package static func field(_ text: String) -> String {
        let needsQuotes = text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
