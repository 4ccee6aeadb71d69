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
        let frame = MapFrame(
            columns: columns, of: columnAxis, rows: rows, of: rowAxis, widest: 56, height: { min(26, max(16, $0)) })
        var marks = frame.marks
        for (row, name) in rows.enumerated() {
            for (column, share) in shares[row].enumerated() {
                marks += Self.cell(
                    share, at: frame.corner(row: row, column: column), size: frame.cell,
                    title: "\(name), \(columnAxis) \(columns[column])")
            }
        }
        return Drawing.svg(title: title, width: frame.width, height: frame.bottom + 6, marks)
    }

    private static func cell(
        _ share: Double?, at corner: (x: Double, y: Double), size: (width: Double, height: Double), title: String
    ) -> [Markup] {
        let share = share.flatMap { $0.isFinite ? min(max($0, 0), 1) : nil }
        let text = share.map { Drawing.number(($0 * 100).rounded()) } ?? "-"
        let middle = (corner.x + size.width / 2, corner.y + size.height / 2 + 3.5)
        return [
            MapFrame.box(
                "cell", at: corner, size: size, opacity: share ?? 0,
                title: "\(title): \(share.map(percent) ?? "none")"),
            Drawing.text(text, at: middle, anchor: "middle", class: (share ?? 0) > 0.5 ? "small on" : "small"),
        ]
    }

    private static func percent(_ share: Double) -> String { NumberText.percent(share) }
}
