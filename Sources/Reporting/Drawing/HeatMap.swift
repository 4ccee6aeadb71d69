/// A table whose cells are the darker, the larger their shares are.
public struct HeatMap: Sendable, Hashable {
    /// What it shows.
    public let title: String
    /// What the columns are.
    public let columnAxis: String
    /// What the rows are.
    public let rowAxis: String
    /// The columns' names.
    public let columns: [String]
    /// The rows' names.
    public let rows: [String]
    /// The shares in [0, 1], row by row; nil where there can be none.
    public let shares: [[Double?]]

    /// Fills a table.
    ///
    /// - Precondition: There is a row of shares for each row's name, and in it a share for each column.
    public init(
        _ title: String, columns: [String], of columnAxis: String, rows: [String], of rowAxis: String,
        shares: [[Double?]]
    ) {
        precondition(
            shares.count == rows.count && shares.allSatisfy { $0.count == columns.count },
            "a heat map needs a share for each row and column")
        self.title = title
        self.columns = columns
        self.rows = rows
        self.shares = shares
        self.columnAxis = columnAxis
        self.rowAxis = rowAxis
    }

    /// The numbers, in percent.
    public var table: Table {
        Table(
            [rowAxis] + columns,
            rows: rows.indices.map { row in [rows[row]] + shares[row].map { $0.map(Self.percent) ?? "" } })
    }

    /// The drawing.
    public var drawing: Markup {
        let left = 34 + (rows.map { Drawing.width(of: $0) }.max() ?? 0)
        let cell = min(56, (480 - left - 6) / Double(max(1, columns.count)))
        let height = min(26, max(16, cell))
        let width = left + cell * Double(columns.count) + 6
        let widest = columns.map { Drawing.width(of: $0) }.max() ?? 0
        // Names that would run into one another stand upright.
        let isUpright = widest > cell
        let top = 28 + (isUpright ? widest : 12)
        var marks = [Drawing.text(columnAxis, at: ((left + width) / 2, 13), anchor: "middle", class: "name")]
        let middle = top + height * Double(rows.count) / 2
        marks.append(Drawing.upright(rowAxis, at: (13, middle), anchor: "middle", class: "name"))
        for (column, name) in columns.enumerated() {
            let x = left + cell * (Double(column) + 0.5)
            marks.append(
                isUpright
                    ? Drawing.upright(name, at: (x + 4, top - 7), anchor: "start", class: "small")
                    : Drawing.text(name, at: (x, top - 8), anchor: "middle", class: "small"))
        }
        for (row, name) in rows.enumerated() {
            let y = top + height * Double(row)
            marks.append(Drawing.text(name, at: (left - 6, y + height / 2 + 4), anchor: "end"))
            for (column, share) in shares[row].enumerated() {
                marks += Self.cell(
                    share, at: (left + cell * Double(column), y), size: (cell, height),
                    title: "\(name), \(columnAxis) \(columns[column])")
            }
        }
        // A small table stays as wide as it is on a large page.
        return Drawing.svg(title: title, width: max(width, 480), height: top + height * Double(rows.count) + 6, marks)
    }

    private static func cell(
        _ share: Double?, at corner: (x: Double, y: Double), size: (width: Double, height: Double), title: String
    ) -> [Markup] {
        let share = share.flatMap { $0.isFinite ? min(max($0, 0), 1) : nil }
        let text = share.map { Drawing.number(($0 * 100).rounded()) } ?? "-"
        let middle = (corner.x + size.width / 2, corner.y + size.height / 2 + 3.5)
        return [
            Markup(
                "rect",
                [
                    "class": "cell", "x": Drawing.number(corner.x + 0.5), "y": Drawing.number(corner.y + 0.5),
                    "width": Drawing.number(size.width - 1), "height": Drawing.number(size.height - 1),
                    "fill-opacity": Drawing.opacity(share ?? 0),
                ], [Markup("title", text: "\(title): \(share.map(percent) ?? "none")")]),
            Drawing.text(text, at: middle, anchor: "middle", class: (share ?? 0) > 0.5 ? "small on" : "small"),
        ]
    }

    private static func percent(_ share: Double) -> String { NumberText.percent(share) }
}
