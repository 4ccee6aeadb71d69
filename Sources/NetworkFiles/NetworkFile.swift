public import Architecture
public import Documents
import RunFiles

/// A network in a file of its own: block by block, complete enough to be built anywhere.
///
/// The document is what `greedynas describe NETWORK --json` prints. Whoever writes one by hand gives each block's own
/// sizes; what follows from them, such as the sizes that come in, MACs and parameters, may be left out, and is checked
/// where it is there.
public struct NetworkFile: Hashable, Sendable {
    /// The network's name; nil if it has none.
    public let name: String?
    /// The network.
    public let blueprint: Blueprint

    /// A network with its name.
    public init(name: String?, _ blueprint: Blueprint) {
        self.name = name
        self.blueprint = blueprint
    }

    /// Reads a file.
    ///
    /// - Throws: `Refusal` where it cannot be read, lacks a key or has an unknown one, or its blocks make no network.
    public init(file: String) throws(Refusal) {
        try self.init(JSONSection(ofRunFile: file, what: "a network, as greedynas describe --json prints one"))
    }

    /// Reads a document.
    init(_ document: JSONSection) throws(Refusal) {
        try document.refuseKeys(beyond: Self.keys)
        if document.object[RunKey.kind] != nil, try document.text(RunKey.kind) != Self.kind {
            throw document.wrong(RunKey.kind, expected: "\"\(Self.kind)\"")
        }
        name = try document.textIfAny(RunKey.name)
        guard name.map({ !$0.isEmpty && ForeignText.line($0, atMost: 100) == $0 }) ?? true else {
            throw document.wrong(RunKey.name, expected: "at most 100 characters in one line")
        }
        blueprint = try Self.blueprint(document)
        for member in derived where document.object[member.key].map({ $0 != member.value }) ?? false {
            throw document.wrong(member.key, expected: "\(member.value), as the blocks say")
        }
    }

    /// The blocks one by one, or the notation where there are none.
    private static func blueprint(_ document: JSONSection) throws(Refusal) -> Blueprint {
        if document.object[RunKey.blocks] == nil, document.object[RunKey.notation] != nil {
            let notation = try document.text(RunKey.notation)
            do throws(ArchitectureError) {
                return try Blueprint(notation: notation)
            } catch {
                throw Refusal("\(document.file): \(error)")
            }
        }
        let blocks = try BlockReader.blocks(of: document)
        let squeeze = try document.activationIfAny(squeezeKey) ?? .hswish
        let gate = try document.activationIfAny(gateKey) ?? .hsigmoid
        do throws(ArchitectureError) {
            return try Blueprint(blocks: blocks, squeezeActivation: squeeze, gateActivation: gate)
        } catch {
            throw Refusal("\(document.file): \(error)")
        }
    }

    /// The document.
    public var json: JSONValue {
        let name: JSONValue = name.map { [RunKey.name: .string($0)] } ?? .object([])
        let kind: JSONValue = [RunKey.kind: .string(Self.kind)]
        return kind.joined(with: name).joined(with: .object(derived))
            .joined(with: [RunKey.blocks: .array(blueprint.blocks.map(\.json))]).withFormat
    }

    /// What follows from the blocks, and the activations that they share.
    private var derived: [JSONValue.Member] {
        [
            .init(RunKey.macs, .integer(blueprint.macs)), .init(Self.flopsKey, .integer(2 * blueprint.macs)),
            .init(RunKey.params, .integer(blueprint.params)),
            .init(Self.squeezeKey, .string(blueprint.squeezeActivation.rawValue)),
            .init(Self.gateKey, .string(blueprint.gateActivation.rawValue)),
            .init(RunKey.notation, .string(blueprint.description)),
        ]
    }

    /// What kind of document it is.
    static let kind = "network"
    private static let flopsKey = "flops"
    private static let squeezeKey = "squeeze_activation"
    private static let gateKey = "gate_activation"

    /// What a description adds to a network; whoever reads it looks at the blocks alone.
    package static let descriptionKeys = [
        "published", RunKey.choices, RunKey.names, RunKey.space, RunKey.latencySeconds, "latency_table",
    ]

    private static let keys =
        [RunFormat.key, RunKey.kind, RunKey.name, RunKey.macs, flopsKey, RunKey.params, squeezeKey, gateKey]
        + [RunKey.notation, RunKey.blocks] + descriptionKeys
}
