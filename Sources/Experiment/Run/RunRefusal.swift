import Architecture

/// Why a run does not begin: one sentence; the exit code is 2, as for a scenario that is not valid.
public struct RunRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// What, where, what was expected.
    public let description: String

    /// Refuses with a sentence.
    public init(_ sentence: String) { description = ForeignText.line(sentence) }
}
