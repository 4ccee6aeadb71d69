/// A chart as SVG: frame, marks, legend, curves.
struct ChartDrawing {
    private let chart: Chart
    private let legend: Legend
    private let xScale: Scale
    private let yScale: Scale
    /// The space between the axes, in the drawing's units.
    private let frame: (left: Double, top: Double, right: Double, bottom: Double)
    /// The room at either end of the horizontal axis for what is drawn beside its place, and for caps.
    private let room: Double

    private static let width = 480.0
    private static let plotHeight = 230.0
    /// Half the width of the cap of a spread.
    private static let cap = 4.0

    init(_ chart: Chart) {
        self.chart = chart
        let points = chart.series.flatMap(\.points).filter { $0.x.isFinite && $0.y.isFinite }
        xScale = chart.x.scale(
            covering: points.map(\.x) + chart.limits.filter { $0.axis == .horizontal }.map(\.value))
        let yScale = chart.y.scale(
            covering: points.flatMap { point in chart.y.reach(of: point) }
                + chart.limits.filter { $0.axis == .vertical }.map(\.value))
        self.yScale = yScale
        legend = Legend(chart, width: Self.width)
        let widest = yScale.ticks.map { yScale.label(of: $0).count }.max() ?? 1
        let top = legend.height + 8
        frame = (32 + Double(widest) * 7, top, Self.width - 14, top + Self.plotHeight)
        let aside = chart.series.map(\.aside.magnitude).max() ?? 0
        room = points.contains { $0.spread != nil } ? aside + Self.cap + 6 : aside
    }

    var markup: Markup {
        Drawing.svg(
            title: chart.title, width: Self.width, height: frame.bottom + 44,
            legend.markup + xMarks + yMarks + chart.limits.map(line) + chart.series.flatMap(curve))
    }

    private func x(_ value: Double) -> Double {
        frame.left + room + (frame.right - frame.left - 2 * room) * xScale.place(of: value)
    }

    private func y(_ value: Double) -> Double {
        frame.bottom - (frame.bottom - frame.top) * yScale.place(of: value)
    }

    private var xMarks: [Markup] {
        let middle = (frame.left + frame.right) / 2
        return xScale.ticks.flatMap { tick in
            [
                Drawing.line((x(tick), frame.bottom), (x(tick), frame.bottom + 4), class: "axis"),
                Drawing.text(xScale.label(of: tick), at: (x(tick), frame.bottom + 18), anchor: "middle"),
            ]
        } + [
            Drawing.line((frame.left, frame.bottom), (frame.right, frame.bottom), class: "axis"),
            Drawing.text(chart.x.title, at: (middle, frame.bottom + 37), anchor: "middle", class: "name"),
        ]
    }

    private var yMarks: [Markup] {
        let middle = (frame.top + frame.bottom) / 2
        return yScale.ticks.flatMap { tick in
            [
                Drawing.line((frame.left, y(tick)), (frame.right, y(tick)), class: "grid"),
                Drawing.text(yScale.label(of: tick), at: (frame.left - 7, y(tick) + 4), anchor: "end"),
            ]
        } + [
            Drawing.upright(chart.y.title, at: (13, middle), anchor: "middle", class: "name")
        ]
    }

    private func line(_ limit: Chart.Limit) -> Markup {
        switch limit.axis {
        case .horizontal:
            Drawing.line((x(limit.value), frame.top), (x(limit.value), frame.bottom), class: "limit")
        case .vertical: Drawing.line((frame.left, y(limit.value)), (frame.right, y(limit.value)), class: "limit")
        }
    }

    private func curve(_ series: Series) -> [Markup] {
        let color = "c\(series.color)"
        let runs = series.points.split { !$0.x.isFinite || !$0.y.isFinite }
        let spreads = runs.joined().flatMap { spread($0, of: series) }
        if series.style.isDots { return spreads + runs.joined().map { dot($0, of: series) } }
        return spreads
            + runs.flatMap { run -> [Markup] in
                // A lone point makes no line.
                if run.count == 1, let point = run.first { return [dot(point, of: series)] }
                let outline = path(run, aside: series.aside)
                let stroke = Markup(
                    "path",
                    ["class": series.style == .broken ? "curve broken \(color)" : "curve \(color)", "d": outline])
                guard series.style == .area else { return [stroke] }
                return [Markup("path", ["class": "area \(color)", "d": outline + "Z"]), stroke]
            }
    }

    private func path(_ points: ArraySlice<Series.Point>, aside: Double) -> String {
        let places = points.map { "\(Drawing.number(x($0.x) + aside)) \(Drawing.number(y($0.y)))" }
        return "M" + places.joined(separator: "L")
    }

    /// An upright line with a cap at either end; nothing where no spread is known.
    private func spread(_ point: Series.Point, of series: Series) -> [Markup] {
        guard let spread = point.spread, spread > 0 else { return [] }
        let x = x(point.x) + series.aside
        // A mean of shares near 100 % may have a deviation that goes beyond.
        let ends = [-spread, spread].map { part in
            y(min(max(point.y + part, yScale.domain.lowerBound), yScale.domain.upperBound))
        }
        let style = "curve c\(series.color)"
        return [Drawing.line((x, ends[0]), (x, ends[1]), class: style)]
            + ends.map { Drawing.line((x - Self.cap, $0), (x + Self.cap, $0), class: style) }
    }

    private func dot(_ point: Series.Point, of series: Series) -> Markup {
        let values = "\(NumberText.significant(point.x)), \(NumberText.significant(point.y))"
        let (style, radius) =
            switch series.style {
            case .faint: (" faint", "2")
            case .mark: (" mark", "6")
            case .line, .broken, .dots, .area: ("", "3.5")
            }
        return Markup(
            "circle",
            [
                "class": "dot\(style) c\(series.color)", "cx": Drawing.number(x(point.x) + series.aside),
                "cy": Drawing.number(y(point.y)), "r": radius,
            ],
            [Markup("title", text: "\(point.title ?? series.name): \(values)")])
    }
}
