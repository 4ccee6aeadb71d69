import Testing
@testable import Documents

struct TextTableTests {
    private let table = TextTable(
        ["run", "rounds", "loss", "digest"], [["m=1", "1000", "1.5", "00ff"], ["m=10", "5", "1.25", "ff00"]],
        leftAligned: [0])

    private let whole = """
        run   rounds  loss  digest
        m=1     1000   1.5    00ff
        m=10       5  1.25    ff00
        """

    @Test
    func columnsThatDoNotFitFollowBehindTheKeys() {
        #expect(table.text == whole)
        #expect(table.text(width: nil, keeping: 1) == whole && table.text(width: 26, keeping: 1) == whole)
        #expect(
            table.text(width: 25, keeping: 1) == """
                run   rounds  loss
                m=1     1000   1.5
                m=10       5  1.25

                run   digest
                m=1     00ff
                m=10    ff00
                """)
        for width in 12...40 {
            for line in table.text(width: width, keeping: 1).split(separator: "\n") { #expect(line.count <= width) }
        }
        // Not even one column fits: each has a block of its own.
        #expect(table.text(width: 1, keeping: 1).split(separator: "\n", omittingEmptySubsequences: false).count == 11)
    }
}
