import Reporting
import Testing

struct TableTests {
    private func html(_ table: Table) -> String {
        Page(
            title: "", lead: [], keyFigures: [], sections: [Section(id: "a", title: "", pieces: [.table(table)])]
        ).html
    }

    @Test
    func firstCellsLeadWhereTheyAreToldTo() {
        let table = Table(["run", "loss"], rows: [["a", "1"], ["b", "2"]], links: ["a/report.html", nil])
        let html = html(table)
        #expect(html.contains("<td class=\"\"><a href=\"a/report.html\">a</a></td>"))
        #expect(html.contains("<td class=\"\">b</td>") && !html.contains("href=\"b"))
    }

    /// A narrow screen shows a row of many columns as a list, each cell beside its column's name.
    @Test
    func cellsOfWideTablesKnowTheirColumns() {
        let wide = html(Table(["a", "b", "c", "d"], rows: [["1", "2", "3", "x"]]))
        #expect(wide.contains("<div class=\"wide list\">") && wide.contains("data-name=\"d\">x</td>"))
        let narrow = html(Table(["a", "b", "c"], rows: [["1", "2", "3"]]))
        #expect(narrow.contains("<div class=\"wide\">") && !narrow.contains("data-name="))
    }

    @Test
    func keyFiguresHaveNotes() {
        let page = Page(
            title: "", lead: [], keyFigures: [.init("top-1", "50 %", note: "of 10"), .init("MACs", "7")], sections: [])
        #expect(page.html.contains("<dt>top-1</dt><dd>50 %</dd><dd class=\"note\">of 10</dd>"))
        #expect(page.html.contains("<dt>MACs</dt><dd>7</dd></div>"))
    }
}
