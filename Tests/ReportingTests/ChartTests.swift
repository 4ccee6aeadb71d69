import Foundation
import Reporting
import Testing

struct ChartTests {
    private func chart(_ points: [Series.Point], style: Series.Style = .line) -> Chart {
        Chart("t", x: Axis("x"), y: Axis("y"), series: [Series("s", style: style, color: 0, points: points)])
    }

    private func count(_ word: String, in chart: Chart) -> Int {
        chart.drawing.rendered.components(separatedBy: word).count - 1
    }

    @Test
    func aLineIsInterruptedWhereThereIsNoValue() {
        let whole = chart([.init(0, 1), .init(1, 2), .init(2, 2), .init(3, 1)])
        let torn = chart([.init(0, 1), .init(1, 2), .init(2, .nan), .init(3, 1), .init(4, 1)])
        #expect(count("<path", in: whole) == 1)
        #expect(count("<path", in: torn) == 2)
    }

    @Test(arguments: [[], [Series.Point(1, 1)], [Series.Point(.nan, 1)], [Series.Point(1, 1), Series.Point(1, 1)]])
    func noNumberOfADrawingIsNone(points: [Series.Point]) {
        for style in [Series.Style.line, .broken, .dots, .faint, .mark, .area] {
            let text = chart(points, style: style).drawing.rendered
            #expect(!text.contains("nan") && !text.contains("inf"))
        }
    }

    /// An upright line and its two caps; none where no spread is known.
    @Test
    func spreadsHaveCaps() throws {
        func lines(_ points: [Series.Point], y: Axis = Axis("y")) -> [[String: Double]] {
            let chart = Chart(
                "t", x: Axis("x"), y: y, series: [Series("s", style: .dots, color: 0, points: points)])
            return chart.drawing.rendered.components(separatedBy: "<line class=\"curve c0\"").dropFirst(1).map { text in
                Dictionary(
                    text.prefix { $0 != "/" && $0 != ">" }.split(separator: " ").compactMap { attribute in
                        let parts = attribute.split(separator: "=")
                        return Double(parts[1].filter { $0 != "\"" }).map { (String(parts[0]), $0) }
                    }, uniquingKeysWith: { first, _ in first })
            }
        }
        #expect(lines([.init(1, 2), .init(2, 3)]).isEmpty)
        let bar = lines([.init(1, 2, spread: 0.5), .init(2, 3)])
        try #require(bar.count == 3)
        #expect(bar[0]["x1"] == bar[0]["x2"])
        for cap in bar.dropFirst() {
            #expect(cap["y1"] == cap["y2"])
            #expect(try #require(cap["x2"]) - #require(cap["x1"]) == 8)
        }
        #expect([bar[1]["y1"], bar[2]["y1"]] == [bar[0]["y1"], bar[0]["y2"]])
        // No deviation leads beyond what a share can be.
        let share = lines([.init(1, 99, spread: 5), .init(2, 90)], y: .percent("y"))
        let top = try #require(share[0].filter { $0.key.hasPrefix("y") }.values.min())
        #expect(lines([.init(1, 99, spread: 1), .init(2, 90)], y: .percent("y"))[0].values.contains(top))
    }

    /// Series at the same places are drawn beside one another, and none beyond the ends of the axis.
    @Test
    func seriesStandAsideWithinTheAxis() throws {
        let points = [Series.Point(1, 2, spread: 0.5), Series.Point(2, 3, spread: 0.5)]
        let chart = Chart(
            "t", x: Axis("x"), y: Axis("y"),
            series: [-7, 0, 7].enumerated().map { Series("s\($0)", style: .dots, color: $0, points: points, aside: $1) }
        )
        let drawing = chart.drawing.rendered
        func places(_ color: Int) -> [Double] {
            drawing.components(separatedBy: "<circle class=\"dot c\(color)\" cx=\"").dropFirst()
                .compactMap { Double($0.prefix { $0 != "\"" }) }.suffix(2)
        }
        let middle = places(1)
        #expect(places(0) == middle.map { $0 - 7 } && places(2) == middle.map { $0 + 7 })
        let axis = try #require(drawing.components(separatedBy: "<line class=\"axis\" x1=\"").last)
        let (left, right) = (
            try #require(Double(axis.prefix { $0 != "\"" })),
            try #require(Double(axis.components(separatedBy: "x2=\"")[1].prefix { $0 != "\"" }))
        )
        // A cap is 4 to either side.
        #expect(try #require(places(0).first) - 4 >= left && #require(places(2).last) + 4 <= right)
    }

    @Test
    func theSelectedPointIsTheLargestAndOpaque() throws {
        // Behind the mark in the legend.
        func radius(_ style: Series.Style) throws -> Double {
            let circles = chart([.init(1, 1)], style: style).drawing.rendered.components(separatedBy: " r=\"")
            return try #require(Double(circles[2].prefix { $0 != "\"" }))
        }
        #expect(try radius(.faint) < radius(.dots) && radius(.dots) < radius(.mark))
        #expect(count("class=\"dot mark c0\"", in: chart([.init(1, 1)], style: .mark)) == 2)
    }

    @Test
    func aLonePointIsSeen() {
        #expect(count("<circle", in: chart([.init(1, 1)])) == 1)
        #expect(count("<circle", in: chart([.init(1, 1), .init(2, .nan)])) == 1)
    }

    @Test
    func theTableHasTheSeriesSideBySideWhereTheyHaveTheSamePlaces() {
        let same = Chart(
            "t", x: Axis("round"), y: Axis("loss"),
            series: [
                Series("a", color: 0, points: [.init(1, 2), .init(2, .nan)]),
                Series("b", color: 1, points: [.init(1, 3), .init(2, 4)]),
            ])
        #expect(same.table == Table(["round", "a", "b"], rows: [["1", "2", "3"], ["2", "-", "4"]]))
        let other = Chart(
            "t", x: Axis("round"), y: Axis("loss"),
            series: [
                Series("a", color: 0, points: [.init(1, 2)]), Series("b", color: 1, points: [.init(2, 3, title: "p")]),
            ])
        #expect(
            other.table
                == Table(["series", "point", "round", "loss"], rows: [["a", "", "1", "2"], ["b", "p", "2", "3"]]))
        #expect(
            Chart(
                "t", x: other.x, y: other.y, series: [other.series[0], Series("c", color: 2, points: [.init(3, 2.5)])]
            )
            .table == Table(["", "round", "loss"], rows: [["a", "1", "2.0"], ["c", "3", "2.5"]]))
    }

    @Test
    func aDrawingHasATextInItsPlace() {
        let text = chart([]).drawing.rendered
        #expect(text.contains("role=\"img\" aria-label=\"t\""))
        #expect(text.contains("<title>t</title>"))
    }
}
