/// That the first rank has ended what all worked on.
public struct RunEnd: Error, Sendable, Hashable {
    /// The exit code of all ranks.
    public let code: Int32

    /// Ends with an exit code.
    public init(code: Int32) { self.code = code }
}
