import Foundation
import Reporting
import Testing

struct MarkupTests {
    private static let hostile = "</script><script>alert(\"1\")</script> & ' \u{0} \u{1B}[31m"

    @Test
    func nothingInATextOrAnAttributeIsMarkup() {
        let markup = Markup("a", ["href": Self.hostile], text: Self.hostile)
        let escaped =
            "&lt;/script&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39; \u{FFFD} \u{FFFD}[31m"
        #expect(markup.rendered == "<a href=\"\(escaped)\">\(escaped)</a>")
    }

    @Test
    func emptyElementsAreClosedAsHTMLAndXMLWant() {
        #expect(Markup("meta", ["charset": "utf-8"]).rendered == "<meta charset=\"utf-8\"/>\n")
        #expect(Markup("td").rendered == "<td></td>")
    }

    @Test
    func aPageOfHostileNamesIsWellFormed() throws {
        let hostile = Self.hostile
        let chart = Chart(
            hostile, x: Axis(hostile), y: Axis(hostile),
            series: [
                Series(hostile, color: 0, points: [.init(0, 1), .init(1, .nan), .init(2, 3)]),
                Series(hostile, style: .dots, color: 1, points: [.init(0, 1, title: hostile)]),
            ], limits: [Chart.Limit(hostile, 2, of: .vertical)])
        let map = HeatMap(
            hostile, columns: [hostile], of: hostile, rows: [hostile], of: hostile, shares: [[0.5]])
        let diagram = BlockDiagram(
            hostile, input: hostile,
            blocks: [BlockDiagram.Block(name: hostile, words: hostile, output: hostile, cost: 1)], cost: hostile)
        let section = Section(
            id: "all", title: hostile,
            pieces: [
                .chart(chart, note: hostile), .heatMap(map, note: hostile), .paragraph(hostile),
                .figure(
                    caption: hostile, drawing: diagram.drawing, note: hostile,
                    numbers: Table([hostile], rows: [[hostile]])),
                .document(title: hostile, text: hostile),
            ])
        let page = Page(
            title: hostile, lead: [hostile], keyFigures: [Page.KeyFigure(hostile, hostile)], sections: [section])
        #expect(XMLWellFormedness.mistake(in: page.html) == nil)
        #expect(!page.html.contains("<script"))
    }

    @Test
    func theStyleNeedsNoEscaping() {
        // What stands in <style> is read as it is by HTML and unescaped by XML; nothing may differ between the two.
        let page = Page(title: "", lead: [], keyFigures: [], sections: [])
        let style = page.html.split(separator: "<style>")[1].split(separator: "</style>")[0]
        #expect(!style.contains("&"))
    }
}
