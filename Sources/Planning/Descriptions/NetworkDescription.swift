public import Architecture
public import Documents
import LatencyTables
public import NetworkFiles
import Reporting
import RunFiles
import Search

/// A network block by block, for people and as JSON.
public struct NetworkDescription: Sendable {
    /// The network, and where it comes from.
    public let network: GivenNetwork
    /// What a table says of its time, and which one; nil without a table.
    private let latency: (table: String, conditions: LatencyConditions, seconds: Double)?

    /// Describes a network.
    ///
    /// - Parameters:
    ///   - network: The network.
    ///   - table: The file of a latency table that has its operations; nil for none.
    ///   - space: The space of that table, where it does not define it itself and the network is no path.
    /// - Throws: `Refusal` where the table cannot be read, is of another space, or has not the network among its own.
    public init(
        _ network: GivenNetwork, latency table: String? = nil, of space: SearchSpace? = nil
    ) throws(Refusal) {
        self.network = network
        guard let file = table else {
            latency = nil
            return
        }
        let table = try LatencyTable(file: file, of: network.place?.space ?? space)
        guard let path = network.place?.path ?? table.space.path(of: network.blueprint) else {
            throw Refusal("\(file) is of a space that has no such network; expected a table of one that has it")
        }
        do throws(SearchError) {
            let seconds = try table.costs().cost(of: path).latency ?? .nan
            latency = (file, table.conditions, seconds)
        } catch {
            throw Refusal("\(file): \(error)")
        }
    }

    private var blueprint: Blueprint { network.blueprint }

    /// The description as one JSON document, which is a network file too: `macs` are multiply-accumulates for one picture,
    /// `flops` twice as many.
    public var json: JSONValue {
        var json = NetworkFile(name: network.name, blueprint).json
        if case .published(let published) = network.origin {
            json = json.setting(
                "published",
                to: [
                    RunKey.macs: .integer(published.publishedMacs), RunKey.params: .integer(published.publishedParams),
                    RunKey.testTop1: JSONValue(published.publishedTop1),
                    RunKey.testTop5: JSONValue(published.publishedTop5),
                ])
        }
        if let place = network.place {
            json = json.setting(RunKey.choices, to: JSONValue(place.path))
                .setting(RunKey.names, to: .string(place.space.names(of: place.path)))
        }
        if let latency {
            json = json.setting(RunKey.latencySeconds, to: JSONValue(latency.seconds))
                .setting("latency_table", to: .string(latency.table))
        }
        return json
    }

    /// The description as a table for people, and what else is known below it.
    public var text: String {
        var table = TextTable(["", "block", "input", "output", "MACs", "params"], leftAligned: [1])
        for (index, block) in blueprint.blocks.enumerated() {
            table.append([
                "\(index + 1)", block.description, Self.shape(block.inputChannels, block.inputSide),
                Self.shape(block.outputChannels, block.outputSide), "\(block.macs)", "\(block.params)",
            ])
        }
        table.append(["", "total", "", "", "\(blueprint.macs)", "\(blueprint.params)"])
        let costs =
            "\(blueprint.macs) MACs (multiply-accumulates) for one picture are \(2 * blueprint.macs) FLOPs; papers often "
            + "print MACs under the name of FLOPs"
        return ([table.text, costs, publishedText, latencyText].compactMap(\.self) + placeLines)
            .joined(separator: "\n")
    }

    /// The authors' figures, each with what was counted here against it.
    private var publishedText: String? {
        guard case .published(let published) = network.origin else { return nil }
        func figure(_ printed: Int, _ counted: Int, _ unit: String) -> String {
            let difference = Double(counted) / Double(printed) - 1
            let sign = difference < 0 ? "" : "+"
            return "\(NumberText.count(Double(printed))) \(unit) (counted: \(sign)\(NumberText.percent(difference)))"
        }
        return "\(published.name) as published: "
            + "\(figure(published.publishedMacs, blueprint.macs, "MACs")), "
            + "\(figure(published.publishedParams, blueprint.params, "params")), top-1 "
            + "\(NumberText.percent(published.publishedTop1)), top-5 \(NumberText.percent(published.publishedTop5))"
    }

    private var latencyText: String? {
        latency.map { latency in
            "latency by \(latency.table): \(NumberText.time(latency.seconds)) for one picture on "
                + "\(latency.conditions.processor), \(latency.conditions.threads.counted("thread"))"
        }
    }

    private var placeLines: [String] {
        network.place.map { ["path \($0.path)", "     \($0.space.names(of: $0.path))", "of   \($0.space)"] } ?? []
    }

    private static func shape(_ channels: Int, _ side: Int) -> String { "\(channels)x\(side)x\(side)" }
}
