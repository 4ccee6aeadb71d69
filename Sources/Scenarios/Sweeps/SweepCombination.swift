import Architecture
public import Documents

/// One run of a sweep: the values that it takes for the keys that are varied.
public struct SweepCombination: Hashable, Sendable {
    /// Its place in the sweep, counted from 0.
    public let index: Int
    /// The values, in the order of the sweep's keys.
    public let values: [JSONValue]
    /// The name of its folder, made of the values.
    public let name: String
    /// What is run.
    public let scenario: Scenario

    /// Keys with their values, for people.
    static func words(_ keys: [String], _ values: [JSONValue]) -> String {
        zip(keys, values).map { "\($0)=\(word($1))" }.joined(separator: ", ")
    }

    /// A value as it stands in a table: a text without quotation marks, in one line.
    package static func word(_ value: JSONValue) -> String {
        let text = if case .string(let text) = value { text } else { value.description }
        return ForeignText.line(text, atMost: 60)
    }
}
