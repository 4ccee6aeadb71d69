public import Architecture
import Reproducibility

/// Draws a round's paths from `(1 - epsilon) U(A) + epsilon U(P)`, A being the space, P the pool.
///
/// You et al., section 3.3 and Eq. 2.
///
/// Pure: the same round, epsilon and pool give the same paths, whoever asks and however often.
public struct PathMixture: Sendable {
    /// The space A.
    public let space: SearchSpace
    /// The run's seed.
    public let seed: UInt64
    /// Whether a duplicate within a round is drawn again.
    public let sampling: SupernetSettings.Sampling

    /// Draws a duplicate this often from the mixture again before it turns to the whole space: a pool with few members
    /// may not have enough distinct ones.
    private static let mixtureTries = 64

    /// A mixture of a space and whatever pool a draw is given; all draws follow from the seed.
    public init(space: SearchSpace, seed: UInt64, sampling: SupernetSettings.Sampling) {
        self.space = space
        self.seed = seed
        self.sampling = sampling
    }

    /// Draws the paths of a round.
    ///
    /// - Parameters:
    ///   - count: The number of paths (m).
    ///   - round: The round, counted from 1; the first half of the key of the random numbers.
    ///   - epsilon: The probability of a draw from the pool, where it has members.
    ///   - pool: The members of the candidate pool, in its order.
    /// - Precondition: With distinct sampling, the space has at least `count` paths.
    public func draw(count: Int, round: Int, epsilon: Double, pool: [Path]) -> [PathDraw] {
        // Otherwise a duplicate would be drawn again for ever.
        precondition(
            sampling == .iid || count <= space.pathCountIfSmall ?? .max,
            "\(count) distinct paths cannot be drawn from \(space.pathCount)")
        var draws: [PathDraw] = []
        for index in 0..<count {
            var stream = RandomStream(seed: seed, purpose: .pathSampling, round: round, index: index)
            var tries = 0
            var draw: PathDraw
            repeat {
                tries += 1
                let usesPool = stream.uniform() < epsilon && !pool.isEmpty && tries <= Self.mixtureTries
                draw =
                    usesPool
                    ? PathDraw(path: pool[stream.integer(below: pool.count)], isFromPool: true)
                    : PathDraw(path: space.randomPath(using: &stream), isFromPool: false)
            } while sampling == .distinct && draws.contains { $0.path == draw.path }
            draws.append(draw)
        }
        return draws
    }

    /// As many paths as a layer has operations, such that every operation of every layer occurs in one of them.
    ///
    /// Strict fairness (Chu et al., ICCV 2021): one permutation of the operations a layer, drawn independently. A layer
    /// with fewer operations than others begins another permutation when its first is used up.
    public func drawFairly(round: Int) -> [PathDraw] {
        let count = space.layers.map(\.choices.count).max() ?? 0
        let columns: [[UInt8]] = space.layers.enumerated().map { index, layer in
            var stream = RandomStream(seed: seed, purpose: .pathSampling, round: round, index: index)
            var column: [UInt8] = []
            while column.count < count {
                var choices = layer.choices
                stream.shuffle(&choices)
                column += choices
            }
            return column
        }
        return (0..<count).map { place in
            PathDraw(path: Path(choices: columns.map { $0[place] }), isFromPool: false)
        }
    }
}
