import Foundation

/// How figures of a correlation are written, and its tables in plain text or Markdown.
enum CorrelationText {
    /// A correlation or a share.
    static func number(_ number: Double) -> String { String(format: "%.3f", number) }

    /// A share in percentage points.
    static func points(_ share: Double) -> String { String(format: "%.2f", share * 100) }

    /// A number that may not be there.
    static func optional(_ number: Double?, _ write: (Double) -> String = Self.number) -> String {
        number.map(write) ?? "-"
    }

    /// A table, the first row its head, the first column to the left.
    static func table(_ rows: [[String]], isMarkdown: Bool) -> String {
        guard isMarkdown else {
            var table = TextTable(rows[0], leftAligned: [0, 1])
            for row in rows.dropFirst() { table.append(row) }
            return table.text
        }
        let rule = rows[0].indices.map { $0 < 2 ? "---" : "---:" }
        return ([rows[0], rule] + rows.dropFirst()).map { cells in
            "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
        }.joined(separator: "\n")
    }
}
