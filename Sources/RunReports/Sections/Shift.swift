import Documents
import Reporting
import RunFiles

extension RunRecords {
    /// Scores of the sampled paths, early and late: they show whether sampling turns to better paths.
    var shiftSection: Section? {
        let scored = metrics.rounds.filter { $0.scores != nil }
        guard scored.count >= 2 else { return nil }
        let tenth = max(1, scored.count / 10)
        let parts = [("first", scored.prefix(tenth)), ("last", scored.suffix(tenth))]
        let late = scored.suffix(tenth)
        return Section(
            id: "shift", title: "What is sampled, early and late",
            pieces: [
                .paragraph(
                    "Scores of all sampled paths in the first and the last \(tenth) rounds. They differ because the "
                        + "weights have learned and because other paths are drawn; the last plot shows the second "
                        + "effect alone, since both kinds of draws are scored with the same weights."),
                histogram("Losses of sampled paths", axis: "cross-entropy (nats)", parts: parts) {
                    $0.scores?.losses ?? []
                },
                histogram("Accuracies of sampled paths", axis: "accuracy (%)", parts: parts) {
                    ($0.scores?.accuracies ?? []).map { $0 * 100 }
                },
                histogram(
                    "Losses in the last rounds, by draw", axis: "cross-entropy (nats)",
                    series: [
                        ("from the pool", late.flatMap { Self.losses(of: $0, fromPool: true) }),
                        ("from the space", late.flatMap { Self.losses(of: $0, fromPool: false) }),
                    ].filter { !$0.1.isEmpty }),
            ])
    }

    private static func losses(of round: RoundEvent, fromPool: Bool) -> [Double] {
        zip(round.scores?.losses ?? [], round.isFromPool).filter { $0.1 == fromPool }.map(\.0)
    }

    private func histogram(
        _ title: String, axis: String, parts: [(name: String, rounds: ArraySlice<RoundEvent>)],
        values: (RoundEvent) -> [Double]
    ) -> Section.Piece {
        histogram(
            title, axis: axis,
            series: parts.map { ("\($0.name) \($0.rounds.count.counted("round"))", $0.rounds.flatMap(values)) })
    }

    private func histogram(
        _ title: String, axis: String, series: [(name: String, values: [Double])]
    ) -> Section.Piece {
        let edges = Histogram.edges(for: series.flatMap(\.values), bins: 30)
        let histograms = series.map { Histogram($0.values, edges: edges) }
        let chart = Chart(
            title, x: Axis(axis), y: .percent("share of the paths (%)", includesZero: true),
            series: zip(series, histograms).enumerated().map { index, element in
                Series(element.0.name, style: .area, color: index, points: element.1.outline)
            })
        let marks = NumberText.column(edges)
        let rows = (0..<edges.count - 1).map { bin in
            ["\(marks[bin]) to \(marks[bin + 1])"] + histograms.map { NumberText.grouped($0.counts[bin]) }
        }
        let sums = series.map { "\($0.name): \(NumberText.grouped($0.values.count)) paths" }.joined(separator: ", ")
        return .figure(
            caption: title, drawing: chart.drawing, note: sums + ". The table below has counts of paths.",
            numbers: Table([axis] + series.map(\.name), rows: rows))
    }
}
