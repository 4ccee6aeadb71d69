import Architecture
import Reproducibility

/// Multi-path sampling with rejection: of a round's scored paths, which are trained (You et al., section 3.2, Top-k).
///
/// Pure: the wiring hands it the scores as they arrive, in whatever order.
struct Rejection {
    let keptPaths: Int
    let score: SupernetSettings.Score
    let seed: UInt64
    /// What the rounds so far have said of each choice; nil where each round's own scores decide.
    private(set) var memory: FilterMemory?

    /// Ranks a round's paths, and keeps the first k; a round that scores nothing keeps all, in the order of the drawing.
    ///
    /// A memory takes the round's scores in before it ranks. Equal ranks are ordered by a number that belongs to round and
    /// path, and then by index. Initial weights may give many paths the very same score, and no place in the drawing may
    /// decide which of them are trained.
    ///
    /// - Precondition: All paths are of one round, and there is at least one.
    mutating func rank(_ scored: [ScoredPath]) -> RankedRound {
        let plan = scored[0].plan
        guard plan.isScored else {
            return RankedRound(
                plan: plan, kept: scored.sorted { $0.index < $1.index }, rejected: [], memory: memory)
        }
        let scored = scored.sorted { $0.index < $1.index }
        let costs = scored.map { score.cost(loss: $0.loss, accuracy: $0.accuracy) }
        memory = memory?.adding(scored, by: score)
        let mean = costs.reduce(0, +) / Double(costs.count)
        let ranked = zip(scored, costs).map { path, cost in
            (path, memory?.rank(of: path.path, own: cost - mean) ?? cost, tie(path))
        }.sorted { first, second in
            (first.1, first.2, first.0.index) < (second.1, second.2, second.0.index)
        }.map(\.0)
        return RankedRound(
            plan: plan, kept: Array(ranked.prefix(keptPaths)), rejected: Array(ranked.dropFirst(keptPaths)),
            memory: memory)
    }

    private func tie(_ scored: ScoredPath) -> Double {
        RandomStream.tie(of: scored.path, round: scored.round, seed: seed)
    }
}

extension RandomStream {
    /// The number by which equally good paths are ordered: it belongs to path and round.
    static func tie(of path: Path, round: Int, seed: UInt64) -> Double {
        var stream = RandomStream(seed: seed, purpose: .ties, round: round, index: path.key)
        return stream.uniform()
    }
}
