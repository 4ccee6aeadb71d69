import Testing
@testable import Documents

struct WrappingTests {
    @Test
    func linesBreakBetweenWords() {
        #expect("one two  three".wrapped(to: 7) == ["one two", "three"])
        #expect("one two".wrapped(to: 6) == ["one", "two"])
        #expect("a verylongword b".wrapped(to: 4) == ["a", "verylongword", "b"])
        #expect("".wrapped(to: 4) == [""])
    }

    @Test
    func listsStayAndParagraphsFlow() {
        let text = """
            a b
            c d

              x   y z
            e
            """
        #expect(text.reflowed(to: 5) == ["a b c", "d", "", "  x   y z", "e"])
        #expect(text.reflowed(to: 80) == ["a b c d", "", "  x   y z", "e"])
    }
}
