/// The frame of a table drawn as coloured cells: where these lie, and the names at its upper and left side.
struct MapFrame {
    /// Where the first column begins.
    let left: Double
    /// Where the first row begins.
    let top: Double
    /// Where the last row ends.
    let bottom: Double
    /// The width of the drawing.
    let width: Double
    /// The width and height of a cell.
    let cell: (width: Double, height: Double)
    /// The names of both axes, of the columns and of the rows.
    let marks: [Markup]

    /// Lays a table out.
    ///
    /// - Parameters:
    ///   - columns: The columns' names.
    ///   - columnAxis: What the columns are.
    ///   - rows: The rows' names.
    ///   - rowAxis: What the rows are.
    ///   - widest: The largest width of a cell; many columns share the width of a drawing.
    ///   - height: The height of a cell of some width.
    init(
        columns: [String], of columnAxis: String, rows: [String], of rowAxis: String, widest: Double,
        height: (_ width: Double) -> Double
    ) {
        left = 34 + (rows.map { Drawing.width(of: $0) }.max() ?? 0)
        let width = min(widest, (480 - left - 6) / Double(max(1, columns.count)))
        cell = (width, height(width))
        let full = left + width * Double(columns.count) + 6
        let widestName = columns.map { Drawing.width(of: $0) }.max() ?? 0
        // Names that would run into one another stand upright.
        let isUpright = widestName > width
        top = 28 + (isUpright ? widestName : 12)
        bottom = top + cell.height * Double(rows.count)
        var marks = [Drawing.text(columnAxis, at: ((left + full) / 2, 13), anchor: "middle", class: "name")]
        marks.append(Drawing.upright(rowAxis, at: (13, (top + bottom) / 2), anchor: "middle", class: "name"))
        for (column, name) in columns.enumerated() {
            let x = left + width * (Double(column) + 0.5)
            marks.append(
                isUpright
                    ? Drawing.upright(name, at: (x + 4, top - 7), anchor: "start", class: "small")
                    : Drawing.text(name, at: (x, top - 8), anchor: "middle", class: "small"))
        }
        for (row, name) in rows.enumerated() {
            let y = top + cell.height * (Double(row) + 0.5)
            marks.append(Drawing.text(name, at: (left - 6, y + 4), anchor: "end"))
        }
        self.marks = marks
        // A small table stays as wide as it is on a large page.
        self.width = max(full, 480)
    }

    /// The upper left corner of a cell.
    func corner(row: Int, column: Int) -> (x: Double, y: Double) {
        (left + cell.width * Double(column), top + cell.height * Double(row))
    }

    /// The coloured rectangle of a cell, or one like it.
    ///
    /// - Parameters:
    ///   - style: Its class.
    ///   - corner: Its upper left corner.
    ///   - size: Its width and height.
    ///   - opacity: How strong the colour is, in [0, 1].
    ///   - title: What a pointer that rests on it shows.
    static func box(
        _ style: String, at corner: (x: Double, y: Double), size: (width: Double, height: Double), opacity: Double,
        title: String
    ) -> Markup {
        Markup(
            "rect",
            [
                "class": style, "x": Drawing.number(corner.x + 0.5), "y": Drawing.number(corner.y + 0.5),
                "width": Drawing.number(size.width - 1), "height": Drawing.number(size.height - 1),
                "fill-opacity": Drawing.opacity(opacity),
            ], [Markup("title", text: title)])
    }
}
