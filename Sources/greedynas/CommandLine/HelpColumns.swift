import Documents

/// Names with what they mean beside them, as help shows commands and options.
struct HelpColumns {
    private let rows: [(name: String, meaning: String)]

    /// The widest name that has its meaning on its own line.
    private static let widest = 26

    init(_ rows: [(String, String)]) { self.rows = rows.map { (name: $0.0, meaning: $0.1) } }

    /// The lines, at most so wide where the names allow it.
    func lines(width: Int) -> [String] {
        let names = rows.map(\.name.count)
        let margin = 4 + (names.filter { $0 <= Self.widest }.max() ?? Self.widest)
        return rows.flatMap { row in
            var meaning = row.meaning.wrapped(to: max(20, width - margin))
            let head = "  " + row.name
            let first = head.count + 2 <= margin ? head.padded(to: margin) + meaning.removeFirst() : head
            return [first] + meaning.map { String(repeating: " ", count: margin) + $0 }
        }
    }
}
