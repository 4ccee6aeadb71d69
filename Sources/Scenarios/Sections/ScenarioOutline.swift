import Architecture
import Documents
import RunFiles
import ScenarioKeys

/// The outline of a scenario's networks: a shipped one by its name, or one of the user's own, in the scenario or in a file.
enum ScenarioOutline {
    /// The values of `space.macro`.
    static let values = AcceptedValues.any(
        of: [["enum": JSONValue(Macro.all.map(\.name))], schema],
        "one of \(AcceptedValues.quoted(Macro.all.map(\.name))), or an object with stem_channels, stem_stride, "
            + "fixed_channels, stages (a list of channels, layers and stride) and head_channels, as architecture.json has it"
    )

    /// Reads the value of `space.macro`.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - place: Where it stands, for the sentences; nil where that is not known.
    /// - Returns: Nil where it is neither a shipped outline's name nor an object.
    /// - Throws: `ScenarioError` where an object is no outline.
    static func macro(_ value: JSONValue, at place: String?) throws(ScenarioError) -> Macro? {
        switch value {
        case .string(let name): return Macro.named(name)
        case .object:
            do throws(Refusal) {
                let scenario = JSONSection(file: place ?? "the scenario", object: ["space": ["macro": value]])
                return try named(scenario.section("space").section("macro"))
            } catch {
                throw .conflict(place: nil, sentence: error.description)
            }
        default: return nil
        }
    }

    /// Reads the outline that a file holds by itself.
    ///
    /// - Throws: `ScenarioError` where it cannot be read or is none.
    static func macro(inFile file: String) throws(ScenarioError) -> Macro {
        do throws(Refusal) {
            return try named(
                JSONSection(of: file, what: "an outline with stem, stages and head, as space.macro takes it"))
        } catch {
            throw .conflict(place: nil, sentence: "space.file: \(error)")
        }
    }

    /// An outline with a name that can stand in the one line that describes a space, where commas part its words.
    private static func named(_ section: JSONSection) throws(Refusal) -> Macro {
        let macro = try Macro(section)
        let isName =
            !macro.name.isEmpty && macro.name.utf8.count <= 100
            && macro.name.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                    || "-_.".unicodeScalars.contains(scalar)
            }
        guard isName else {
            throw section.wrong("name", expected: "at most 100 letters, digits, \"-\", \"_\" and \".\"")
        }
        return macro
    }

    /// An outline as a scenario has it.
    static func json(_ macro: Macro) -> JSONValue { Macro.all.contains(macro) ? .string(macro.name) : macro.json }

    private static var schema: JSONValue {
        let integer: JSONValue = ["type": "integer"]
        let stage: JSONValue = [
            "type": "object", "properties": ["channels": integer, "layers": integer, "stride": integer],
            "required": ["channels", "layers"], "additionalProperties": false,
        ]
        return [
            "type": "object",
            "properties": [
                "name": ["type": "string"], "side": integer, "channels": integer, "classes": integer,
                "stem_channels": integer, "stem_stride": integer, "fixed_channels": .orNull(integer),
                "stages": ["type": "array", "items": stage, "minItems": 1], "head_channels": integer,
            ],
            "required": ["stem_channels", "stages", "head_channels"], "additionalProperties": false,
        ]
    }
}
