import Architecture

/// Why a run does not begin: one sentence; the exit code is 2, as for a scenario that is not valid.
public struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// What, where, what was expected.
    public let description: String
    /// Whether it is because another run has the folder.
    package let isInUse: Bool

    /// Refuses with a sentence.
    public init(_ sentence: String) { self.init(sentence, isInUse: false) }

    /// Refuses with a sentence, and says whether it is because another run has the folder.
    package init(_ sentence: String, isInUse: Bool) {
        description = ForeignText.line(sentence)
        self.isInUse = isInUse
    }
}
