import Architecture

/// A text that is no JSON: where it goes wrong, and how.
public struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, counted from 1.
    public let line: Int
    /// What was found there and what was expected.
    public let problem: String

    /// The line and the problem, without the file, which only the caller knows.
    public var description: String { ForeignText.line("line \(line): \(problem)") }
}
