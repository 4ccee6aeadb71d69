public import Documents

/// One key of a scenario as `greedynas keys` lists it.
public struct ScenarioKey: Hashable, Sendable {
    /// The key with the sections it lies in, divided by dots: `supernet.pool.size`.
    public let path: String
    /// What values it takes.
    public let values: String
    /// The same as JSON Schema.
    public let schema: JSONValue
    /// Its default; a formula where it follows from other keys.
    public let defaultText: String
    /// Whether its default follows from other keys, or stands for the key's absence; `null` then asks for the default.
    public let followsOthers: Bool
    /// What it means, with the unit where there is one.
    public let meaning: String
    /// Its value in a scenario that gives no key at all.
    public let defaultValue: JSONValue

    /// The last part of the path.
    public var name: String { path.split(separator: ".").last.map { String($0) } ?? path }

    /// The section the key lies in, empty at the top.
    public var section: String { path.split(separator: ".").dropLast().joined(separator: ".") }
}
