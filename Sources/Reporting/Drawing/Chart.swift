/// Series over two axes: curves, dots, or the outlines of histograms.
public struct Chart: Sendable, Hashable {
    /// A straight line across the chart, for a value that is the same everywhere.
    public struct Limit: Sendable, Hashable {
        /// Which of the two axes the value is of.
        public enum Direction: Sendable, Hashable {
            /// A value of the horizontal axis, drawn upright.
            case horizontal
            /// A value of the vertical axis, drawn level.
            case vertical
        }

        /// What it is, for the legend.
        public let name: String
        /// The value.
        public let value: Double
        /// The axis that it is of.
        public let axis: Direction

        /// A line across the chart at a value of one axis.
        public init(_ name: String, _ value: Double, of axis: Direction) {
            self.name = name
            self.value = value
            self.axis = axis
        }
    }

    /// What the chart shows.
    public let title: String
    /// The horizontal axis.
    public let x: Axis
    /// The vertical axis.
    public let y: Axis
    /// The series, the first one drawn first.
    public let series: [Series]
    /// Lines across.
    public let limits: [Limit]

    /// Puts series over axes.
    public init(_ title: String, x: Axis, y: Axis, series: [Series], limits: [Limit] = []) {
        self.title = title
        self.x = x
        self.y = y
        self.series = series
        self.limits = limits
    }

    /// The drawing.
    public var drawing: Markup { ChartDrawing(self).markup }

    /// The numbers: one row for each value of the horizontal axis where all series have the same ones, else one for each
    /// point, with what it stands for where it stands for something.
    public var table: Table {
        let columns = series.map { $0.points.map(\.x) }
        if let first = columns.first, !first.isEmpty, columns.allSatisfy({ $0 == first }) {
            let texts =
                [first.map { NumberText.significant($0, digits: 6) }]
                + series.map { NumberText.column($0.points.map(\.y)) }
            return Table(
                [x.title] + series.map(\.name), rows: first.indices.map { row in texts.map { $0[row] } })
        }
        let points = series.flatMap { series in series.points.map { (series: series.name, point: $0) } }
        let values = NumberText.column(points.map(\.point.y))
        let isNamed = points.contains { $0.point.title != nil }
        return Table(
            (isNamed ? ["series", "point"] : [""]) + [x.title, y.title],
            rows: zip(points, values).map { entry, value in
                [entry.series] + (isNamed ? [entry.point.title ?? ""] : [])
                    + [NumberText.significant(entry.point.x, digits: 6), value]
            })
    }
}
