package import Architecture
package import Documents

extension SearchSpace {
    /// All that defines the space; `init(_:)` reads it.
    package var json: JSONValue {
        [
            "description": .string(description),
            "macro": macro.json,
            RunKey.operations: .array(operations.map { .string($0.name) }),
            "width": JSONValue(width),
            "identity": .string(identity.rawValue),
            "activation": .string(activation.rawValue),
            "stem_activation": .string(stemActivation.rawValue),
            "squeeze_activation": .string(Self.squeezeActivation.rawValue),
            "gate_activation": .string(Self.gateActivation.rawValue),
        ]
    }

    /// Reads what `json` wrote.
    ///
    /// - Throws: `Refusal` where a key is missing or wrong, the sizes make no space, or the space is not the one that
    ///   the file describes in words.
    package init(_ section: JSONSection) throws(Refusal) {
        let macro = try Macro(section.section("macro"))
        let names = try section.texts(RunKey.operations)
        let operations = names.compactMap { Operation(name: $0) }
        guard operations.count == names.count else {
            throw section.wrong(RunKey.operations, expected: "a list of names such as \"k3e6\", \"k5e3se\" and \"id\"")
        }
        for (key, activation) in [
            ("squeeze_activation", Self.squeezeActivation), ("gate_activation", Self.gateActivation),
        ] where try section.choice(key, of: Activation.self) != activation {
            throw section.wrong(key, expected: "\"\(activation.rawValue)\"")
        }
        do {
            try self.init(
                macro: macro, operations: operations, width: try section.number("width"),
                identity: try section.choice("identity"), activation: try section.choice("activation"),
                stemActivation: try section.choice("stem_activation"))
        } catch let error as Refusal {
            throw error
        } catch {
            throw Refusal("\(section.file): \(error)")
        }
        guard section.object["description"] == .string(description) else {
            throw section.wrong("description", expected: "\"\(description)\", as the other keys say")
        }
    }
}
