/// A table of texts; columns of numbers stand right.
public struct Table: Sendable, Hashable {
    /// The columns' names.
    public let columns: [String]
    /// The rows, with a text for each column.
    public let rows: [[String]]
    /// Where the first text of each row leads; empty where none leads anywhere.
    public let links: [String?]

    /// Fills a table.
    ///
    /// - Precondition: Every row has a text for each column; there are as many links as rows, or none.
    public init(_ columns: [String], rows: [[String]], links: [String?] = []) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "every row of a table needs a text for each column")
        precondition(links.isEmpty || links.count == rows.count, "every row of a table needs a link or none")
        self.links = links
        self.columns = columns
        self.rows = rows
    }

    /// So few columns fit a narrow screen; of more, each row becomes a list there.
    private static let fewColumns = 3

    /// The table, in a box in which a wide one can be moved; on a narrow screen all of its columns are in sight.
    var markup: Markup {
        let styles = columns.indices.map { column in
            rows.allSatisfy { Self.isNumber($0[column]) } ? "number" : ""
        }
        let head = Markup(
            "tr", [:], zip(columns, styles).map { Markup("th", ["scope": "col", "class": $1], text: $0) })
        let body = rows.enumerated().map { index, row in
            Markup("tr", [:], row.indices.map { cell(row: index, column: $0, style: styles[$0]) })
        }
        let style = columns.count > Self.fewColumns ? "wide list" : "wide"
        return Markup(
            "div", ["class": style],
            [Markup("table", [:], [Markup("thead", [:], [head]), Markup("tbody", [:], body)])])
    }

    private func cell(row: Int, column: Int, style: String) -> Markup {
        let text = rows[row][column]
        let link = column == 0 && row < links.count ? links[row] : nil
        let content = link.map { Markup("a", ["href": $0], text: text) } ?? Markup(text: text)
        // Narrow screens show the column's name beside each cell.
        guard columns.count > Self.fewColumns else { return Markup("td", ["class": style], [content]) }
        return Markup("td", ["class": style, "data-name": columns[column]], [content])
    }

    private static func isNumber(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return true }
        return ("0"..."9").contains(first) || first == "-" || first == "+"
    }
}
