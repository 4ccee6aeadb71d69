import RunFiles
import Search

/// A search after a generation: everything needed to resume it.
struct SearchProgress: Sendable, Hashable {
    /// Generations that are over.
    var generation = 0
    /// The networks evaluated, in the order in which they were asked for.
    var networks: [ScoredNetwork] = []
    /// The population, best first, as places in `networks`.
    var population: [Int] = []
    /// How long it took.
    var time = PhaseTime()

    /// The searcher's state.
    var state: SearchState {
        SearchState(generation: generation, evaluations: networks.map(\.evaluation), population: population)
    }
}
