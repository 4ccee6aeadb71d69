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
                    "An additive model of the scores of the \(paths) networks that the search evaluated: a "
                        + "network's score is the overall mean plus one effect for each of its operations. Shown is "
                        + "each effect relative to the mean of its layer, with its standard error; bold if it "
                        + "exceeds two standard errors. A dash means that no evaluated network has the operation. "
                        + "The effects are those of shared weights: they show which operations the supernet prefers "
                        + "in which layer."),
                .effectMap(
                    accuracy,
                    note: Self.note(effects.accuracy, scale: 100, unit: "points")
                        + selectionNote),
                .effectMap(loss, note: Self.note(effects.loss, scale: 1, unit: "nats")),
            ])
    }

    /// Why the evaluated networks are no random sample of the space; empty where they are one.
    private var selectionNote: String {
        switch scenario.search.method {
        case .random: ""
        case .predictor:
            " The first \(NumberText.grouped(scenario.search.sample(in: space))) networks are a random sample, the "
                + "others those that the model rated best: operations that it abandoned have larger errors."
        case .nsga2, .local:
            " The networks were chosen by the search and are not a random sample of the space: operations that it "
                + "abandoned early have large errors."
        }
    }

    private static func note(_ fit: OperationEffects.Fit, scale: Double, unit: String) -> String {
        "Mean \(NumberText.significant(fit.mean * scale, digits: 3)) \(unit); the model's leave-one-out error is "
            + "\(NumberText.significant(fit.heldOutError * scale, digits: 2)) \(unit) (root mean square)."
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
