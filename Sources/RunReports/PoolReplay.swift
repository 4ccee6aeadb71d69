import Analysis
import Architecture
import RunFiles
import Scenarios
import Search
import Supernet

/// The candidate pool's members over the rounds, as the records of the rounds give them.
///
/// Every path that was scored is in the records, and the pool is decided by nothing else; so it goes through the same states
/// once more.
struct PoolReplay {
    /// The pool after a round.
    struct Moment {
        /// Rounds since the member in the middle came in.
        let medianAge: Double
        /// The members' mean MACs; nil where they are not known.
        let meanMacs: Double?
        /// The members' mean number of layers that are not the identity.
        let meanDepth: Double
    }

    /// What the pool was like after the last round of each group of the curves, by the round.
    private(set) var moments: [Int: Moment] = [:]
    /// The members after the last round, with the scores that they had then.
    let members: [Candidate]

    /// Replays a run; nil where its rounds scored nothing, or their numbers do not rise one by one from 1.
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
    /// The paths with their scores, in rank order; none where nothing is scored.
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
    /// The layers of a path that are not the identity.
    func depth(of path: Path) -> Int { path.choices.count { operations[Int($0)] != .identity } }
}
