import Analysis
public import Documents
import RunFiles
import Scenarios

/// The results of a sweep: a row for each combination, and means over seeds where these are varied.
///
/// The same runs give the same tables, seconds aside, in whatever order and by however many processes they were done.
public struct SweepTable: Hashable, Sendable {
    /// The scenario's name.
    let name: String
    /// The keys that are varied.
    let keys: [String]
    /// Whether the runs are simulations.
    let isSimulation: Bool
    /// The rows in the sweep's order.
    let rows: [SweepRow]
    /// The columns that some run has a figure for.
    let measures: [SweepMeasure]

    /// Makes the table of the runs as far as they are.
    init(_ sweep: ScenarioSweep, rows: [SweepRow], measures: [SweepMeasure], isSimulation: Bool = false) {
        self.isSimulation = isSimulation
        name = sweep.name
        keys = sweep.keys
        self.rows = rows
        self.measures = measures.filter { measure in
            rows.contains { row in row.summary.flatMap { measure.value($0) } != nil }
        }
    }

    /// The runs that failed, the folder's name and the reason.
    public var failures: [(name: String, reason: String)] {
        rows.compactMap { row in row.failure.map { (row.combination.name, $0) } }
    }

    /// How many runs are finished.
    public var finished: Int { rows.count { $0.summary != nil } }

    /// How many runs the sweep has.
    public var count: Int { rows.count }

    /// The keys besides the seed.
    var ownKeys: [String] { keys.filter { $0 != SweepSeeds.key } }

    /// Runs that differ in their seeds alone; empty where no two do, so that there are no means to show.
    var seeds: [SweepSeeds] {
        guard keys.contains(SweepSeeds.key) else { return [] }
        let groups = SweepSeeds.groups(of: rows, keys: keys)
        return groups.contains { $0.rows.count > 1 } ? groups : []
    }

    /// The tables for people, columns of equal width.
    public var text: String { text(width: nil) }

    /// The tables for people.
    ///
    /// - Parameter width: The most characters of a line; columns that do not fit follow below. Nil for lines of any length.
    public func text(width: Int?) -> String {
        parts { table, keys in table.text(width: width, keeping: keys) }.joined(separator: "\n\n")
    }

    /// The tables in Markdown.
    public var markdown: String { parts { table, _ in table.markdown }.joined(separator: "\n\n") }

    /// That nothing was trained, for people.
    static let simulated =
        "Simulated: the decisions are made by the code of real runs, but a landscape replaces weights and pictures. "
        + "Nothing was trained."

    /// The rows as comma-separated values, each value as `summary.json` has it; the first line names the columns.
    public var csv: String {
        let head = ["folder"] + keys + measures.map(\.name) + ["status", "error"]
        let lines = rows.map { row in
            [row.combination.name] + row.combination.values.map(Self.plain)
                + measures.map { measure in row.summary.flatMap { measure.value($0) }.map(Self.plain) ?? "" }
                + [word(of: row), row.failure ?? ""]
        }
        return ([head] + lines).map { $0.map(CSVText.field).joined(separator: ",") + "\n" }.joined()
    }

    /// The rows and the means as one JSON document, each value as `summary.json` has it.
    public var json: JSONValue {
        let json: JSONValue = [
            "name": .string(name),
            "simulated": .bool(isSimulation),
            "keys": .array(keys.map { .string($0) }),
            "finished": .integer(finished),
            "runs": .array(rows.map(json)),
            "over_seeds": .array(seeds.map { $0.json(keys: ownKeys, measures: measures) }),
        ]
        return json.withFormat
    }

    private func json(of row: SweepRow) -> JSONValue {
        let json: JSONValue = [
            "folder": .string(row.combination.name),
            "values": .object(zip(keys, row.combination.values).map { JSONValue.Member($0, $1) }),
            "status": .string(word(of: row)),
        ]
        if let failure = row.failure { return json.setting("error", to: .string(failure)) }
        guard let summary = row.summary else { return json }
        return json.setting(
            "measures",
            to: .object(
                measures.compactMap { measure in
                    measure.value(summary).map { JSONValue.Member(measure.name, $0) }
                }))
    }

    /// The columns besides the keys; what is varied needs no second one.
    private var shownMeasures: [SweepMeasure] { measures.filter { !keys.contains($0.name) } }

    /// Head and rows of the table of all runs.
    var runCells: (head: [String], rows: [[String]]) {
        let measures = shownMeasures
        return (
            keys.map(SweepWords(keys).name) + measures.map(\.title) + ["status"],
            rows.map { row in
                row.combination.values.map(SweepCombination.word)
                    + measures.map { measure in row.summary.map { measure.text(in: $0) } ?? "-" } + [word(of: row)]
            }
        )
    }

    /// Head and rows of the table of means over seeds.
    var seedCells: (head: [String], rows: [[String]]) {
        let figures = shownMeasures.filter { $0.kind != .text }
        return (
            ownKeys.map(SweepWords(keys).name) + ["n"] + figures.map(\.title),
            seeds.map { group in
                group.values.map(SweepCombination.word) + ["\(group.rows.count)"]
                    + figures.map { measure in
                        group.spread(of: measure).map { measure.text(mean: $0.mean, deviation: $0.deviation) } ?? "-"
                    }
            }
        )
    }

    /// What the means are, for people.
    static let explanation = "Mean ± sample standard deviation over the n finished seeds."

    /// How far a run is; what is simulated says so in every table.
    private func word(of row: SweepRow) -> String {
        isSimulation && row.summary != nil ? "simulated" : row.status.word
    }

    /// - Parameter written: Writes a table whose first columns, so many, say what a row is about.
    private func parts(_ written: (_ table: TextTable, _ keys: Int) -> String) -> [String] {
        let runs = runCells
        var parts = isSimulation ? [Self.simulated] : []
        parts.append(written(TextTable(runs.head, runs.rows), keys.count))
        if !seeds.isEmpty {
            let means = seedCells
            parts += [written(TextTable(means.head, means.rows), ownKeys.count + 1), Self.explanation]
        }
        return parts + failures.map { "\($0.name) failed: \($0.reason)" }
    }

    /// A value without quotation marks.
    private static func plain(_ value: JSONValue) -> String {
        if case .string(let text) = value { text } else { value.description }
    }
}
