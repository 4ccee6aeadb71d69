import Reporting
import Retraining
import RunFiles

extension RunRecords {
    /// The retraining, epoch by epoch.
    var retrainSection: Section? {
        let epochs = metrics.epochs
        guard !epochs.isEmpty else { return nil }
        let x = Axis("epoch", isTight: true, isWhole: true)
        func points(_ value: (EpochRecord) -> Double?) -> [Series.Point] {
            epochs.map { Series.Point(Double($0.epoch), value($0) ?? .nan) }
        }
        var losses = [Series("training", color: 0, points: points(\.loss))]
        if epochs.contains(where: { $0.validationLoss != nil }) {
            losses.append(Series("validation", style: .broken, color: 1, points: points(\.validationLoss)))
        }
        var accuracies = [Series("training", color: 0, points: points { $0.accuracy * 100 })]
        if epochs.contains(where: { $0.validationAccuracy != nil }) {
            accuracies.append(
                Series(
                    "validation", style: .broken, color: 1, points: points { $0.validationAccuracy.map { $0 * 100 } }))
        }
        return Section(
            id: "retraining", title: "Retraining",
            pieces: [
                .chart(
                    Chart("Loss", x: x, y: Axis("cross-entropy (nats)"), series: losses),
                    note: "Training loss is the mean over the epoch's batches, with label smoothing and augmentation"
                        + (losses.count > 1 ? "; validation loss is without either, at the end of the epoch." : ".")),
                .chart(
                    Chart("Accuracy", x: x, y: .percent("accuracy (%)"), series: accuracies),
                    note: "Training accuracy is measured on the augmented batches during the epoch."),
                .chart(
                    Chart(
                        "Learning rate", x: x, y: Axis("learning rate", includesZero: true),
                        series: [Series("learning rate", color: 2, points: points(\.learningRate))]),
                    note: "At the end of the epoch."),
            ])
    }
}
