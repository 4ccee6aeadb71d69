public import Documents
public import ScenarioKeys

/// Keys of a scenario with their defaults, values and meanings.
public struct ScenarioKeyList: Sendable {
    private let keys: [ScenarioKey]

    /// Finds keys.
    ///
    /// - Parameter prefix: A key, a section, or what keys begin with; nil for all keys.
    /// - Throws: `ScenarioError` naming the nearest key where none begins like that.
    public init(_ prefix: String?) throws(ScenarioError) {
        let all = Scenario.keys
        guard let prefix, !prefix.isEmpty else {
            keys = all
            return
        }
        guard prefix != ScenarioTree.sweepKey else {
            throw .conflict(
                place: nil,
                sentence:
                    "sweep maps keys to lists of values, as in Scenarios/sweeps/m-k.json; expected a key to vary, such as "
                    + "supernet.m")
        }
        let own = all.filter { $0.path == prefix || $0.path.hasPrefix(prefix + ".") }
        keys = own.isEmpty ? all.filter { $0.path.hasPrefix(prefix) } : own
        if keys.isEmpty { try ScenarioKeyCheck(all).check(key: prefix, place: nil) }
    }

    /// The keys as text: meaning, values and default of each.
    ///
    /// - Parameters:
    ///   - width: The most characters of a line.
    ///   - heading: How the line of a key's name looks.
    public func text(width: Int, heading: (String) -> String = { $0 }) -> String {
        keys.map { key in
            let values = "\(key.values); default \(key.defaultText)"
            let lines = [key.meaning, values].flatMap { $0.wrapped(to: width - 4) }
            return ([heading(key.path)] + lines.map { "    " + $0 }).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// The keys as one JSON document.
    public var json: JSONValue {
        .array(
            keys.map { key in
                [
                    "key": .string(key.path), "meaning": .string(key.meaning), "values": .string(key.values),
                    "default": key.followsOthers ? nil : key.defaultValue, "default_text": .string(key.defaultText),
                ]
            })
    }
}
