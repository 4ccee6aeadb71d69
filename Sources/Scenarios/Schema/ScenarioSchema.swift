public import Documents
import ScenarioKeys

/// The JSON Schema of scenario files, made from the table of keys, for editors that complete and check them.
///
/// It knows what each key takes; what keys say together, only reading a scenario tells.
public enum ScenarioSchema {
    /// The schema, of the draft 2020-12.
    public static let document: JSONValue = {
        let head: JSONValue = [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A scenario of greedynas",
        ]
        let own: JSONValue = [
            ScenarioTree.schemaKey: [
                "type": "string", "description": "the file of this schema, for editors; a run does not read it",
            ]
        ]
        let sections = section("", of: Scenario.keys)
        let properties = own.joined(with: sections).setting(ScenarioTree.sweepKey, to: sweep)
        return head.joined(with: object(properties))
    }()

    /// The properties of a section: its keys, and the sections in it.
    private static func section(_ path: String, of keys: [ScenarioKey]) -> JSONValue {
        let depth = path.split(separator: ".").count
        var properties = JSONValue.object([])
        for key in keys {
            let parts = key.path.split(separator: ".")
            if parts.count == depth + 1 {
                properties = properties.setting(key.name, to: value(of: key))
            } else {
                let name = String(parts[depth])
                guard properties[name] == nil else { continue }
                let inner = path.isEmpty ? name : "\(path).\(name)"
                let members = keys.filter { $0.path.hasPrefix(inner + ".") }
                properties = properties.setting(name, to: object(section(inner, of: members)))
            }
        }
        return properties
    }

    private static func value(of key: ScenarioKey) -> JSONValue {
        let head: JSONValue = ["description": .string("\(key.meaning) (\(key.values); default \(key.defaultText))")]
        let standard: JSONValue = key.followsOthers ? .object([]) : ["default": key.defaultValue]
        return head.joined(with: standard).joined(with: key.schema)
    }

    /// Keys with lists of their values, or keys joined by commas with lists of tuples.
    private static var sweep: JSONValue {
        func list(of elements: JSONValue) -> JSONValue {
            ["type": "array", "items": elements, "minItems": 1]
        }
        let keys = Scenario.keys.filter { $0.path != "name" }
        return [
            "description": "keys with lists of their values, all combinations of which `greedynas sweep` runs",
            "type": "object", "properties": .object(keys.map { .init($0.path, list(of: $0.schema)) }),
            "patternProperties": [",": list(of: ["type": "array"])], "additionalProperties": false, "minProperties": 1,
        ]
    }

    private static func object(_ properties: JSONValue) -> JSONValue {
        ["type": "object", "properties": properties, "additionalProperties": false]
    }
}
