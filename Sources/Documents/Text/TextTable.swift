/// A table of texts in columns of equal width, the first row its head.
package struct TextTable {
    private var rows: [[String]]
    private let leftAligned: Set<Int>

    /// Begins a table; columns stand to the right unless they are named.
    package init(_ head: [String], leftAligned: Set<Int> = []) {
        rows = [head]
        self.leftAligned = leftAligned
    }

    /// A table of a head and rows.
    package init(_ head: [String], _ rows: [[String]], leftAligned: Set<Int> = []) {
        self.init(head, leftAligned: leftAligned)
        for row in rows { append(row) }
    }

    /// Adds a row.
    ///
    /// - Precondition: It has as many cells as the head.
    package mutating func append(_ row: [String]) {
        precondition(row.count == rows[0].count, "a row has \(row.count) cells and the head \(rows[0].count)")
        rows.append(row)
    }

    /// The table in Markdown.
    package var markdown: String {
        let rule = rows[0].indices.map { leftAligned.contains($0) ? "---" : "---:" }
        return ([rows[0], rule] + rows.dropFirst()).map { cells in
            "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
        }.joined(separator: "\n")
    }

    /// The table without blanks at the ends of its lines.
    package var text: String { text(of: Array(rows[0].indices)) }

    /// The table in lines of at most so many characters: columns that do not fit follow below, each time behind the first
    /// ones.
    ///
    /// - Parameters:
    ///   - width: The most characters of a line; nil for lines of any length. A single column may be wider.
    ///   - keys: How many of the first columns say what a row is about.
    package func text(width: Int?, keeping keys: Int) -> String {
        guard let width else { return text }
        let first = Array(rows[0].indices.prefix(keys))
        var blocks: [[Int]] = []
        var block = first
        for column in rows[0].indices.dropFirst(keys) {
            if block.count > first.count, self.width(of: block + [column]) > width {
                blocks.append(block)
                block = first
            }
            block.append(column)
        }
        return (blocks + [block]).map(text).joined(separator: "\n\n")
    }

    private func width(of column: Int) -> Int { rows.map { $0[column].count }.max() ?? 0 }

    private func width(of columns: [Int]) -> Int {
        columns.reduce(0) { $0 + width(of: $1) } + 2 * (columns.count - 1)
    }

    private func text(of columns: [Int]) -> String {
        let widths = rows[0].indices.map { width(of: $0) }
        return rows.map { row in
            var line = columns.map { column in
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                return leftAligned.contains(column) ? row[column] + padding : padding + row[column]
            }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}
