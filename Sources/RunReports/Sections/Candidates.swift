import Architecture
import Reporting
import Retraining
import RunFiles

extension RunRecords {
    /// The networks that were trained to choose among them, curve by curve, and how they were judged.
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
                    "The search's winner and the best of the others, in this order, were trained from scratch on the pictures "
                        + "that are not held out; after each rung the better half on the held-out ones went on."),
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

    /// So many series have colours of their own.
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
