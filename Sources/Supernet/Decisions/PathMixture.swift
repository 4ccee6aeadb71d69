public import Architecture
import Reproducibility
public import Search

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
    /// The paths of the space that A is; nil for all.
    public let domain: SearchDomain?

    /// Draws a duplicate this often from the mixture again before it turns to the whole space: a pool with few members
    /// may not have enough distinct ones.
    private static let mixtureTries = 64
    /// Draws a duplicate this often before it takes one of the paths that are left, where a domain says which these are: of
    /// rare paths draws are repaired ones, and repair hardly ever reaches some of them.
    private static let draws = 256
    /// At least this many of the remaining paths are listed, if there are as many.
    private static let listedPaths = 20_000

    /// A mixture of a space, or of those of its paths that a domain admits, and whatever pool a draw is given.
    ///
    /// All draws follow from the seed.
    public init(
        space: SearchSpace, seed: UInt64, sampling: SupernetSettings.Sampling, domain: SearchDomain? = nil
    ) {
        self.space = space
        self.seed = seed
        self.sampling = sampling
        self.domain = domain
    }

    /// Draws the paths of a round.
    ///
    /// - Parameters:
    ///   - count: The number of paths (m).
    ///   - round: The round, counted from 1; the first half of the key of the random numbers.
    ///   - epsilon: The probability of a draw from the pool, where it has members.
    ///   - pool: The members of the candidate pool, in its order.
    /// - Precondition: With distinct sampling, there are at least `count` paths to draw.
    public func draw(count: Int, round: Int, epsilon: Double, pool: [Path]) -> [PathDraw] {
        // Otherwise a duplicate would be drawn again for ever.
        precondition(
            sampling == .iid || count <= space.pathCountIfSmall ?? .max, "\(count) distinct paths cannot be drawn")
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
                    : PathDraw(path: randomPath(using: &stream), isFromPool: false)
                if tries == Self.draws, let domain {
                    draw = PathDraw(path: Self.path(of: domain, except: draws, using: &stream), isFromPool: false)
                }
            } while sampling == .distinct && draws.contains { $0.path == draw.path }
            draws.append(draw)
        }
        return draws
    }

    /// A path of a domain that is not among some draws, drawn uniformly from the first ones that are left.
    private static func path(
        of domain: SearchDomain, except draws: [PathDraw], using stream: inout RandomStream
    ) -> Path {
        let drawn = Set(draws.map(\.path))
        let rest = domain.admittedPaths(atMost: max(listedPaths, drawn.count + 1)).filter { !drawn.contains($0) }
        precondition(!rest.isEmpty, "\(drawn.count + 1) distinct paths cannot be drawn")
        return rest[stream.integer(below: rest.count)]
    }

    /// How many different paths there are to draw, counted up to a number.
    func distinctPaths(atMost count: Int) -> Int {
        domain?.admittedPaths(atMost: count).count ?? min(count, space.pathCountIfSmall ?? .max)
    }

    private func randomPath(using stream: inout RandomStream) -> Path {
        domain?.randomPath(using: &stream) ?? space.randomPath(using: &stream)
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
