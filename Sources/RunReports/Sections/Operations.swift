import Analysis
import Architecture
import Documents
import Reporting
import RunFiles
import Supernet

extension RunRecords {
    /// Which operations the members of the pool and the networks of the front choose, layer by layer.
    ///
    /// - Parameter replay: The pool's members over the rounds; nil where the records do not give them.
    func operationsSection(_ replay: PoolReplay?) -> Section? {
        guard let pool, !pool.isEmpty else { return nil }
        let map = heatMap("Operations in the pool", of: pool.map(\.path))
        var pieces = [
            Section.Piece.heatMap(
                map,
                note: "For each layer, the percentage of the \(pool.count.counted("member")) that use an operation.")
        ]
        if let front, !front.isEmpty {
            pieces.append(
                .heatMap(
                    heatMap("Operations on the front", of: front.map(\.path)),
                    note: "The same of the \(front.count.counted("network")) that the search found."))
        }
        if let chart = storedAgainstFresh(replay) { pieces.append(chart) }
        if let standing = summary?.pool?.standing {
            let share = NumberText.percent(standing.beatingShare)
            let median = NumberText.loss(standing.uniformMedianLoss)
            pieces.append(
                .paragraph(
                    "\(share) of the members have a lower loss than \(median), the median of "
                        + "\(standing.uniformPaths.counted("path")) drawn uniformly; all were scored on the search "
                        + "part with the final weights."))
        }
        let best = pool.prefix(10).map { member in
            [
                NumberText.loss(member.loss), NumberText.percent(member.accuracy),
                NumberText.grouped(member.macs),
                "\(member.admittedRound)", space.names(of: member.path),
            ]
        }
        pieces += [
            .paragraph("The best members of the pool (from pool.json):"),
            .table(Table(["loss", "accuracy", "MACs", "admitted in round", "operations"], rows: best)),
        ]
        return Section(id: "operations", title: "What is in the pool", pieces: pieces)
    }

    /// Each member's last loss in training against its loss at the end, when all members were scored again.
    private func storedAgainstFresh(_ replay: PoolReplay?) -> Section.Piece? {
        guard let replay, let pool, summary != nil else { return nil }
        let stored = Dictionary(replay.members.map { ($0.path, $0.loss) }) { first, _ in first }
        let pairs = pool.compactMap { member in stored[member.path].map { (stored: $0, fresh: member.loss) } }
        guard pairs.count >= 2 else { return nil }
        let rank = RankCorrelation.spearman(pairs.map(\.stored), pairs.map(\.fresh))
        let chart = Chart(
            "Stored against fresh losses of the pool", x: Axis("loss when scored last, filtering part (nats)"),
            y: Axis("loss at the end, search part (nats)"),
            series: [
                Series(
                    "loss at the end", style: .dots, color: 0,
                    points: pairs.map { Series.Point($0.stored, $0.fresh) })
            ])
        let words = rank.map { "Spearman's rank correlation is \(NumberText.significant($0, digits: 2))." }
        return .chart(
            chart,
            note: "The stored scores come from earlier weights and other pictures; the more the two rankings agree, "
                + "the more they still mean. "
                + (words ?? "All scores of one kind are equal, so there is no ranking to compare."))
    }

    /// The share of some paths, at least one, that choose each operation of each layer.
    private func heatMap(_ title: String, of paths: [Path]) -> HeatMap {
        let shares = space.operations.indices.map { choice in
            space.layers.enumerated().map { index, layer -> Double? in
                guard layer.choices.contains(UInt8(choice)) else { return nil }
                return Double(paths.count { $0.choices[index] == UInt8(choice) }) / Double(paths.count)
            }
        }
        return HeatMap(
            title, columns: space.layers.indices.map { "\($0 + 1)" }, of: "layer",
            rows: space.operations.map(\.name), of: "operation", shares: shares)
    }
}
