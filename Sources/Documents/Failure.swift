/// Why work ended before it was done: one sentence; the exit code is 1.
public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What, where, what was expected.
    public let description: String

    /// Fails with a sentence.
    public init(_ sentence: String) { description = sentence }
}
