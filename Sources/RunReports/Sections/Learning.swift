import Reporting
import RunFiles
import Scenarios
import Supernet

extension RunRecords {
    /// Losses and accuracies of the sampled, kept and rejected paths, and the learning rate, over the rounds.
    var learningSection: Section? {
        guard !metrics.rounds.isEmpty else { return nil }
        let groups = roundGroups
        let x = Axis("round", isTight: true, isWhole: true)
        let training = groups.series("on their training batches", style: .broken, color: 3) {
            RoundGroups.mean($0.trainingLosses)
        }
        let losses = Self.shares.compactMap { name, color, range in
            groups.series(name, color: color) { round in
                round.scores.flatMap { RoundGroups.mean($0.losses[range(round)]) }
            }
        }
        var pieces: [Section.Piece] = []
        let isScored = !losses.isEmpty
        if !isScored {
            let strategy = scenario.supernet.strategy
            pieces.append(
                .paragraph(
                    strategy == .greedy
                        ? "No path has been scored yet: the first rounds of this run only train, so there are only "
                            + "training losses."
                        : "A \(strategy.rawValue) supernet scores no paths during training, so there are only "
                            + "training losses."))
        }
        let curves = (isScored ? losses : []) + (training.map { [$0] } ?? [])
        pieces.append(
            .chart(
                Chart(
                    "Loss of the paths", x: x, y: Axis("cross-entropy (nats)"), series: curves),
                note: groups.note
                    + (isScored
                        ? " Losses on filtering pictures; those on training batches include label smoothing." : "")))
        let accuracies = Self.shares.compactMap { name, color, range in
            groups.series(name, color: color) { round in
                round.scores.flatMap { RoundGroups.mean($0.accuracies[range(round)]).map { $0 * 100 } }
            }
        }
        if !accuracies.isEmpty {
            pieces.append(
                .chart(
                    Chart("Accuracy of the paths", x: x, y: .percent("accuracy (%)"), series: accuracies),
                    note: groups.note + " On filtering pictures."))
        }
        if let rate = groups.series("learning rate", color: 2, value: \.learningRate) {
            pieces.append(
                .chart(
                    Chart(
                        "Learning rate", x: x, y: Axis("learning rate", includesZero: true), series: [rate]),
                    note: groups.note))
        }
        return Section(id: "learning", title: "Training of the supernet", pieces: pieces)
    }

    /// The curves: for each the ranks of the paths that it is about.
    private static var shares: [(name: String, color: Int, range: (RoundEvent) -> Range<Int>)] {
        [
            ("sampled", 6, { 0..<$0.paths.count }), ("kept", 0, { 0..<$0.kept }),
            ("rejected", 1, { $0.kept..<$0.paths.count }),
        ]
    }
}
