extension JSONValue {
    /// A number, or `null`.
    package init(_ number: Double?) { self = number.map { JSONValue($0) } ?? .null }

    /// A whole number, or `null`.
    package init(_ number: Int?) { self = number.map { .integer($0) } ?? .null }

    /// A list of numbers.
    package init(_ numbers: [Double]) { self = .array(numbers.map { JSONValue($0) }) }

    /// A list of texts.
    package init(_ texts: [String]) { self = .array(texts.map { .string($0) }) }

    /// This object with another one's members behind its own.
    package func joined(with other: JSONValue) -> JSONValue {
        guard case .object(let own) = self, case .object(let others) = other else { return self }
        return .object(own + others)
    }
}
