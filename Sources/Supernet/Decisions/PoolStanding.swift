import Analysis
import Architecture
import NeuralNetwork

/// How the pool's members compare with uniformly drawn paths, all scored on the common held-out set.
public struct PoolStanding: Sendable, Hashable {
    /// The distinct paths drawn.
    public var uniformPaths: Int
    /// The loss of the one in the middle.
    public var uniformMedianLoss: Double
    /// The share of the pool's members with a lower loss.
    public var beatingShare: Double
    /// Picture passes by which the drawn paths were scored.
    public var images: Int

    /// How a pool compares with uniform paths.
    package init(uniformPaths: Int, uniformMedianLoss: Double, beatingShare: Double, images: Int) {
        self.uniformPaths = uniformPaths
        self.uniformMedianLoss = uniformMedianLoss
        self.beatingShare = beatingShare
        self.images = images
    }

    /// The number of paths drawn, or all that a small space has.
    package static let drawnPaths = 100
}

extension GreedyTraining {
    /// Scores uniformly drawn paths, to compare the pool with.
    ///
    /// Nothing of it reaches a decision.
    ///
    /// - Parameter told: Told now and then how many of the paths are scored.
    /// - Returns: Nil for a pool without members.
    /// - Throws: `SupernetError` where a loss is not finite; `CancellationError` when the task is cancelled; what `told`
    ///   throws.
    /// - Precondition: The training is over, and its pool was scored on the common set.
    public func standing(
        told: (_ done: Int, _ planned: Int) async throws -> Void = { _, _ in }
    ) async throws -> PoolStanding? {
        let members = await candidates.state.members
        guard !members.isEmpty else { return nil }
        let mixture = PathMixture(
            space: model.space, seed: settings.seed, sampling: .distinct, domain: settings.domain)
        // Rounds are counted from 1, so that these draws are no round's.
        let paths = mixture.draw(
            count: mixture.distinctPaths(atMost: PoolStanding.drawnPaths), round: 0, epsilon: 0, pool: []
        ).map(\.path)
        let outcomes = try await scoreOnCommonSet(paths, told)
        for (path, outcome) in zip(paths, outcomes) {
            try check(outcome.loss, of: path, round: 0, phase: "reference")
        }
        let median = outcomes.map(\.loss).median
        return PoolStanding(
            uniformPaths: paths.count, uniformMedianLoss: median,
            beatingShare: Double(members.count { $0.loss < median }) / Double(members.count),
            images: outcomes.reduce(0) { $0 + $1.pictures })
    }
}
