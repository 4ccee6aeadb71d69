/// The names of a chart's series above it, in as many rows as they need.
struct Legend {
    private struct Entry {
        let name: String
        let key: String
        let isDot: Bool
        let x: Double
        let row: Int
    }

    private let entries: [Entry]
    /// The height that it takes.
    let height: Double

    private static let rowHeight = 18.0
    private static let left = 12.0
    private static let keyWidth = 22.0

    init(_ chart: Chart, width: Double) {
        // Marks that belong to a series beside them have no name of their own.
        let series = chart.series.filter { !$0.name.isEmpty }.map { ($0.name, Self.key(of: $0), $0.style.isDots) }
        let names = series + chart.limits.map { ($0.name, "limit", false) }
        var entries: [Entry] = []
        var x = Self.left
        var row = 0
        for (name, key, isDot) in names {
            let entryWidth = Self.keyWidth + Drawing.width(of: name) + 18
            if x + entryWidth > width, x > Self.left { (x, row) = (Self.left, row + 1) }
            entries.append(Entry(name: name, key: key, isDot: isDot, x: x, row: row))
            x += entryWidth
        }
        self.entries = entries
        height = entries.isEmpty ? 0 : Double(row + 1) * Self.rowHeight
    }

    private static func key(of series: Series) -> String {
        switch series.style {
        case .broken: "curve broken c\(series.color)"
        case .dots: "dot c\(series.color)"
        case .faint: "dot faint c\(series.color)"
        case .mark: "dot mark c\(series.color)"
        case .line, .area: "curve c\(series.color)"
        }
    }

    var markup: [Markup] {
        entries.flatMap { entry in
            let middle = (Double(entry.row) + 0.5) * Self.rowHeight
            let end = entry.x + Self.keyWidth - 5
            let key =
                entry.isDot
                ? Markup(
                    "circle",
                    [
                        "class": entry.key, "cx": Drawing.number((entry.x + end) / 2), "cy": Drawing.number(middle),
                        "r": "3.5",
                    ])
                : Drawing.line((entry.x, middle), (end, middle), class: entry.key)
            return [key, Drawing.text(entry.name, at: (entry.x + Self.keyWidth, middle + 4), anchor: "start")]
        }
    }
}
