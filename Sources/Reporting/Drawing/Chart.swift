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
    /// point.
    public var table: Table {
        let columns = series.map { $0.points.map(\.x) }
        if let first = columns.first, !first.isEmpty, columns.allSatisfy({ $0 == first }) {
            return Table(
                [x.title] + series.map(\.name),
                rows: first.indices.map { row in
                    [NumberText.significant(first[row], digits: 6)]
                        + series.map { NumberText.significant($0.points[row].y) }
                })
        }
        return Table(
            ["", x.title, y.title],
            rows: series.flatMap { series in
                series.points.map { point in
                    [
                        point.title ?? series.name, NumberText.significant(point.x, digits: 6),
                        NumberText.significant(point.y),
                    ]
                }
            })
    }
}
