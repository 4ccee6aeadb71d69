import Analysis
import Architecture
import RunFiles
import Scenarios
import Search
import Supernet

/// The candidate pool's members over the rounds, worked out again from the records.
///
/// The records have every path that was scored, and nothing else decides the pool. So it goes through the same states again.
struct PoolReplay {
    /// The pool after a round.
    struct Moment {
        /// The median, over the members, of the rounds since they were admitted.
        let medianAge: Double
        /// The members' mean MACs; nil where they are not known.
        let meanMacs: Double?
        /// The members' mean number of layers that are not the identity.
        let meanDepth: Double
    }

    /// The pool after the last round of each group, where curves have their points, by the number of that round.
    private(set) var moments: [Int: Moment] = [:]
    /// The members after the last round, best first, with the scores that they had then.
    let members: [Candidate]

    /// Replays a run; nil where its strategy has no pool, it has scored no path, or a round is missing in its records.
    init?(_ records: RunRecords) {
        let rounds = records.metrics.rounds
        let settings = records.scenario.supernet
        // The first rounds may score nothing; the pool is empty then.
        let first = rounds.firstIndex { $0.scores != nil } ?? rounds.count
        guard settings.strategy == .greedy, first < rounds.count,
            rounds.enumerated().allSatisfy({ $1.round == $0 + 1 && ($0 < first || $1.scores != nil) })
        else { return nil }
        var memory: FilterMemory?
        if settings.filter == .memory { memory = FilterMemory(of: records.space, settings: settings.memory) }
        let (costs, ends) = (records.costs, records.roundGroups.ends)
        var pool = PoolState(
            capacity: records.scenario.poolCapacity(in: records.space), score: settings.score,
            seed: UInt64(records.scenario.seed))
        for line in rounds {
            let scored = line.scored
            let kept = settings.pool.admit == .all ? scored.count : line.kept
            memory = memory?.adding(scored, by: settings.score)
            pool.admit(Array(scored.prefix(kept)), others: Array(scored.dropFirst(kept)), memory: memory)
            guard ends.contains(line.round), !pool.members.isEmpty else { continue }
            let ages = pool.members.map { Double(line.round - $0.admittedRound) }
            let paths = pool.members.map(\.path)
            moments[line.round] = Moment(
                medianAge: ages.median,
                meanMacs: costs.flatMap { costs in RoundGroups.mean(paths.map { Double(costs.cost(of: $0).macs) }) },
                meanDepth: RoundGroups.mean(paths.map { Double(records.space.depth(of: $0)) }) ?? 0)
        }
        members = pool.members
    }
}

extension RoundEvent {
    /// The paths with their scores, in rank order; none where the round scored none.
    fileprivate var scored: [ScoredPath] {
        guard let scores else { return [] }
        let plan = RoundPlan(round: round, epsilon: epsilon)
        return paths.indices.map { index in
            ScoredPath(
                plan: plan, index: index, draw: PathDraw(path: paths[index], isFromPool: isFromPool[index]),
                loss: scores.losses[index], accuracy: scores.accuracies[index])
        }
    }
}

extension SearchSpace {
    /// How many layers of a path are not the identity.
    func depth(of path: Path) -> Int { path.choices.count { operations[Int($0)] != .identity } }
}
