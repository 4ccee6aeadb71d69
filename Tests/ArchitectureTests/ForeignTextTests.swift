import Architecture
import Testing

struct ForeignTextTests {
    @Test func usualTextStaysAsItIs() {
        for text in ["", "k3e3", "\"ä\" \\ 'ß' \u{301}", String(repeating: "x", count: 2_000)] {
            #expect(ForeignText.line(text) == text)
        }
    }

    /// Nothing reaches a terminal that would break the line or colour it.
    @Test func controlCharactersBecomeEscapes() {
        let text = "a\nb\r\t\u{1B}[31m\u{7F}\u{85}\u{2028}"
        #expect(ForeignText.line(text) == "a\\nb\\r\\t\\u{1B}[31m\\u{7F}\\u{0085}\\u{2028}")
    }

    /// The same where there are many lines, which stay.
    @Test func linesAndColumnsOfATextStay() {
        let text = "class\tn\n\u{1B}[31mred\u{1B}[0m\r\u{7F}\u{9B}5n\n"
        #expect(ForeignText.lines(text) == "class\tn\n\\u{1B}[31mred\\u{1B}[0m\\r\\u{7F}\\u{009B}5n\n")
        let long = String(repeating: "x\n", count: 5_000)
        #expect(ForeignText.lines(long) == long)
    }

    @Test func longTextIsCutBetweenScalars() {
        #expect(ForeignText.line("äöü", atMost: 2) == "äö...")
        #expect(ForeignText.line("äöü", atMost: 3) == "äöü")
        #expect(ForeignText.line(String(repeating: "\u{1}", count: 5), atMost: 1) == "\\u{01}...")
    }
}
