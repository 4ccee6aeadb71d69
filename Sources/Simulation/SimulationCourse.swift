import Analysis
public import Supernet

/// Follows a simulated training round by round: how pure the pool is, and how often Theorem 1's event comes about.
public struct SimulationCourse: Sendable {
    /// One round.
    private struct Round {
        var epoch: Double
        var epsilon: Double
        var expectedShare: Double
        var good: Int
        var drawn: Int
        var keptGood: Int
        var kept: Int
        var isHit: Bool
    }

    /// The scored rounds before, in windows of equal length but for the last one.
    public private(set) var windows: [SimulationWindow] = []
    private let landscape: MarkedLandscape
    private let windowRounds: Int
    private var rounds: [Round] = []
    private var firstRound = 1
    /// The share of good members, nil while the pool is empty: what the next round draws from.
    private var purity: Double?
    /// The last round and the pool after it.
    private var last: (record: RoundRecord, pool: PoolState)?

    /// Begins before the first round.
    ///
    /// - Parameters:
    ///   - landscape: What counts as good.
    ///   - windowRounds: Rounds of a window; positive.
    public init(_ landscape: MarkedLandscape, windowRounds: Int) {
        precondition(windowRounds > 0)
        self.landscape = landscape
        self.windowRounds = windowRounds
    }

    /// Takes note of a round; one that scores nothing keeps whatever is drawn, and is no event of the theorem's.
    ///
    /// - Parameters:
    ///   - record: The round.
    ///   - pool: The pool after it.
    public mutating func add(_ record: RoundRecord, pool: PoolState) {
        let ranked = record.ranked
        guard ranked.plan.isScored else {
            firstRound = ranked.plan.round + 1
            return
        }
        let kept = ranked.kept.count { landscape.isGood($0.path) }
        let good = kept + ranked.rejected.count { landscape.isGood($0.path) }
        let epsilon = ranked.plan.epsilon
        let share =
            purity.map {
                BinomialTheorem.mixedShare(epsilon: epsilon, purity: $0, spaceShare: landscape.measuredShare)
            } ?? landscape.measuredShare
        rounds.append(
            Round(
                epoch: record.epoch, epsilon: epsilon, expectedShare: share, good: good,
                drawn: ranked.kept.count + ranked.rejected.count, keptGood: kept, kept: ranked.kept.count,
                isHit: good >= ranked.kept.count))
        let members = pool.members.map(\.path)
        purity = members.isEmpty ? nil : Double(members.count(where: landscape.isGood)) / Double(members.count)
        last = (record, pool)
        if rounds.count == windowRounds { finish() }
    }

    /// Ends the window at hand, as when no other round follows.
    public mutating func finish() {
        guard !rounds.isEmpty, let (record, pool) = last else { return }
        func mean(_ value: (Round) -> Double) -> Double { rounds.reduce(0) { $0 + value($1) } / Double(rounds.count) }
        let (m, k) = (rounds[0].drawn, rounds[0].kept)
        let spaceShare = landscape.measuredShare
        let ideal = { (round: Round) in
            BinomialTheorem.mixedShare(epsilon: round.epsilon, purity: 1, spaceShare: spaceShare)
        }
        let qualities = pool.members.map { landscape.standardQuality(of: $0.path) }
        windows.append(
            SimulationWindow(
                rounds: firstRound...record.ranked.plan.round, epoch: record.epoch, epsilon: mean(\.epsilon),
                poolSize: pool.members.count, purity: purity ?? 0, expectedShare: mean(\.expectedShare),
                idealShare: mean(ideal), drawnShare: mean { Double($0.good) / Double($0.drawn) },
                keptShare: mean { Double($0.keptGood) / Double($0.kept) }, hitRate: mean { $0.isHit ? 1 : 0 },
                theorem: mean { BinomialTheorem(m: m, k: k, goodShare: $0.expectedShare).probability },
                idealTheorem: mean { BinomialTheorem(m: m, k: k, goodShare: ideal($0)).probability },
                freshShare: record.pool.freshShare, recordsAlone: record.pool.recordsAlone,
                poolQuality: qualities.isEmpty ? 0 : qualities.reduce(0, +) / Double(qualities.count),
                bestLoss: record.pool.bestLoss))
        firstRound = record.ranked.plan.round + 1
        rounds = []
    }
}
