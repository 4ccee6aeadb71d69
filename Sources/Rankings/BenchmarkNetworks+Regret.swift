extension BenchmarkNetworks {
    /// So many networks are trained before one is chosen, as `cifar10.json` does (`retrain.candidates`).
    static let candidates = 8

    /// What choosing the first of an order costs below each limit that some network keeps: mean over the limits, a share.
    ///
    /// - Parameters:
    ///   - scores: For each network; higher is better.
    ///   - second: Decides between equal scores; nil where nothing does. What is then still equal is drawn from, and the
    ///     expectation taken.
    /// - Returns: Nil where no network keeps any limit.
    func regret(of scores: [Double], then second: [Double]? = nil) -> Double? {
        Self.mean(limits.compactMap { regret(of: scores, then: second, choosing: (1, accuracies), among: fitting($0)) })
    }

    /// The same where the first `candidates` of the order are trained once each, and the best of these trainings is chosen.
    ///
    /// The mean over the table's trainings, one of which chooses; its accuracies do, where the table has only these.
    func regretAfterTraining(of scores: [Double], then second: [Double]? = nil) -> Double? {
        let judges = accuraciesOfTrainings.isEmpty ? [accuracies] : accuraciesOfTrainings
        return Self.mean(
            limits.flatMap { limit in
                judges.compactMap {
                    regret(of: scores, then: second, choosing: (Self.candidates, $0), among: fitting(limit))
                }
            })
    }

    /// The regret of the first of an order without any limit, a share.
    func unconstrainedRegret(of scores: [Double], then second: [Double]? = nil) -> Double {
        regret(of: scores, then: second, choosing: (1, accuracies), among: Array(macs.indices)) ?? 0
    }

    /// The networks of at most so many MACs.
    private func fitting(_ limit: Int) -> [Int] { macs.indices.filter { macs[$0] <= limit } }

    /// What is lost where of the first `choice.count` networks of an order the best one by `choice.judge` is taken, expected
    /// over the draws between equal scores.
    func regret(
        of scores: [Double], then second: [Double]?, choosing choice: (count: Int, judge: [Double]),
        among networks: [Int]
    ) -> Double? {
        guard let best = networks.lazy.map({ accuracies[$0] }).max() else { return nil }
        func key(_ network: Int) -> (Double, Double) { (scores[network], second?[network] ?? 0) }
        let count = min(choice.count, networks.count)
        let edge = key(networks.sorted { key($0) > key($1) }[count - 1])
        // Those above the edge are taken; of those on it, as many as there is room for are drawn.
        let above = networks.count { key($0) > edge }
        let tied = networks.count { key($0) == edge }
        var (seenAbove, seenTied, before, expected) = (0, 0, 0.0, 0.0)
        for network in networks.filter({ key($0) >= edge }).sorted(by: { choice.judge[$0] < choice.judge[$1] }) {
            if key(network) > edge { seenAbove += 1 } else { seenTied += 1 }
            // How likely it is that none of those taken and drawn is better.
            let share = seenAbove == above ? Self.share(of: seenTied, in: tied, drawing: count - above) : 0
            expected += (share - before) * accuracies[network]
            before = share
        }
        return best - expected
    }

    /// How likely it is that all that are drawn from `all`, without putting back, are among `some` of them.
    private static func share(of some: Int, in all: Int, drawing count: Int) -> Double {
        (0..<count).reduce(1) { $0 * Double(max(0, some - $1)) / Double(all - $1) }
    }
}
