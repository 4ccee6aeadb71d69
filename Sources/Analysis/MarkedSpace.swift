public import Architecture
public import Reproducibility

/// A search space some of whose paths are marked as good, at random but for good.
///
/// It stands in for the oracle that the theorem assumes: whether a path is good depends on the path and the seed alone.
public struct MarkedSpace: Sendable {
    /// The space.
    public let space: SearchSpace
    /// The probability with which each path of the space was marked as good.
    public let goodShare: Double
    private let seed: UInt64

    /// Marks the paths of a space.
    ///
    /// In a space of N paths the share that is really marked has the standard deviation sqrt(q (1 - q) / N).
    ///
    /// - Precondition: `goodShare` lies in [0, 1].
    public init(_ space: SearchSpace, goodShare: Double, seed: UInt64) {
        precondition((0...1).contains(goodShare), "a share of \(goodShare) is not one of a whole")
        self.space = space
        self.goodShare = goodShare
        self.seed = seed
    }

    /// Whether a path is good.
    public func isGood(_ path: Path) -> Bool {
        // FNV-1a over the choices; the keyed stream behind it mixes the bits well enough to compare with a share.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for choice in path.choices { hash = (hash ^ UInt64(choice)) &* 0x0000_0100_0000_01B3 }
        var stream = RandomStream(
            seed: seed, purpose: .simulation, round: Int(bitPattern: UInt(truncatingIfNeeded: hash)), index: 1)
        return stream.uniform() < goodShare
    }

    /// Draws paths for a pool, so many of them good as the purity says, rounded to the nearest; all distinct.
    ///
    /// - Parameters:
    ///   - size: The members of the pool.
    ///   - purity: The share of good ones among them, in [0, 1].
    ///   - stream: The random numbers.
    /// - Returns: nil where the space seems to lack so many paths of a kind: none new was found in 100,000 draws.
    public func pool(size: Int, purity: Double, using stream: inout RandomStream) -> [Path]? {
        let good = Int((purity * Double(size)).rounded())
        var wanted = [true: good, false: size - good]
        var members: [Path] = []
        var known: Set<Path> = []
        var misses = 0
        while members.count < size {
            let path = space.randomPath(using: &stream)
            let isGood = isGood(path)
            if wanted[isGood, default: 0] > 0, known.insert(path).inserted {
                wanted[isGood, default: 0] -= 1
                members.append(path)
                misses = 0
            } else {
                misses += 1
                if misses == 100_000 { return nil }
            }
        }
        return members
    }
}
