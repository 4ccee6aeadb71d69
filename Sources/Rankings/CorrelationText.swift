import Documents

/// How figures of a correlation are written, and its tables in plain text or Markdown.
package enum CorrelationText {
    /// A correlation or a share.
    package static func number(_ number: Double) -> String { number.decimal(places: 3) }

    /// A share in percentage points.
    package static func points(_ share: Double) -> String { (share * 100).decimal(places: 2) }

    /// A number that may not be there.
    package static func optional(_ number: Double?, _ write: (Double) -> String = Self.number) -> String {
        number.map(write) ?? "-"
    }

    /// A table, the first row its head, the first column to the left.
    package static func table(_ rows: [[String]], isMarkdown: Bool) -> String {
        let table = TextTable(rows[0], Array(rows.dropFirst()), leftAligned: [0, 1])
        return isMarkdown ? table.markdown : table.text
    }
}
