import Architecture
import Reproducibility
import Search

/// The networks whose accuracies a table is made of: random ones within the limits, no two the same network.
///
/// The first ones of a longer list are those of a shorter one, so that a table can grow.
struct TruthNetworks: Hashable, Sendable {
    /// Their paths, in the order drawn.
    let paths: [Path]

    /// After this many draws in a row without a new network the list ends.
    private static let mostMisses = 10_000

    /// Draws networks.
    ///
    /// - Parameters:
    ///   - count: How many; there may be fewer.
    ///   - domain: The space and the limits.
    ///   - seed: The seed of the draws.
    init(_ count: Int, of domain: SearchDomain, seed: UInt64) {
        var paths: [Path] = []
        var known: Set<[Blueprint.Block]> = []
        var (index, misses) = (0, 0)
        while paths.count < count, misses < Self.mostMisses {
            var stream = RandomStream(seed: seed, purpose: .reference, round: 1, index: index)
            index += 1
            let path = domain.randomPath(using: &stream)
            if known.insert(DistinctNetworks.blocks(of: path, in: domain.space)).inserted {
                paths.append(path)
                misses = 0
            } else {
                misses += 1
            }
        }
        self.paths = paths
    }

    /// A path as a table's key, which `SearchSpace.path(from:)` reads.
    static func key(of path: Path, in space: SearchSpace) -> String {
        path.choices.map { "\($0)" }.joined(separator: space.operations.count <= 10 ? "" : ",")
    }
}
