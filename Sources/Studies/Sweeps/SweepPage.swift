import Documents
import Foundation
import Reporting
import RunFiles
import Scenarios

/// `sweep.html`: the figures of a sweep against the keys that it varies, and its tables, as one page that needs nothing
/// else.
struct SweepPage {
    private let table: SweepTable

    init(_ table: SweepTable) { self.table = table }

    /// The page.
    var html: String {
        Page(
            title: "\(table.isSimulation ? "Simulated sweep" : "Sweep") of \(table.name)", lead: lead,
            keyFigures: keyFigures, sections: maps + costs + curves + tables
        ).html
    }

    private var words: SweepWords { SweepWords(table.keys) }

    private var lead: [String] {
        let keys = table.keys.map(words.title).joined(separator: "; ")
        let missing = table.count - table.finished
        return (table.isSimulation ? [SweepTable.simulated] : []) + ["Varied: \(keys)."]
            + (missing > 0
                ? [
                    "\(missing) of \(table.count.counted("run")) are not finished; the plots leave them out."
                ]
                : [])
    }

    private var keyFigures: [Page.KeyFigure] {
        [
            Page.KeyFigure("runs", "\(table.count)"), Page.KeyFigure("finished", "\(table.finished)"),
            Page.KeyFigure("failed", "\(table.failures.count)"),
        ]
    }

    /// A figure that is varied is none that comes out.
    private var measures: [SweepMeasure] { table.measures.filter { $0.isPlotted && !table.ownKeys.contains($0.name) } }

    private var axes: [SweepAxes.Axis] {
        let values = table.rows.map { row in
            zip(table.keys, row.combination.values).filter { $0.0 != SweepSeeds.key }.map(\.1)
        }
        return SweepAxes(values, count: table.ownKeys.count).axes
    }

    /// Two keys with numbers as maps.
    private var maps: [Section] {
        let axes = axes
        let pieces = measures.filter(\.isOutcome).compactMap { SweepMap(table, axes: axes, measure: $0)?.piece }
        guard let first = axes.first, let last = axes.last, !pieces.isEmpty else { return [] }
        let names = [first, last].map { words.name(of: table.ownKeys[$0.place]) }
        return [Section(id: "maps", title: "Over \(names[0]) and \(names[1])", pieces: pieces)]
    }

    /// What the combinations gave for what they cost.
    private var costs: [Section] {
        let pieces = measures.filter(\.isOutcome).compactMap { SweepCosts(table, measure: $0)?.piece }
        return pieces.isEmpty ? [] : [Section(id: "costs", title: "What it costs", pieces: pieces)]
    }

    /// A section for each key with numbers for values.
    private var curves: [Section] {
        axes.compactMap { axis in
            let pieces = measures.compactMap { SweepCurves(table, over: axis, measure: $0)?.piece }
            guard !pieces.isEmpty else { return nil }
            return Section(
                id: "key-\(axis.place + 1)", title: "Over \(words.title(of: table.ownKeys[axis.place]))", pieces: pieces
            )
        }
    }

    private var tables: [Section] {
        let (head, rows) = table.runCells
        let names = table.rows.map(\.combination.name)
        // Each run that is over has a page of its own.
        let links = zip(table.rows, names).map { row, name -> String? in
            let place = name.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? name
            return row.summary == nil ? nil : "\(place)/\(RunFileName.report)"
        }
        // What is the same everywhere would only make the table wide.
        let same = head.indices.filter { column in rows.count > 1 && rows.allSatisfy { $0[column] == rows[0][column] } }
        let others = head.indices.filter { !same.contains($0) }
        let words = same.map { "\(head[$0]) \(rows[0][$0])" }.joined(separator: ", ")
        let runs = Section(
            id: "runs", title: "Runs",
            pieces: [
                .table(
                    Table(
                        ["run"] + others.map { head[$0] },
                        rows: zip(names, rows).map { name, row in [name] + others.map { row[$0] } }, links: links))
            ] + (same.isEmpty ? [] : [.paragraph("The same in all runs: \(words).")])
                + table.failures.map { .paragraph("\($0.name) failed: \($0.reason)") })
        guard !table.seeds.isEmpty else { return [runs] }
        let (seedHead, seedRows) = table.seedCells
        return [
            Section(
                id: "seeds", title: "Over seeds",
                pieces: [.paragraph(SweepTable.explanation), .table(Table(seedHead, rows: seedRows))]),
            runs,
        ]
    }
}
