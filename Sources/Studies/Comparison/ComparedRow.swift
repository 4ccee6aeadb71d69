import Analysis
import Architecture
import Documents
import Foundation

/// Runs that differ only in their seeds: a row of a comparison.
struct ComparedRow {
    /// The runs, in the order in which they were named.
    private(set) var runs: [ComparedRun]
    /// What tells this row from others of the same name.
    var distinction: [(key: String, value: JSONValue)] = []
    /// Whether that does not do, as with networks of one name, so that the folder of the first run tells it.
    var isNamedByFolder = false

    /// Begins a row.
    init(_ run: ComparedRun) { runs = [run] }

    /// The scenario's name.
    var name: String { runs[0].name }

    /// The name, with the keys that tell the row from others of the same name behind it.
    var label: String {
        let folder = isNamedByFolder ? [ForeignText.line(runs[0].folder)] : []
        return ([name] + distinction.map { "\($0.key)=\(Self.word($0.value))" } + folder).joined(separator: ", ")
    }

    /// Whether a run differs from this row's in nothing but its seeds.
    func takes(_ run: ComparedRun) -> Bool {
        let (own, other) = (runs[0].keys, run.keys)
        return own.count == other.count && zip(own, other).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    }

    /// Adds a run that the row takes.
    ///
    /// - Throws: `Refusal` where the row has a run of the same seeds, which would make the spread look smaller.
    mutating func append(_ run: ComparedRun) throws(Refusal) {
        if let same = runs.first(where: { $0.seeds == run.seeds }) {
            throw Refusal(
                "\(same.folder) and \(run.folder) are both \(run.name) with seed \(run.seed); expected each seed "
                    + "once")
        }
        runs.append(run)
    }

    /// Mean and spread of a measure over the runs that have it; nil where none has.
    func spread(of measure: ComparedMeasure) -> SampleSpread? {
        SampleSpread(runs.compactMap { $0.values[measure] })
    }

    /// The row as JSON; shares in [0, 1], seconds, picture passes and hours as `summary.json` has them.
    var json: JSONValue {
        var json: JSONValue = [
            "name": .string(name), "label": .string(label), "n": .integer(runs.count),
            "seeds": .array(runs.map { .integer($0.seed) }), "folders": .array(runs.map { .string($0.folder) }),
        ]
        for measure in ComparedMeasure.allCases {
            let spread = spread(of: measure)
            json = json.setting(
                measure.key,
                to: spread.map { spread in
                    [
                        "n": .integer(spread.count), "mean": JSONValue(spread.mean),
                        "deviation": spread.deviation.map { JSONValue($0) } ?? .null,
                    ]
                } ?? .null)
        }
        return json
    }

    private static func word(_ value: JSONValue) -> String {
        guard case .string(let text) = value else { return ForeignText.line(value.description, atMost: 40) }
        // A network with a name is known by it.
        return ForeignText.line(text.components(separatedBy: ComparedRun.nameEnd)[0], atMost: 40)
    }
}
