public import Architecture
public import Documents
import Reproducibility
public import Search

/// The measured time of each operation of each layer of a space, and of the parts that all networks share.
public struct LatencyTable: Hashable, Sendable {
    /// The space.
    public let space: SearchSpace
    /// Under what conditions the times hold.
    public let conditions: LatencyConditions
    /// The time of stem, fixed block, head and classifier together.
    public let fixed: MeasuredTime
    /// The time of each choice: one row a layer, in the order of its `choices`.
    public let layers: [[MeasuredTime]]

    /// Names the times.
    public init(space: SearchSpace, conditions: LatencyConditions, fixed: MeasuredTime, layers: [[MeasuredTime]]) {
        self.space = space
        self.conditions = conditions
        self.fixed = fixed
        self.layers = layers
    }

    /// The costs of the space with these latencies.
    ///
    /// - Throws: `SearchError` where the table has not the form of the space, or a time is negative or not finite.
    public func costs() throws(SearchError) -> CostTable {
        try CostTable(of: space, fixedLatency: fixed.seconds, latencies: layers.map { $0.map(\.seconds) })
    }

    /// The file: the conditions, the times, how well sums of them predict whole networks, and a checksum over all of it.
    public func json(check: LatencyCheck?) -> JSONValue {
        let document: JSONValue = [
            RunKey.kind: .string(Self.kind),
            "processor": .string(conditions.processor), "threads": .integer(conditions.threads),
            "batch": .integer(conditions.batch), "pinned": .bool(conditions.isPinned),
            "normalization": .string(Self.normalization),
            "input": [.integer(space.macro.channels), .integer(space.macro.side), .integer(space.macro.side)],
            RunKey.space: .string(space.description), RunKey.fingerprint: .string(space.fingerprint),
            "fixed": ["seconds": JSONValue(fixed.seconds), "spread": JSONValue(fixed.spread)],
            "layers": .array(
                zip(space.layers, layers).map { layer, times in
                    [
                        RunKey.operations: .array(layer.choices.map { .string(space.operations[Int($0)].name) }),
                        "seconds": .array(times.map { JSONValue($0.seconds) }),
                        "spread": .array(times.map { JSONValue($0.spread) }),
                    ]
                }),
            "check": check?.json(space: space) ?? .null,
        ]
        return document.setting("checksum", to: .string(Self.checksum(of: document)))
    }

    static let kind = "latency table"
    /// Passes normalise by the statistics of the pictures at hand; no other form is there to be measured.
    static let normalization = "batch statistics"

    /// The SHA-256 of a document's text on one line, the checksum itself left out.
    static func checksum(of document: JSONValue) -> String {
        var hash = SHA256()
        if case .object(let members) = document {
            hash.update(JSONValue.object(members.filter { $0.key != "checksum" }).description)
        }
        return hash.hexadecimal
    }
}
