import Architecture
import RunFiles

/// A network that may be retrained after a search.
struct RankedNetwork: Sendable {
    /// Its place among the different networks of the order, counted from 1.
    let rank: Int
    /// The network, with the supernet's scores.
    let network: ScoredNetwork

    /// Its path.
    var path: Path { network.path }
}
