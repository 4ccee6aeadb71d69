import Analysis
import Documents
import Reporting
import Scenarios

/// One figure of a sweep over two keys that are varied, as a map: a cell for each pair of their values.
struct SweepMap {
    private let words: SweepWords
    private let keys: (row: String, column: String)
    private let values: (rows: [Double], columns: [Double])
    private let measure: SweepMeasure
    private let cells: [(row: Double, column: Double, mean: Double, count: Int)]

    /// Puts the finished runs into a map; nil unless the sweep has just two keys with numbers that do not follow from each
    /// other, every other key follows from one of them, and the figure has at least two values.
    ///
    /// - Parameters:
    ///   - table: The sweep.
    ///   - axes: Its keys with numbers.
    ///   - measure: The figure.
    init?(_ table: SweepTable, axes: [SweepAxes.Axis], measure: SweepMeasure) {
        guard axes.count == 2 else { return nil }
        let covered = axes.flatMap { [$0.place] + $0.companions }
        guard table.ownKeys.indices.allSatisfy(covered.contains) else { return nil }
        let cells = SweepSeeds.groups(of: table.rows, keys: table.keys).compactMap { group in
            group.spread(of: measure).flatMap { spread in
                group.values[axes[0].place].number.flatMap { row in
                    group.values[axes[1].place].number.map { (row, $0, spread.mean, spread.count) }
                }
            }
        }
        guard Set(cells.map(\.2)).count > 1 else { return nil }
        self.cells = cells.map { (row: $0.0, column: $0.1, mean: $0.2, count: $0.3) }
        self.measure = measure
        words = SweepWords(table.keys)
        keys = (table.ownKeys[axes[0].place], table.ownKeys[axes[1].place])
        values = (Set(cells.map(\.0)).sorted(), Set(cells.map(\.1)).sorted())
    }

    /// The map with its note and its numbers.
    var piece: Section.Piece {
        let (least, most) = (cells.map(\.mean).min() ?? 0, cells.map(\.mean).max() ?? 1)
        let map = HeatMap(
            "\(measure.heading) over \(words.name(of: keys.row)) and \(words.name(of: keys.column))",
            columns: values.columns.map { NumberText.significant($0) }, of: words.name(of: keys.column),
            rows: values.rows.map { NumberText.significant($0) }, of: words.name(of: keys.row),
            cells: values.rows.map { row in
                values.columns.map { column in
                    cells.first { $0.row == row && $0.column == column }.map { cell in
                        let text = measure.text(mean: cell.mean, deviation: nil)
                        return HeatMap.Cell(share: (cell.mean - least) / (most - least), text: text, number: text)
                    }
                }
            })
        let isMean = cells.contains { $0.count > 1 }
        return .heatMap(
            map,
            note:
                "The fuller the colour, the higher: \(isMean ? "means over finished seeds" : "single runs"). A dash means that "
                + "there is no run.")
    }
}
