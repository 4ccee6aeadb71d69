import Reporting

/// Some lines that are drawn over the ones before on a terminal; elsewhere a single line for each change.
struct LiveView {
    private let terminal: Terminal
    private var drawn = 0
    private var lastLine = ""

    init(_ terminal: Terminal) { self.terminal = terminal }

    /// What draws a state.
    ///
    /// - Parameters:
    ///   - lines: The state on a terminal; what does not fit its width is cut off.
    ///   - line: The state elsewhere.
    mutating func text(_ lines: [String], line: String) -> String {
        guard terminal.canRewrite else {
            defer { lastLine = line }
            return line == lastLine ? "" : line + "\n"
        }
        let text = end + lines.map { $0.prefix(max(20, (terminal.width ?? 80) - 1)) + "\n" }.joined()
        drawn = lines.count
        return text
    }

    /// What clears the lines that were drawn last, so that something else can take their place.
    var end: String { drawn > 0 ? "\u{1B}[\(drawn)A\r\u{1B}[J" : "" }
}
