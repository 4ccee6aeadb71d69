import Foundation

/// What a stream of the process leads to: a terminal, how wide it is and what it can show, or something else.
public struct Terminal: Sendable {
    /// How a text may look.
    public enum Style: String, Sendable {
        /// As a mistake.
        case red = "31"
        /// As a warning.
        case yellow = "33"
        /// As what can be read over.
        case dim = "2"
        /// As a heading.
        case bold = "1"
    }

    /// Standard output.
    public static let output = Terminal(of: STDOUT_FILENO)
    /// Standard error.
    public static let errors = Terminal(of: STDERR_FILENO)

    /// The columns; nil where the stream leads to no terminal.
    public let width: Int?
    /// Whether a line can be written over.
    public let canRewrite: Bool
    /// Whether texts may have colours.
    public let hasColours: Bool

    private init(of descriptor: Int32) {
        let isTerminal = isatty(descriptor) == 1
        self.init(
            columns: isTerminal ? Self.columns(of: descriptor) : nil, environment: ProcessInfo.processInfo.environment)
    }

    /// A terminal of so many columns, or none.
    ///
    /// `COLUMNS` bounds the width. No line is written over where `TERM` is `dumb` or `CI` is set, and nothing has colours
    /// where it is `dumb` or `NO_COLOR` is set to anything.
    init(columns: Int?, environment: [String: String]) {
        let isDumb = environment["TERM"] ?? "dumb" == "dumb"
        let bound = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        width = columns.map { min($0, bound ?? $0) }
        canRewrite = columns != nil && !isDumb && environment["CI"] == nil
        hasColours = columns != nil && !isDumb && environment["NO_COLOR"] ?? "" == ""
    }

    /// The text in a style, as it is where the stream shows none.
    public func styled(_ text: String, _ style: Style) -> String {
        hasColours ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    private static func columns(of descriptor: Int32) -> Int {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}
