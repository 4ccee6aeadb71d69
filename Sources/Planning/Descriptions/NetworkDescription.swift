public import Architecture
public import Documents
import Reporting
import RunFiles

/// A network block by block, for people and as JSON.
public struct NetworkDescription: Hashable, Sendable {
    /// The network.
    public let blueprint: Blueprint
    /// Its published name and figures, where it has them.
    public let published: PublishedNetwork?
    /// Its path with the space it belongs to, where it was given as one.
    private let place: Place?

    private struct Place: Hashable {
        let path: Path
        let names: String
    }

    /// Describes a published network.
    public init(_ network: PublishedNetwork) {
        blueprint = network.blueprint
        published = network
        place = nil
    }

    /// Describes a network of its own.
    public init(_ blueprint: Blueprint) {
        self.blueprint = blueprint
        published = nil
        place = nil
    }

    /// Describes a path.
    ///
    /// - Precondition: The space contains the path.
    public init(path: Path, of space: SearchSpace) {
        blueprint = space.blueprint(of: path)
        published = nil
        place = Place(path: path, names: space.names(of: path))
    }

    /// The description as one JSON document; `macs` are multiply-accumulates for one image.
    public var json: JSONValue {
        var json: JSONValue = [RunKey.macs: .integer(blueprint.macs), RunKey.params: .integer(blueprint.params)]
        if let published {
            json = json.setting("name", to: .string(published.name)).setting(
                "published",
                to: [
                    RunKey.macs: .integer(published.publishedMacs), RunKey.params: .integer(published.publishedParams),
                    RunKey.testTop1: JSONValue(published.publishedTop1),
                    RunKey.testTop5: JSONValue(published.publishedTop5),
                ])
        }
        if let place {
            json = json.setting(RunKey.choices, to: JSONValue(place.path))
                .setting(RunKey.names, to: .string(place.names))
        }
        return
            json
            .setting(RunKey.notation, to: .string(blueprint.description))
            .setting(RunKey.blocks, to: .array(blueprint.blocks.map(\.json)))
    }

    /// The description as a table for people.
    public var text: String {
        var table = TextTable(["", "block", "input", "output", "MACs", "params"], leftAligned: [1])
        for (index, block) in blueprint.blocks.enumerated() {
            table.append([
                "\(index + 1)", block.description, Self.shape(block.inputChannels, block.inputSide),
                Self.shape(block.outputChannels, block.outputSide), "\(block.macs)", "\(block.params)",
            ])
        }
        table.append(["", "total", "", "", "\(blueprint.macs)", "\(blueprint.params)"])
        var lines = [table.text]
        if let published {
            lines.append(
                "\(published.name) as published: \(NumberText.count(Double(published.publishedMacs))) MACs, "
                    + "\(NumberText.count(Double(published.publishedParams))) parameters, top-1 "
                    + NumberText.percent(published.publishedTop1))
        }
        if let place {
            lines.append("path \(place.path)")
            lines.append("     \(place.names)")
        }
        return lines.joined(separator: "\n")
    }

    private static func shape(_ channels: Int, _ side: Int) -> String { "\(channels)x\(side)x\(side)" }
}
