public import Architecture
public import Kernels
public import NeuralNetwork

/// Scores paths with the weights of a trained supernet, which nobody trains any more.
///
/// The work goes the way it goes in a round: the weights on loan, all of it jobs of one team. So the same path on the same pictures in the same groups has the same score to the last bit.
public struct PathScoring: Sendable {
    /// The search space of the supernet.
    public let space: SearchSpace
    private let pictures: PictureBatch
    private let model: SharedWeights

    /// The pictures that a path is scored on, which is also what a score costs in image passes.
    public var picturesPerPath: Int { pictures.count }

    /// Prepares the weights for reading.
    ///
    /// - Parameters:
    ///   - layout: Where the weights lie.
    ///   - weights: The trained weights, read only.
    ///   - settings: How the supernet was trained.
    ///   - feed: Where the pictures come from: the first ones of the common held-out set.
    ///   - count: So many pictures; nil for the whole set.
    ///   - group: The largest group of them that is normalised together.
    ///   - team: The threads that compute.
    /// - Precondition: `group` is positive, and the held-out set has so many pictures.
    public init(
        layout: SupernetLayout, weights: FloatBuffer, settings: SupernetSettings, feed: any PictureFeed,
        count: Int? = nil, group: Int, team: WorkerTeam
    ) {
        let common = feed.commonBatch()
        precondition(group > 0 && count ?? 1 > 0 && count ?? 1 <= common.count)
        pictures = PictureBatch(labels: Array(common.labels.prefix(count ?? common.count)), write: common.write)
        var settings = settings
        settings.normalizationBatch = group
        model = SharedWeights(
            store: ParameterStore(layout: layout, weights: weights), feed: feed, settings: settings, team: team)
        space = layout.space
    }

    /// Scores paths in parallel, each on all of the pictures; results in the order of the paths.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    /// - Precondition: The space contains the paths.
    public func score(_ paths: [Path]) async throws -> [PassOutcome] {
        try await model.score(paths, on: pictures)
    }
}
