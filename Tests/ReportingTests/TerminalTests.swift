import Testing
@testable import Reporting

struct TerminalTests {
    @Test(
        arguments: [
            (nil, ["TERM": "xterm"], false), (80, ["TERM": "xterm"], true), (80, ["TERM": "dumb"], false),
            (80, [:], false),
            (80, ["TERM": "xterm", "NO_COLOR": "1"], false), (80, ["TERM": "xterm", "NO_COLOR": ""], true),
        ] as [(Int?, [String: String], Bool)])
    func coloursNeedATerminalThatHasThem(columns: Int?, environment: [String: String], coloured: Bool) {
        let terminal = Terminal(columns: columns, environment: environment)
        #expect(terminal.styled("error:", .red) == (coloured ? "\u{1B}[31merror:\u{1B}[0m" : "error:"))
    }

    @Test
    func onlyATerminalIsRewrittenAndHasAWidth() {
        let terminal = Terminal(columns: 80, environment: ["TERM": "xterm"])
        #expect(terminal.canRewrite && terminal.width == 80)
        #expect(!Terminal(columns: 80, environment: ["TERM": "xterm", "CI": "true"]).canRewrite)
        #expect(!Terminal(columns: 80, environment: ["TERM": "dumb"]).canRewrite)
        #expect(Terminal(columns: 80, environment: ["TERM": "xterm", "COLUMNS": "60"]).width == 60)
        for columns in ["500", "0", "-3", "wide"] {
            #expect(Terminal(columns: 80, environment: ["TERM": "xterm", "COLUMNS": columns]).width == 80)
        }
        let pipe = Terminal(columns: nil, environment: ["TERM": "xterm", "COLUMNS": "60"])
        #expect(!pipe.canRewrite && pipe.width == nil)
    }
}
