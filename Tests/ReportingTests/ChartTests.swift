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
        for style in [Series.Style.line, .broken, .dots, .area] {
            let text = chart(points, style: style).drawing.rendered
            #expect(!text.contains("nan") && !text.contains("inf"))
        }
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
        #expect(other.table == Table(["", "round", "loss"], rows: [["a", "1", "2"], ["p", "2", "3"]]))
    }

    @Test
    func aDrawingHasATextInItsPlace() {
        let text = chart([]).drawing.rendered
        #expect(text.contains("role=\"img\" aria-label=\"t\""))
        #expect(text.contains("<title>t</title>"))
    }
}
