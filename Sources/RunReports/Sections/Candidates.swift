import Architecture
import Reporting
import Retraining
import RunFiles

extension RunRecords {
    /// The networks of which one was chosen by training: a curve for each, and how they were judged.
    var candidatesSection: Section? {
        guard !metrics.candidates.isEmpty else { return nil }
        let ranks = Set(metrics.candidates.map(\.rank)).sorted()
        let x = Axis("epoch", isTight: true, isWhole: true)
        func series(_ value: (EpochRecord) -> Double?) -> [Series] {
            ranks.map { rank in
                Series(
                    "number \(rank)", style: rank > Self.colors ? .broken : .line, color: (rank - 1) % Self.colors,
                    points: metrics.candidates.filter { $0.rank == rank }.map { event in
                        Series.Point(
                            Double(event.record.epoch), value(event.record) ?? .nan, title: "number \(rank)")
                    })
            }
        }
        return Section(
            id: "candidates", title: "The choice by training",
            pieces: [
                .paragraph(
                    "The best networks of the search, winner first, were trained from \(startWords) on the pictures that "
                        + "are not held out; after each rung the half that was better on the held-out pictures was "
                        + "trained further."),
                .chart(
                    Chart(
                        "Accuracy of the networks to choose from", x: x, y: .percent("accuracy (%)"),
                        series: series { $0.validationAccuracy.map { $0 * 100 } }),
                    note: "On the held-out pictures, at the end of each epoch."),
                .chart(
                    Chart(
                        "Loss of the networks to choose from", x: x, y: Axis("cross-entropy (nats)"),
                        series: series(\.loss)),
                    note: "In training: mean over the epoch's batches, with label smoothing and augmentation."),
                .table(judgementTable(ranks: ranks)),
            ])
    }

    /// The number of colours; networks beyond it take the same ones again, with broken lines.
    private static let colors = 7

    private func judgementTable(ranks: [Int]) -> Table {
        let rungs = Set(metrics.judgements.map(\.rung)).sorted()
        let heads = rungs.map { rung in
            "after epoch \(metrics.judgements.first { $0.rung == rung }?.epoch ?? 0)"
        }
        let rows = ranks.map { rank in
            let own = metrics.judgements.filter { $0.rank == rank }
            let accuracies = rungs.map { rung in
                own.first { $0.rung == rung }.map { NumberText.percent($0.accuracy) } ?? "-"
            }
            let chosen = summary?.retrain?.candidates?.chosen == rank ? "chosen" : ""
            return ["\(rank)", own.first.map { space.names(of: $0.path) } ?? "-"] + accuracies + [chosen]
        }
        return Table(["number", "network"] + heads + [""], rows: rows)
    }
}
