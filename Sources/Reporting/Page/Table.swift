/// A table of texts; columns of numbers stand right.
public struct Table: Sendable, Hashable {
    /// The columns' names.
    public let columns: [String]
    /// The rows, with a text for each column.
    public let rows: [[String]]

    /// Fills a table.
    ///
    /// - Precondition: Every row has a text for each column.
    public init(_ columns: [String], rows: [[String]]) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "every row of a table needs a text for each column")
        self.columns = columns
        self.rows = rows
    }

    /// The table, in a box in which a wide one can be moved.
    var markup: Markup {
        let styles = columns.indices.map { column in
            rows.allSatisfy { Self.isNumber($0[column]) } ? "number" : ""
        }
        let head = Markup(
            "tr", [:], zip(columns, styles).map { Markup("th", ["scope": "col", "class": $1], text: $0) })
        let body = rows.map { row in
            Markup("tr", [:], zip(row, styles).map { Markup("td", ["class": $1], text: $0) })
        }
        return Markup(
            "div", ["class": "wide"],
            [Markup("table", [:], [Markup("thead", [:], [head]), Markup("tbody", [:], body)])])
    }

    private static func isNumber(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return true }
        return ("0"..."9").contains(first) || first == "-" || first == "+"
    }
}
