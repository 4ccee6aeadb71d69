public import Architecture
import Datasets
public import Documents
import Host
import Reproducibility
import RunFiles
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

    /// A table of the times that were measured under some conditions.
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
        let content: JSONValue = [
            RunKey.kind: .string(Self.kind),
            "processor": .string(conditions.processor), "threads": .integer(conditions.threads),
            "batch": .integer(conditions.batch), "pinned": .bool(conditions.isPinned),
            "normalization": .string(Self.normalization),
            "input": [.integer(space.macro.channels), .integer(space.macro.side), .integer(space.macro.side)],
            RunKey.space: .string(space.description), RunKey.fingerprint: .string(space.fingerprint),
            Self.definitionKey: space.json,
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
        let document = content.withFormat
        return document.setting(JSONValue.checksumKey, to: .string(Self.checksum(of: document)))
    }

    static let kind = "latency table"
    /// All that defines the space, so that the table can be read by itself; not in the tables of earlier builds.
    private static let definitionKey = "definition"
    /// Passes normalise by the statistics of the pictures at hand; no other form is there to be measured.
    static let normalization = "batch statistics"

    /// The SHA-256 of a document's text on one line, its length before it, the checksum itself left out.
    static func checksum(of document: JSONValue) -> String {
        var hash = SHA256()
        if case .object(let members) = document {
            hash.update(JSONValue.object(members.filter { $0.key != JSONValue.checksumKey }).description)
        }
        return hash.hexadecimal
    }
}

extension LatencyTable {
    /// Reads a table for a search on this machine.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - space: The space that is searched.
    ///   - threads: The threads on which networks are meant to run.
    ///   - processor: The name of the processor at hand.
    /// - Throws: `Refusal` where the file cannot be read, was changed by hand, or holds for another processor, another
    ///   number of threads, more than one picture at once, other pictures or another space, or has a later format.
    package init(file: String, space: SearchSpace, threads: Int, processor: String = Processor.model) throws(Refusal) {
        let document = try Self.document(of: file)
        let conditions = try Self.conditions(of: document)
        guard conditions.processor == processor else {
            throw document.wrong("processor", expected: "\"\(processor)\", the processor here")
        }
        guard conditions.threads == threads else {
            throw document.wrong("threads", expected: "\(threads), as search.latency_threads says")
        }
        guard conditions.batch == 1 else {
            throw document.wrong("batch", expected: "1, since a limit is the time of one picture by itself")
        }
        try self.init(document, of: space, under: conditions)
    }

    /// Reads a table to look something up in it, wherever it was measured.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - space: The space of the networks that are looked up; nil for the one that the table itself defines.
    /// - Throws: `Refusal` where the file cannot be read, was changed by hand, or is of another space.
    package init(file: String, of space: SearchSpace?) throws(Refusal) {
        let document = try Self.document(of: file)
        let own =
            try document.object[Self.definitionKey] == nil
            ? nil : SearchSpace(try document.section(Self.definitionKey))
        guard let space = space ?? own else {
            throw document.wrong(
                Self.definitionKey, expected: "the search space, or --space or --scenario that name it")
        }
        try self.init(document, of: space, under: try Self.conditions(of: document))
    }

    private static func document(of file: String) throws(Refusal) -> JSONSection {
        let document = try JSONSection(ofRunFile: file, what: "a table that greedynas latency has written")
        guard document.object[RunKey.kind] == .string(kind) else {
            throw document.wrong(RunKey.kind, expected: "\"\(kind)\", as greedynas latency writes it")
        }
        guard document.object[JSONValue.checksumKey] == .string(checksum(of: document.object)) else {
            throw Refusal(
                "\(file) was edited: its checksum does not match; expected the file as `greedynas latency` wrote it")
        }
        return document
    }

    private static func conditions(of document: JSONSection) throws(Refusal) -> LatencyConditions {
        LatencyConditions(
            processor: try document.text("processor"), threads: try document.integer("threads"),
            batch: try document.integer("batch"), isPinned: document.object["pinned"] == true)
    }

    private init(
        _ document: JSONSection, of space: SearchSpace, under conditions: LatencyConditions
    ) throws(Refusal) {
        let file = document.file
        guard try document.integers("input") == [space.macro.channels, space.macro.side, space.macro.side] else {
            throw document.wrong(
                "input", expected: "pictures of \(space.macro.channels)x\(space.macro.side)x\(space.macro.side)")
        }
        guard try document.text(RunKey.fingerprint) == space.fingerprint else {
            let found = try document.text(RunKey.space)
            throw Refusal(
                "\(file) is a latency table of another search space, with "
                    + "\(SpaceDifference.words(found, space.description)); expected one of the same")
        }
        let fixed = try document.section("fixed")
        let layers = try document.sections("layers").map { layer throws(Refusal) in
            let (seconds, spread) = (try layer.numbers("seconds"), try layer.numbers("spread"))
            guard seconds.count == spread.count else {
                throw layer.wrong("spread", expected: "\(seconds.count) numbers, as many as there are times")
            }
            return zip(seconds, spread).map { MeasuredTime(seconds: $0, spread: $1) }
        }
        self.init(
            space: space, conditions: conditions,
            fixed: MeasuredTime(seconds: try fixed.number("seconds"), spread: try fixed.number("spread")),
            layers: layers)
        do {
            _ = try costs()
        } catch {
            throw Refusal("\(file): \(error)")
        }
    }

    /// The SHA-256 of a table's file.
    ///
    /// - Throws: `Refusal` where the file cannot be read.
    package static func sha256(of file: String) throws(Refusal) -> String {
        do {
            return try SourceFile(path: file).sha256
        } catch {
            throw Refusal("search.latency_table: \(error)")
        }
    }
}
