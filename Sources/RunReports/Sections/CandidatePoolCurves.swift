import Reporting
import RunFiles
import Scenarios

extension RunRecords {
    /// The candidate pool over the rounds: fresh share, newcomers, age, losses, size, and draws from it.
    ///
    /// - Parameter replay: The pool's members over the rounds; nil where the records do not give them.
    func poolSection(_ replay: PoolReplay?) -> Section? {
        guard metrics.rounds.contains(where: { $0.pool != nil }) else { return nil }
        let supernet = scenario.supernet
        let groups = roundGroups
        let x = Axis("round", isTight: true, isWhole: true)
        let (window, capacity) = (supernet.steadinessRounds, scenario.poolCapacity(in: space))
        var pieces: [Section.Piece] = []
        func add(
            _ title: String, _ y: Axis, _ series: [Series?], limits: [Chart.Limit] = [], note: String
        ) {
            let chart = Chart(title, x: x, y: y, series: series.compactMap(\.self), limits: limits)
            pieces.append(.chart(chart, note: "\(groups.note) \(note)"))
        }
        add(
            "Fresh share of the pool", Axis("share of the pool", includesZero: true),
            [
                groups.series("pi", color: 0) { $0.pool?.freshShare },
                groups.series("t/r, records alone", style: .broken, color: 1) { $0.pool?.recordsAlone },
            ], limits: [Chart.Limit("alpha \(NumberText.significant(supernet.alpha))", supernet.alpha, of: .vertical)],
            note: "pi is the share of the pool admitted in the last \(window) rounds (t). t/r is what pi would be "
                + "in round r if scores were random. Training stops when pi is at most alpha at two checks t/2 "
                + "rounds apart.")
        add(
            "New paths among the kept ones", Axis("share of the kept paths", includesZero: true),
            [groups.series("newcomers", color: 2) { $0.pool?.newcomersShare }],
            note: "The share of a round's kept paths that were not in the pool before.")
        add(
            "Age of the pool", Axis("rounds", includesZero: true),
            [groups.series("median age", color: 4) { replay?.moments[$0.round]?.medianAge }],
            note: "Median number of rounds since a member was admitted, at the last round of each point."
        )
        add(
            "Losses in the pool", Axis("cross-entropy (nats)"),
            [
                groups.series("median", color: 0) { $0.pool?.medianLoss },
                groups.series("best", style: .broken, color: 2) { $0.pool?.bestLoss },
            ],
            note:
                "A member keeps the loss of the round that last scored it, so the median lags behind while the "
                + "weights improve.")
        let fromPool = groups.series("drawn from the pool", style: .broken, color: 1) { round in
            RoundGroups.mean(round.isFromPool.map { $0 ? 1 : 0 })
        }
        add(
            "Epsilon", Axis("share of the draws", includesZero: true),
            [groups.series("epsilon", color: 0, value: \.epsilon), fromPool],
            note: "Epsilon is the probability that a path is drawn from the pool; the other line is the observed "
                + "share.")
        add(
            "Members of the pool", Axis("paths", includesZero: true, isWhole: true),
            [groups.series("members", color: 0) { $0.pool.map { Double($0.size) } }],
            limits: [Chart.Limit("capacity \(capacity)", Double(capacity), of: .vertical)],
            note: "Until the pool is full, every kept path enters it.")
        return Section(id: "pool", title: "The candidate pool", pieces: pieces)
    }
}
