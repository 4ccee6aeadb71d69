package import Architecture

extension Macro {
    /// The outline with all its sizes, as `architecture.json` has it and `space.macro` takes it.
    package var json: JSONValue {
        [
            "name": .string(name), "side": .integer(side), "channels": .integer(channels),
            "classes": .integer(classes), "stem_channels": .integer(stemChannels),
            "stem_stride": .integer(stemStride), "fixed_channels": JSONValue(fixedChannels),
            "stages": .array(
                stages.map {
                    [
                        "channels": .integer($0.channels), "layers": .integer($0.layers),
                        "stride": .integer($0.stride),
                    ]
                }),
            "head_channels": .integer(headChannels),
        ]
    }

    /// Reads an outline; the pictures' size and the classes may be left out, since those of the data come in their place.
    ///
    /// - Throws: `Refusal` where a key is missing, unknown or of the wrong kind.
    package init(_ section: JSONSection) throws(Refusal) {
        try section.refuseKeys(beyond: [
            "name", "side", "channels", "classes", "stem_channels", "stem_stride", "fixed_channels", "stages",
            "head_channels",
        ])
        self.init(
            name: try section.textIfAny("name") ?? "own", side: try section.integerIfAny("side") ?? 32,
            channels: try section.integerIfAny("channels") ?? 3, classes: try section.integerIfAny("classes") ?? 10,
            stemChannels: try section.integer("stem_channels"),
            stemStride: try section.integerIfAny("stem_stride") ?? 1,
            fixedChannels: try section.integerIfAny("fixed_channels"),
            stages: try section.sections("stages").map { stage throws(Refusal) in
                try stage.refuseKeys(beyond: ["channels", "layers", "stride"])
                return Stage(
                    channels: try stage.integer("channels"), layers: try stage.integer("layers"),
                    stride: try stage.integerIfAny("stride") ?? 1)
            }, headChannels: try section.integer("head_channels"))
    }
}
