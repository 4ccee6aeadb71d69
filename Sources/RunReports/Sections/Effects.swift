import Architecture
import Reporting
import RunFiles
import Scenarios

extension RunRecords {
    /// What each operation is worth in each layer, by the scores of the search.
    var effectsSection: Section? {
        guard let effects = frontFile?.effects else { return nil }
        let accuracy = map(
            "Worth by accuracy", effects, unit: "points of accuracy", higherIsBetter: true
        ) { EffectMap.Cell(value: $0.accuracy * 100, error: $0.accuracyError * 100) }
        let loss = map("Worth by loss", effects, unit: "nats of loss", higherIsBetter: false) {
            EffectMap.Cell(value: $0.loss, error: $0.lossError)
        }
        let paths = NumberText.grouped(effects.paths)
        return Section(
            id: "effects", title: "What each operation is worth",
            pieces: [
                .paragraph(
                    "An additive model of the scores of the \(paths) networks that the search evaluated: a network scores the "
                        + "mean of all plus one number for each of its operations. What stands here is that number, above or "
                        + "below the mean of the layer's operations, with its standard error; in bold where it is more than "
                        + "two of these. A dash stands for an operation that no evaluated network has. These are the values of "
                        + "shared weights: they say what the supernet prefers where."),
                .effectMap(
                    accuracy,
                    note: Self.note(effects.accuracy, scale: 100, unit: "points")
                        + selectionNote),
                .effectMap(loss, note: Self.note(effects.loss, scale: 1, unit: "nats")),
            ])
    }

    /// What evaluated networks are not that a search has chosen.
    private var selectionNote: String {
        switch scenario.search.method {
        case .random: ""
        case .predictor:
            " The first \(NumberText.grouped(scenario.search.sample(in: space))) networks are a random sample, the others those of "
                + "which the model expected most: operations that it left have larger errors."
        case .nsga2, .local:
            " The networks are those that the search asked for, not a sample of the space: operations that it left early "
                + "have large errors."
        }
    }

    private static func note(_ fit: OperationEffects.Fit, scale: Double, unit: String) -> String {
        "Mean \(NumberText.significant(fit.mean * scale, digits: 3)) \(unit); a network that the model has not seen differs "
            + "from what it says by \(NumberText.significant(fit.heldOutError * scale, digits: 2)) \(unit) (root mean square, "
            + "each network left out once)."
    }

    private func map(
        _ title: String, _ effects: OperationEffects, unit: String, higherIsBetter: Bool,
        cell: (OperationEffects.Row) -> EffectMap.Cell
    ) -> EffectMap {
        var cells = [[EffectMap.Cell?]](
            repeating: [EffectMap.Cell?](repeating: nil, count: space.operations.count), count: space.layers.count)
        for row in effects.rows where row.paths > 0 { cells[row.layer][Int(row.choice)] = cell(row) }
        return EffectMap(
            title, columns: space.operations.map(\.name), of: "operation",
            rows: space.layers.indices.map { "\($0 + 1)" }, of: "layer", cells: cells, unit: unit,
            higherIsBetter: higherIsBetter)
    }
}
