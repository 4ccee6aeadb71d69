/// A command line that cannot be carried out, as one sentence; the exit code is 2.
struct UsageError: Error, Hashable, Sendable, CustomStringConvertible {
    let description: String

    init(_ sentence: String) { description = sentence }
}
