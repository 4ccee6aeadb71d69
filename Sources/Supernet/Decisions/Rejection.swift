/// Multi-path sampling with rejection: of a round's scored paths, which are trained (You et al., section 3.2, Top-k).
///
/// Pure: the wiring hands it the scores as they arrive, in whatever order.
struct Rejection {
    let keptPaths: Int
    let score: SupernetSettings.Score

    /// Ranks a round's paths by score and then by index, and keeps the first k.
    ///
    /// - Precondition: All paths are of one round, and there is at least one.
    func rank(_ scored: [ScoredPath]) -> RankedRound {
        let ranked = scored.sorted { first, second in
            switch score {
            case .loss: (first.loss, first.index) < (second.loss, second.index)
            case .accuracy: (-first.accuracy, first.index) < (-second.accuracy, second.index)
            }
        }
        return RankedRound(
            plan: ranked[0].plan, kept: Array(ranked.prefix(keptPaths)), rejected: Array(ranked.dropFirst(keptPaths)))
    }
}
