/// A table whose cells have the fuller colour, the larger their shares are.
public struct HeatMap: Sendable, Hashable {
    /// A cell.
    public struct Cell: Sendable, Hashable {
        /// How full its colour is, in [0, 1].
        public let share: Double
        /// What stands in it.
        public let text: String
        /// What the table of numbers has for it.
        public let number: String

        /// A cell of any figure.
        public init(share: Double, text: String, number: String) {
            self.share = share
            self.text = text
            self.number = number
        }

        /// A cell of a share, in percent.
        init(share: Double) {
            let share = min(max(share, 0), 1)
            self.init(
                share: share, text: Drawing.number((share * 100).rounded()), number: NumberText.percent(share))
        }
    }

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
    /// The cells, row by row; nil where there can be none.
    public let cells: [[Cell?]]

    /// Fills a table.
    ///
    /// - Precondition: There is a row of cells for each row's name, and in it a cell for each column.
    public init(
        _ title: String, columns: [String], of columnAxis: String, rows: [String], of rowAxis: String,
        cells: [[Cell?]]
    ) {
        precondition(
            cells.count == rows.count && cells.allSatisfy { $0.count == columns.count },
            "a heat map needs a cell for each row and column")
        self.title = title
        self.columns = columns
        self.rows = rows
        self.cells = cells
        self.columnAxis = columnAxis
        self.rowAxis = rowAxis
    }

    /// Fills a table with shares in [0, 1], which stand in it in percent; what is not finite is left out.
    ///
    /// - Precondition: As above.
    public init(
        _ title: String, columns: [String], of columnAxis: String, rows: [String], of rowAxis: String,
        shares: [[Double?]]
    ) {
        self.init(
            title, columns: columns, of: columnAxis, rows: rows, of: rowAxis,
            cells: shares.map { row in
                row.map { share in share.flatMap { $0.isFinite ? Cell(share: $0) : nil } }
            })
    }

    /// The numbers.
    public var table: Table {
        Table(
            [rowAxis] + columns,
            rows: rows.indices.map { row in [rows[row]] + cells[row].map { $0?.number ?? "" } })
    }

    /// The drawing.
    public var drawing: Markup {
        let frame = MapFrame(
            columns: columns, of: columnAxis, rows: rows, of: rowAxis, widest: 56, height: { min(26, max(16, $0)) })
        var marks = frame.marks
        for (row, name) in rows.enumerated() {
            for (column, cell) in cells[row].enumerated() {
                marks += Self.cell(
                    cell, at: frame.corner(row: row, column: column), size: frame.cell,
                    title: "\(name), \(columnAxis) \(columns[column])")
            }
        }
        return Drawing.svg(title: title, width: frame.width, height: frame.bottom + 6, marks)
    }

    private static func cell(
        _ cell: Cell?, at corner: (x: Double, y: Double), size: (width: Double, height: Double), title: String
    ) -> [Markup] {
        let share = cell?.share ?? 0
        let middle = (corner.x + size.width / 2, corner.y + size.height / 2 + 3.5)
        return [
            MapFrame.box(
                "cell", at: corner, size: size, opacity: share, title: "\(title): \(cell?.number ?? "none")"),
            Drawing.text(
                cell?.text ?? "-", at: middle, anchor: "middle", class: share > 0.5 ? "small on" : "small"),
        ]
    }
}
