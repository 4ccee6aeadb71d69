public import Architecture

/// Theorem 1 tried out: draws groups of paths and counts those with enough good ones.
public struct TheoremSimulation: Hashable, Sendable {
    /// The groups drawn.
    public let trials: Int
    /// The groups with at least k good paths.
    public let successes: Int

    /// Draws the groups.
    ///
    /// - Parameters:
    ///   - trials: The groups to draw, at least 1.
    ///   - k: The good paths that a group needs.
    ///   - isGood: Whether a path is good.
    ///   - draw: The m paths of a group, given its number; the sampler under test.
    /// - Precondition: `trials` is positive.
    public init(trials: Int, k: Int, isGood: (Path) -> Bool, draw: (_ trial: Int) -> [Path]) {
        precondition(trials > 0, "a share cannot be measured by \(trials) trials")
        self.trials = trials
        successes = (0..<trials).reduce(0) { $0 + (draw($1).count(where: isGood) >= k ? 1 : 0) }
    }

    /// The share of groups with at least k good paths.
    public var share: Double { Double(successes) / Double(trials) }

    /// The standard deviation of `share` where each group succeeds with a probability: sqrt(p (1 - p) / trials).
    public func standardError(of probability: Double) -> Double {
        (probability * (1 - probability) / Double(trials)).squareRoot()
    }
}
