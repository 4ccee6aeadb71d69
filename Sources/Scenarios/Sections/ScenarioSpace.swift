public import Architecture
public import Datasets
import Documents
import ScenarioKeys

/// The search space of a scenario.
public struct ScenarioSpace: Hashable, Sendable {
    /// The outline of the networks.
    public let macro: Macro
    /// The file that the outline is from, absolute where the scenario came from a file; nil where the scenario has it.
    public let file: String?
    /// The candidate operations, in the order of their choices.
    public let operations: [Operation]
    /// The multiplier of all channels.
    public let width: Double
    /// What the identity means where the shape changes.
    public let identity: SearchSpace.IdentityPolicy
    /// What follows the convolutions of the bottlenecks.
    public let activation: Activation

    private static let operationSets: [(name: String, operations: [Operation])] = [
        ("7", SearchSpace.operations7), ("13", SearchSpace.operations13),
        ("nas-bench-macro", SearchSpace.operationsNASBenchMacro), ("quickstart", SearchSpace.operationsQuickstart),
    ]

    private static var operationValues: AcceptedValues {
        let names = operationSets.map(\.name)
        // Those that are numbers are read without quotes too.
        let schemas: [JSONValue] = [
            ["enum": .array(names.map { .string($0) } + names.compactMap { Int($0).map { .integer($0) } })],
            ["type": "array", "items": ["type": "string"], "minItems": 1],
        ]
        return .any(
            of: schemas,
            "one of \(AcceptedValues.quoted(names)), or a list of names such as [\"k3e3\", \"k5e6se\", \"id\"]")
    }

    /// - Parameter folder: What `space.file` is relative to; nil for the working directory.
    init(_ section: ScenarioSection, folder: String?) throws(ScenarioError) {
        file = try section.optionalPath(
            "file", in: folder, values: "a file",
            "a file that holds the outline in the place of space.macro, relative to the scenario file")
        let outline = try file.map { file throws(ScenarioError) in try ScenarioOutline.macro(inFile: file) }
        let given = try section.value("macro").map { value throws(ScenarioError) in
            try ScenarioOutline.macro(value, at: section.place(of: "macro"))
        }
        let macro = try section.read(
            "macro", outline ?? .quickstart, values: ScenarioOutline.values,
            "the outline of the networks, with stem, stages and head", parse: { _ in given ?? nil },
            write: ScenarioOutline.json)
        if let file, let outline, outline != macro {
            throw section.conflict(
                "space.macro and space.file, \(file), are different outlines; expected one of the two")
        }
        operations = try section.read(
            "operations", Self.conventionalOperations(for: macro),
            follows: "\"7\" for cifar and imagenet, else the list named like space.macro",
            values: Self.operationValues,
            elements: ListElements(
                "\"id\", or an inverted bottleneck with an odd kernel from 1 to 15 and an expansion from 1 to 32, such as "
                    + "\"k3e6\" or \"k5e3se\""
            ) { if case .string(let name) = $0 { Operation(name: name) != nil } else { false } },
            "the operations that each layer can choose from", parse: Self.operations(of:), write: Self.json(of:))
        width = try section.number("width", 1, in: .above(0, to: 16), "multiplier of all channels")
        identity = try section.choice(
            "identity", .convolution,
            "the identity in layers that change stride or channels: replaced by a 1x1 convolution, or excluded")
        activation = try section.choice(
            "activation", SearchSpace.conventionalActivation(for: operations),
            among: [.relu, .relu6, .hswish, .swish], follows: "\"hswish\" with squeeze-and-excitation, else \"relu\"",
            "the activation within the bottlenecks")
        self.macro = macro
    }

    /// The space for pictures of a size.
    ///
    /// - Throws: `ArchitectureError` where the operations or sizes make no space.
    public func searchSpace(for size: PictureSetSize) throws(ArchitectureError) -> SearchSpace {
        try SearchSpace(
            macro: macro, operations: operations, width: width, identity: identity, activation: activation,
            side: size.side, channels: size.channels, classes: size.classes)
    }

    /// The space that a short text names: `MACRO`, `MACRO:OPERATIONS` or `MACRO:OPERATIONS:WIDTH`, as `cifar:7:0.5`.
    ///
    /// MACRO is a shipped outline's name or the file of one, OPERATIONS a shipped list's name, or operations with commas
    /// between, as `k3e3,k5e6,id`. The pictures are those it was made for.
    ///
    /// - Throws: `ScenarioError` where a part is not what its key takes, `ArchitectureError` where they make no space.
    public static func searchSpace(named text: String) throws -> SearchSpace {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
        guard parts.count <= 3 else {
            throw ScenarioError.conflict(
                place: nil, sentence: "a space has \(parts.count) parts; expected MACRO:OPERATIONS:WIDTH at most")
        }
        let isFile = Macro.named(parts[0]) == nil && FolderContents.exists(parts[0])
        var json: JSONValue = [isFile ? "file" : "macro": .string(parts[0])]
        if parts.count > 1 {
            let names = parts[1].split(separator: ",").map { String($0) }
            let isList = names.count > 1 || Operation(name: parts[1]) != nil
            json = json.setting("operations", to: isList ? JSONValue(names) : .string(parts[1]))
        }
        if parts.count > 2 {
            json = json.setting("width", to: Double(parts[2]).map { JSONValue($0) } ?? .string(parts[2]))
        }
        let space = try ScenarioSpace(ScenarioSection(try ScenarioTree(root: json)), folder: nil)
        return try SearchSpace(
            macro: space.macro, operations: space.operations, width: space.width, identity: space.identity,
            activation: space.activation)
    }

    private static func conventionalOperations(for macro: Macro) -> [Operation] {
        operationSets.first { $0.name == macro.name }?.operations ?? SearchSpace.operations7
    }

    /// `7` and `13` are read without quotes too, as a command line gives them.
    private static func operations(of value: JSONValue) -> [Operation]? {
        switch value {
        case .string(let name): return operationSets.first { $0.name == name }?.operations
        case .integer(let count): return operationSets.first { $0.name == "\(count)" }?.operations
        case .array(let elements):
            let operations = elements.compactMap { element in
                if case .string(let name) = element { Operation(name: name) } else { nil }
            }
            return operations.count == elements.count && !operations.isEmpty ? operations : nil
        default: return nil
        }
    }

    private static func json(of operations: [Operation]) -> JSONValue {
        operationSets.first { $0.operations == operations }.map { .string($0.name) }
            ?? .array(operations.map { .string($0.name) })
    }
}
