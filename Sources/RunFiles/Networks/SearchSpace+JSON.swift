import Architecture
import Documents

extension SearchSpace {
    /// All that defines the space; `init(_:)` reads it.
    var json: JSONValue {
        [
            "description": .string(description),
            "macro": [
                "name": .string(macro.name), "side": .integer(macro.side), "channels": .integer(macro.channels),
                "classes": .integer(macro.classes), "stem_channels": .integer(macro.stemChannels),
                "stem_stride": .integer(macro.stemStride),
                "fixed_channels": macro.fixedChannels.map { .integer($0) } ?? .null,
                "stages": .array(
                    macro.stages.map {
                        [
                            "channels": .integer($0.channels), "layers": .integer($0.layers),
                            "stride": .integer($0.stride),
                        ]
                    }),
                "head_channels": .integer(macro.headChannels),
            ],
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
    init(_ section: JSONSection) throws(Refusal) {
        let outline = try section.section("macro")
        var fixedChannels: Int?
        if outline.object["fixed_channels"] != .null { fixedChannels = try outline.integer("fixed_channels") }
        let macro = Macro(
            name: try outline.text("name"), side: try outline.integer("side"),
            channels: try outline.integer("channels"),
            classes: try outline.integer("classes"), stemChannels: try outline.integer("stem_channels"),
            stemStride: try outline.integer("stem_stride"), fixedChannels: fixedChannels,
            stages: try outline.sections("stages").map { stage throws(Refusal) in
                Macro.Stage(
                    channels: try stage.integer("channels"), layers: try stage.integer("layers"),
                    stride: try stage.integer("stride"))
            }, headChannels: try outline.integer("head_channels"))
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
