import Reporting
import RunFiles

extension RunRecords {
    /// The test: accuracies, and which classes are taken for which.
    var testSection: Section? {
        guard let summary, let retrain = summary.retrain else { return nil }
        let confusion = retrain.confusion
        let names = retrain.classNames ?? confusion.indices.map { "\($0)" }
        var figures = [
            ["top-1", NumberText.percent(retrain.testTop1)], ["loss", NumberText.loss(retrain.testLoss)],
            ["pictures", NumberText.grouped(retrain.testPictures)],
        ]
        if let top5 = retrain.testTop5 { figures.insert(["top-5", NumberText.percent(top5)], at: 1) }
        if let openings = summary.testOpenings { figures.append(["times the test set was opened", "\(openings)"]) }
        var pieces: [Section.Piece] = [.table(Table(["test", ""], rows: figures))]
        if confusion.count <= Self.mostDrawnClasses { pieces.append(Self.map(of: confusion, names: names)) }
        pieces += [
            .paragraph("Each class, with the class it is most often confused with:"),
            .table(Self.classTable(of: confusion, names: names)),
        ]
        return Section(id: "test", title: "Test", pieces: pieces)
    }

    /// The most classes of which the confusion is drawn; a map of more is a grey square.
    private static let mostDrawnClasses = 20

    private static func map(of confusion: [[Int]], names: [String]) -> Section.Piece {
        let shares = confusion.map { row in
            let sum = row.reduce(0.0) { $0 + Double($1) }
            return row.map { sum > 0 ? Double($0) / sum : nil }
        }
        let map = HeatMap(
            "Confusion", columns: names, of: "taken for", rows: names, of: "class",
            shares: shares)
        let numbers = Table(
            ["class"] + names,
            rows: zip(names, confusion).map { name, row in [name] + row.map(NumberText.grouped) })
        return .figure(
            caption: map.title, drawing: map.drawing,
            note:
                "Row: true class, column: predicted class, in percent of the row. A dash means none. The table "
                + "below has counts.", numbers: numbers)
    }

    private static func classTable(of confusion: [[Int]], names: [String]) -> Table {
        let rows = confusion.indices.map { index -> [String] in
            let row = confusion[index]
            let sum = row.reduce(0.0) { $0 + Double($1) }
            let rival = row.indices.filter { $0 != index && row[$0] > 0 }.max { (row[$0], $1) < (row[$1], $0) }
            return [
                names[index], NumberText.significant(sum),
                sum > 0 ? NumberText.percent(Double(row[index]) / sum) : "-",
                rival.map { "\(names[$0]) (\(NumberText.percent(Double(row[$0]) / sum)))" } ?? "none",
            ]
        }
        return Table(["class", "pictures", "right", "most often confused with"], rows: rows)
    }
}
