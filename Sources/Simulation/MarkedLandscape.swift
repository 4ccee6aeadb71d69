public import Architecture
import Reproducibility
public import Search

/// A landscape whose scale is known, and of whose paths a chosen share counts as good: the oracle of Theorem 1.
///
/// The scale is found on paths drawn as a training draws them, from the space or from what of it may be drawn. Where all of
/// them are worth the same, good ones are marked at random: no score can tell them.
public struct MarkedLandscape: Sendable {
    /// The landscape.
    public let landscape: any Landscape
    /// The share of good paths that was asked for (q).
    public let goodShare: Double
    /// The share of good paths among those drawn; q to within the draws' own error.
    public let measuredShare: Double
    private let seed: UInt64
    private let mean: Double
    /// The standard deviation over the paths drawn; 0 where there is no signal.
    private let deviation: Double
    /// The least quality of a good path.
    private let threshold: Double

    /// A sixth of a percent of error in q at most.
    private static let draws = 100_000

    /// Measures a landscape.
    ///
    /// - Parameters:
    ///   - landscape: What paths are worth.
    ///   - goodShare: The share of good paths among those that may be drawn.
    ///   - seed: The seed of the draws.
    ///   - domain: The paths that may be drawn; nil for all of the space.
    /// - Precondition: `goodShare` lies in [0, 1].
    public init(_ landscape: any Landscape, goodShare: Double, seed: UInt64, domain: SearchDomain? = nil) {
        precondition((0...1).contains(goodShare), "a share of \(goodShare) is not one of a whole")
        var stream = RandomStream(seed: seed, purpose: .landscape, round: 1)
        let qualities = (0..<Self.draws).map { _ in
            landscape.quality(
                of: domain?.randomPath(using: &stream) ?? landscape.space.randomPath(using: &stream))
        }.sorted()
        let mean = qualities.reduce(0, +) / Double(qualities.count)
        let squares = qualities.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        // Exactly equal qualities, whose mean may differ in its last bit.
        deviation = qualities.first == qualities.last ? 0 : (squares / Double(qualities.count)).squareRoot()
        let good = Int((goodShare * Double(qualities.count)).rounded())
        let threshold = good > 0 ? qualities[qualities.count - good] : .infinity
        measuredShare =
            deviation > 0 ? Double(qualities.count { $0 >= threshold }) / Double(qualities.count) : goodShare
        self.threshold = threshold
        self.mean = mean
        self.landscape = landscape
        self.goodShare = goodShare
        self.seed = seed
    }

    /// Whether qualities differ at all.
    public var hasSignal: Bool { deviation > 0 }

    /// The quality of a path in standard deviations above the mean of those that may be drawn; 0 where there is no signal.
    public func standardQuality(of path: Path) -> Double {
        hasSignal ? (landscape.quality(of: path) - mean) / deviation : 0
    }

    /// Whether a path counts as good.
    public func isGood(_ path: Path) -> Bool {
        if hasSignal { return landscape.quality(of: path) >= threshold }
        var stream = RandomStream(seed: seed, purpose: .landscape, round: path.key, index: -2)
        return stream.uniform() < goodShare
    }
}
