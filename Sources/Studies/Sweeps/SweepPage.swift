import Documents
import Reporting
import Scenarios

/// `sweep.html`: the figures of a sweep against the keys that it varies, and its tables, as one page that needs nothing
/// else.
struct SweepPage {
    private let table: SweepTable

    init(_ table: SweepTable) { self.table = table }

    /// The page.
    var html: String {
        Page(title: "Sweep of \(table.name)", lead: lead, keyFigures: keyFigures, sections: curves + tables).html
    }

    private var lead: [String] {
        let keys = table.keys.joined(separator: ", ")
        let missing = table.count - table.finished
        return ["Varied: \(keys)."]
            + (missing > 0
                ? [
                    "\(missing) of \(table.count.counted("run")) did not come to their end by now; the curves are without "
                        + "them."
                ]
                : [])
    }

    private var keyFigures: [Page.KeyFigure] {
        [
            Page.KeyFigure("runs", "\(table.count)"), Page.KeyFigure("finished", "\(table.finished)"),
            Page.KeyFigure("failed", "\(table.failures.count)"),
        ]
    }

    /// A section for each key with numbers for values.
    private var curves: [Section] {
        let keys = table.ownKeys
        let values = table.rows.map { row in
            zip(table.keys, row.combination.values).filter { $0.0 != SweepSeeds.key }.map(\.1)
        }
        // A figure that is varied is none that comes out.
        let measures = table.measures.filter { $0.isPlotted && !keys.contains($0.name) }
        return SweepAxes(values, count: keys.count).axes.compactMap { axis in
            let pieces = measures.compactMap { SweepCurves(table, over: axis, measure: $0)?.piece }
            guard !pieces.isEmpty else { return nil }
            return Section(id: "key-\(axis.place + 1)", title: keys[axis.place], pieces: pieces)
        }
    }

    private var tables: [Section] {
        let (head, rows) = table.runCells
        let runs = Section(
            id: "runs", title: "Runs",
            pieces: [.table(Table(head, rows: rows))]
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
