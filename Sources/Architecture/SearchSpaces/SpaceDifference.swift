/// What differs between two search spaces, from the texts that describe them.
package enum SpaceDifference {
    /// In words for a sentence: `width 0.5 and not width 0.25, head 640 and not head 1280`.
    ///
    /// - Parameters:
    ///   - found: A space's description, as a file has it.
    ///   - expected: The description of the space that was expected.
    /// - Returns: Both texts, if they are not built in the same way.
    package static func words(_ found: String, _ expected: String) -> String {
        let (parts, others) = (Self.parts(of: found), Self.parts(of: expected))
        let pairs = zip(parts, others).filter { $0 != $1 }
        guard parts.count == others.count, !pairs.isEmpty else {
            return "\(ForeignText.line(found, atMost: 300)) and not \(expected)"
        }
        return pairs.map { "\(ForeignText.line($0, atMost: 100)) and not \($1)" }.joined(separator: ", ")
    }

    private static func parts(of description: String) -> [String] {
        description.split(separator: ", ").map { String($0) }
    }
}
