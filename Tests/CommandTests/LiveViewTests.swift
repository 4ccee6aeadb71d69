import Testing
@testable import CommandLineTool
@testable import Reporting

struct LiveViewTests {
    @Test func terminalIsDrawnOver() {
        var view = LiveView(Terminal(columns: 21, environment: ["TERM": "xterm"]))
        #expect(view.end == "")
        #expect(view.text(["a", "twenty-one characters"], line: "x") == "a\ntwenty-one character\n")
        #expect(view.text(["b"], line: "x") == "\u{1B}[2A\r\u{1B}[Jb\n")
        #expect(view.end == "\u{1B}[1A\r\u{1B}[J")
    }

    @Test func pipeGetsALineForEachChange() {
        var view = LiveView(Terminal(columns: nil, environment: ["TERM": "xterm"]))
        #expect(["1", "1", "2"].map { view.text(["a", "b"], line: $0) } == ["1\n", "", "2\n"])
        #expect(view.end == "")
    }
}
