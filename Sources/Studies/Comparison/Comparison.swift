import Analysis
import Architecture
public import Documents

/// Finished runs side by side, in the columns of You et al., CVPR 2020, Tables 1 and 2.
///
/// Runs that differ only in their seeds are one row: the mean, the sample standard deviation and the number of runs. The
/// first row is compared with each other one, over the seeds that both have.
public struct Comparison: Sendable {
    private let rows: [ComparedRow]

    /// The first row against every other one with which it has a seed, and an accuracy for it, in common.
    private var pairs: [ComparedPair] {
        rows.indices.dropFirst().compactMap { ComparedPair(rows[0], rows[$0], row: $0 + 1) }
    }

    /// Reads the runs of some folders.
    ///
    /// - Parameter folders: The folders, at least one; the rows stand in the order of their first runs.
    /// - Throws: `Refusal` or `ScenarioError` for a folder that is no finished run, for runs of different spaces or
    ///   data sets, and for two runs of the same seed.
    public init(_ folders: [String]) throws {
        var rows: [ComparedRow] = []
        for folder in folders {
            let run = try ComparedRun(folder)
            if let first = rows.first?.runs[0] { try Self.check(run, against: first) }
            if let place = rows.firstIndex(where: { $0.takes(run) }) {
                try rows[place].append(run)
            } else {
                rows.append(ComparedRow(run))
            }
        }
        for place in rows.indices {
            let namesakes = rows.filter { $0.name == rows[place].name }
            rows[place].distinction = rows[place].runs[0].keys.filter { key, value in
                // A key may stand for a word in one run and for an object, with keys of its own, in another.
                namesakes.contains { row in row.runs[0].keys.first { $0.key == key }?.value != value }
            }
        }
        // Long values are cut, and a network is known by its name, whatever it is.
        let labels = rows.map(\.label)
        for place in rows.indices where labels.count(where: { $0 == labels[place] }) > 1 {
            rows[place].isNamedByFolder = true
        }
        self.rows = rows
    }

    /// The rows as a table for people.
    public var text: String { text(width: nil) }

    /// The rows as a table for people.
    ///
    /// - Parameter width: The most characters of a line of the table; columns that do not fit follow below. Nil for lines of
    ///   any length.
    public func text(width: Int?) -> String {
        ([table.text(width: width, keeping: 2), Self.explanation] + pairs.map(\.text)).joined(separator: "\n\n")
    }

    /// The rows as a table in Markdown.
    public var markdown: String {
        ([table.markdown, Self.explanation] + pairs.map { "- " + $0.text }).joined(separator: "\n\n")
    }

    private var table: TextTable { TextTable(Self.head, rows.map(Self.cells), leftAligned: [0]) }

    /// The rows as one JSON document.
    public var json: JSONValue { ["rows": .array(rows.map(\.json)), "pairs": .array(pairs.map(\.json))] }

    private static let head = ["method", "n"] + ComparedMeasure.allCases.map(\.title)

    private static let explanation =
        "Mean ± sample standard deviation over n seeds. Picture passes: corrected = #optimization + #evaluation / "
        + "3.33. Core-hours: seconds x workers / 3600."

    private static func cells(of row: ComparedRow) -> [String] {
        [row.label, "\(row.runs.count)"]
            + ComparedMeasure.allCases.map { measure in
                row.spread(of: measure).map { measure.text(mean: $0.mean, deviation: $0.deviation) } ?? "-"
            }
    }

    /// The keys of which pictures there are, augmentation and split aside, which belong to a method.
    private static let pictureKeys = [
        "data.set", "data.files", "data.training_pictures", "data.generated.training", "data.generated.test",
        "data.side",
    ]

    private static func check(_ run: ComparedRun, against first: ComparedRun) throws(Refusal) {
        for (one, other) in zip(first.keys, run.keys) where one.value != other.value {
            let isSpace = one.key.hasPrefix("space.")
            guard isSpace || pictureKeys.contains(one.key) else { continue }
            let what = isSpace ? "space" : "picture set"
            throw Refusal(
                "\(first.folder) and \(run.folder) are of different \(what)s: \(one.key) is \(short(one.value)) and "
                    + "\(short(other.value)); expected runs of one \(what)")
        }
    }

    private static func short(_ value: JSONValue) -> String {
        ForeignText.line(value.description, atMost: 60)
    }
}
