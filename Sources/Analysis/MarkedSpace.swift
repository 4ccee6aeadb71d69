public import Architecture
import Reproducibility

/// A search space some of whose paths count as good, at random but for good.
///
/// It stands in for the oracle that the theorem assumes: whether a path is good depends on the path and the seed alone.
public struct MarkedSpace: Sendable {
    /// The space.
    public let space: SearchSpace
    /// The probability with which a path of the space counts as good.
    public let goodShare: Double
    /// Distinct paths of which a known share is good, to fill a pool with.
    public let pool: [Path]
    private let isGoodMember: [Path: Bool]
    private let seed: UInt64

    /// Marks the paths of a space, and draws a pool from it.
    ///
    /// The members of the pool are marked by its purity, all other paths by `goodShare`; in a space far larger than the
    /// pool the members do not count for the space's share.
    ///
    /// - Parameters:
    ///   - space: The space.
    ///   - goodShare: The probability that a path counts as good, in [0, 1].
    ///   - poolSize: The members of the pool.
    ///   - purity: The share of good ones among them, in [0, 1]; met to the nearest member.
    ///   - seed: Decides which paths are good and which are members.
    /// - Precondition: The shares lie in [0, 1]; the space has at least twice as many paths as the pool.
    public init(_ space: SearchSpace, goodShare: Double, poolSize: Int, purity: Double, seed: UInt64) {
        precondition((0...1).contains(goodShare), "a share of \(goodShare) is not one of a whole")
        precondition((0...1).contains(purity), "a purity of \(purity) is not one of a whole")
        precondition(poolSize >= 0 && space.pathCountIfSmall ?? .max >= 2 * poolSize, "the space has too few paths")
        let good = Int((purity * Double(poolSize)).rounded())
        var stream = RandomStream(seed: seed, purpose: .simulation)
        var pool: [Path] = []
        var isGoodMember: [Path: Bool] = [:]
        while pool.count < poolSize {
            let path = space.randomPath(using: &stream)
            if isGoodMember[path] != nil { continue }
            isGoodMember[path] = pool.count < good
            pool.append(path)
        }
        self.space = space
        self.goodShare = goodShare
        self.pool = pool
        self.isGoodMember = isGoodMember
        self.seed = seed
    }

    /// Whether a path counts as good.
    public func isGood(_ path: Path) -> Bool {
        if let known = isGoodMember[path] { return known }
        var stream = RandomStream(seed: seed, purpose: .simulation, round: path.key, index: 1)
        return stream.uniform() < goodShare
    }
}
