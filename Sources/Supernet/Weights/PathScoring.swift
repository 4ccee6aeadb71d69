public import Architecture
public import Exchange
public import Layout
public import NeuralNetwork
public import Workers

/// Scores paths with the weights of a trained supernet, which nobody trains any more.
///
/// The work is done as in a round, all of it jobs of one team. So the same path on the same pictures in the same
/// groups has the same score to the last bit. Nothing but the weights is in memory: nobody needs velocities or gradients.
public struct PathScoring: Sendable {
    /// The search space of the supernet.
    public let space: SearchSpace
    private let pictures: PictureBatch
    private let scoring: SubnetScoring

    /// The pictures that a path is scored on, which is also what a score costs in picture passes.
    public var picturesPerPath: Int { pictures.count }

    /// Prepares to score on held-out pictures.
    ///
    /// - Parameters:
    ///   - layout: Where the weights lie.
    ///   - weights: The trained weights, read only.
    ///   - feed: Where the pictures come from: the first ones of the common held-out set.
    ///   - count: How many pictures; nil for the whole set.
    ///   - group: The largest group of them that is normalised together.
    ///   - team: The threads that compute.
    ///   - precision: The numbers that scores are computed from.
    /// - Precondition: `group` is positive, and the held-out set has so many pictures.
    public init(
        layout: SupernetLayout, weights: FloatBuffer, feed: any PictureFeed, count: Int? = nil, group: Int,
        team: WorkerTeam, precision: ScoringPrecision = .float32
    ) {
        self.init(
            layout: layout, weights: weights, pictures: Self.pictures(of: feed, count: count), group: group, team: team,
            precision: precision)
    }

    /// The first pictures of the common held-out set; all of them where no count is given.
    static func pictures(of feed: any PictureFeed, count: Int?) -> PictureBatch {
        let common = feed.commonBatch()
        precondition(count ?? 1 > 0 && count ?? 1 <= common.count)
        return unsafe PictureBatch(labels: Array(common.labels.prefix(count ?? common.count)), write: common.write)
    }

    /// Prepares to score on several ranks, of which this one decides; each of the others makes a `PathScoringFollower`.
    ///
    /// - Parameters: As above; `ranks`: this rank among the others, nil for this process alone.
    public init(
        layout: SupernetLayout, weights: FloatBuffer, feed: any PictureFeed, count: Int? = nil, group: Int,
        team: WorkerTeam, precision: ScoringPrecision = .float32, ranks: Ranks?
    ) async {
        if let ranks {
            ranks.order(PathScoringOrder.begin(count: count, group: group, precision: precision))
            await ranks.share(weights)
        }
        self.init(
            layout: layout, weights: weights, pictures: Self.pictures(of: feed, count: count), group: group,
            team: team, precision: precision, ranks: ranks)
    }

    /// Prepares to score on several ranks, of which this one decides, on pictures of the caller's choice.
    ///
    /// - Parameters: As above; `places`: the pictures' places in the training part of the feed's data set.
    /// - Precondition: `group` is positive, and there are places.
    public init(
        layout: SupernetLayout, weights: FloatBuffer, feed: DatasetFeed, places: [Int], group: Int, team: WorkerTeam,
        precision: ScoringPrecision = .float32, ranks: Ranks?
    ) async {
        if let ranks {
            ranks.order(PathScoringOrder.beginOn(places: places, group: group, precision: precision))
            await ranks.share(weights)
        }
        self.init(
            layout: layout, weights: weights, pictures: feed.plainBatch(places), group: group, team: team,
            precision: precision, ranks: ranks)
    }

    /// Lets the other ranks, where there are any, go on to something else.
    public func leave() { scoring.ranks?.order(PathScoringOrder.leave) }

    /// Prepares to score on pictures of the caller's choice.
    ///
    /// - Parameters: As above; `pictures`: what is scored on, not empty.
    /// - Precondition: `group` is positive.
    public init(
        layout: SupernetLayout, weights: FloatBuffer, pictures: PictureBatch, group: Int, team: WorkerTeam,
        precision: ScoringPrecision = .float32
    ) {
        self.init(
            layout: layout, weights: weights, pictures: pictures, group: group, team: team, precision: precision,
            ranks: nil)
    }

    init(
        layout: SupernetLayout, weights: FloatBuffer, pictures: PictureBatch, group: Int, team: WorkerTeam,
        precision: ScoringPrecision, ranks: Ranks?
    ) {
        precondition(group > 0 && pictures.count > 0)
        self.pictures = pictures
        scoring = SubnetScoring(
            lender: ReadOnlyWeights(layout: layout, weights: weights), group: group, team: team,
            memory: PassMemory(width: team.width), precision: precision, ranks: ranks)
        space = layout.space
    }

    /// Scores paths in parallel, each on all of the pictures; results in the order of the paths.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    /// - Precondition: The space contains the paths.
    public func score(_ paths: [Path]) async throws -> [PassOutcome] {
        try await scoring.score(paths, on: pictures) { next in
            scoring.ranks?.order(PathScoringOrder.score(next.choices))
        }
    }

    /// Scores paths that all ranks know of.
    func scored(_ paths: [Path]) async throws -> [PassOutcome] { try await scoring.score(paths, on: pictures) }

    /// Scores many paths as `score` does, to the last bit, computing the first layers that paths share only once.
    ///
    /// Faster by far where the paths are many for their space; memory holds what all blocks of a path leave, for as many
    /// groups of pictures as are computed at once.
    ///
    /// - Throws: `CancellationError` when the task is cancelled, which is looked for between two paths.
    /// - Precondition: The space contains the paths.
    public func scoreSharingPrefixes(_ paths: [Path]) async throws -> [PassOutcome] {
        guard let ranks = scoring.ranks else { return try await scoredSharingPrefixes(paths) }
        // Paths that begin alike lie side by side, and so on one rank.
        let order = paths.indices.sorted { paths[$0].choices.lexicographicallyPrecedes(paths[$1].choices) }
        let size = Self.sharingPaths * ranks.count
        var outcomes = [PassOutcome](repeating: .none, count: paths.count)
        for start in stride(from: 0, to: order.count, by: size) {
            try Task.checkCancellation()
            let places = order[start..<min(start + size, order.count)]
            let next = places.map { paths[$0] }
            ranks.order(PathScoringOrder.scoreSharingPrefixes(next.choices))
            for (place, outcome) in zip(places, try await scoredSharingPrefixes(next)) { outcomes[place] = outcome }
        }
        return outcomes
    }

    /// Paths of each rank until the ranks hear of one another: few enough to end soon, and what they have in common with
    /// others is little beside what they have in common.
    private static let sharingPaths = 64

    /// Scores paths that all ranks know of, each rank its share.
    func scoredSharingPrefixes(_ paths: [Path]) async throws -> [PassOutcome] {
        guard let ranks = scoring.ranks else {
            return try await scoring.scoreSharingPrefixes(SharedPrefixes(paths), on: pictures)
        }
        let own = Array(paths[Shares.ranges(of: paths.count, ranks: ranks.count)[ranks.rank]])
        return try await scoring.outcomes(over: ranks) {
            own.isEmpty ? [] : try await scoring.scoreSharingPrefixes(SharedPrefixes(own), on: pictures)
        }.flatMap(\.self)
    }
}
