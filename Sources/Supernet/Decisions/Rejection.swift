import Architecture
import Reproducibility

/// Multi-path sampling with rejection: of a round's scored paths, which are trained (You et al., section 3.2, Top-k).
///
/// Pure: the wiring hands it the scores as they arrive, in whatever order.
struct Rejection {
    let keptPaths: Int
    let score: SupernetSettings.Score
    let seed: UInt64

    /// Ranks a round's paths by score, and keeps the first k.
    ///
    /// Equal scores are ordered by a number that belongs to round and path, and then by index. First weights may give many
    /// paths the very same score, and no place in the drawing may decide which of them are trained.
    ///
    /// - Precondition: All paths are of one round, and there is at least one.
    func rank(_ scored: [ScoredPath]) -> RankedRound {
        let ranked = scored.map { path in (path, path.sortKey(score), tie(path)) }.sorted { first, second in
            (first.1, first.2, first.0.index) < (second.1, second.2, second.0.index)
        }.map(\.0)
        return RankedRound(
            plan: ranked[0].plan, kept: Array(ranked.prefix(keptPaths)), rejected: Array(ranked.dropFirst(keptPaths)))
    }

    private func tie(_ scored: ScoredPath) -> Double {
        var stream = RandomStream(seed: seed, purpose: .ties, round: scored.round, index: scored.path.key)
        return stream.uniform()
    }
}

extension ScoredPath {
    /// The score as a number of which less is better.
    fileprivate func sortKey(_ score: SupernetSettings.Score) -> Double {
        switch score {
        case .loss: loss
        case .accuracy: -accuracy
        }
    }
}
