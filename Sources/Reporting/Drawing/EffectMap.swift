/// A table of signed numbers with their errors, coloured by how far they lie above or below 0.
///
/// Better is blue and worse is vermilion, the pair of the palette that stays apart for whoever sees fewer colours; the
/// stronger the colour, the farther from 0, by the same measure on both sides. Numbers of more than two standard errors
/// are in bold.
public struct EffectMap: Sendable, Hashable {
    /// A number with its standard error.
    public struct Cell: Sendable, Hashable {
        /// The number.
        public let value: Double
        /// Its standard error, 0 where there is none.
        public let error: Double

        /// A number of the table's unit; an error of 0 says that there is none.
        public init(value: Double, error: Double) {
            self.value = value
            self.error = error
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
    /// The numbers, row by row; nil where there is none.
    public let cells: [[Cell?]]
    /// The numbers' unit.
    public let unit: String
    /// Whether a number above 0 is better than one below.
    public let higherIsBetter: Bool

    /// Fills a table.
    ///
    /// - Precondition: There is a row of cells for each row's name, and in it a cell for each column.
    public init(
        _ title: String, columns: [String], of columnAxis: String, rows: [String], of rowAxis: String,
        cells: [[Cell?]], unit: String, higherIsBetter: Bool
    ) {
        precondition(
            cells.count == rows.count && cells.allSatisfy { $0.count == columns.count },
            "an effect map needs a cell for each row and column")
        self.title = title
        self.columns = columns
        self.rows = rows
        self.cells = cells.map { $0.map { $0.flatMap { $0.value.isFinite && $0.error.isFinite ? $0 : nil } } }
        self.columnAxis = columnAxis
        self.rowAxis = rowAxis
        self.unit = unit
        self.higherIsBetter = higherIsBetter
    }

    /// The numbers, each with its error.
    public var table: Table {
        let texts = columns.indices.flatMap { column in
            let cells = rows.indices.map { self.cells[$0][column] }
            return [
                NumberText.column(cells.map { $0?.value ?? .nan }, digits: 3),
                NumberText.column(cells.map { $0?.error ?? .nan }, digits: 2),
            ]
        }
        return Table(
            [rowAxis] + columns.flatMap { [$0, "error"] },
            rows: rows.indices.map { row in [rows[row]] + texts.map { $0[row] } })
    }
}

extension Section.Piece {
    /// An effect map with its numbers under its own title.
    public static func effectMap(_ map: EffectMap, note: String) -> Self {
        .figure(caption: map.title, drawing: map.drawing, note: note, numbers: map.table)
    }
}
