import Architecture
public import Exchange
public import Layout
public import NeuralNetwork
public import Workers

/// A rank's part in scoring paths that another rank decides about.
public struct PathScoringFollower: Sendable {
    private let own: PathScoring
    private let ranks: Ranks

    /// Takes the weights that the first rank gives to all.
    ///
    /// - Parameters:
    ///   - layout: Where the weights lie.
    ///   - feed: The same pictures as on the first rank.
    ///   - plain: Pictures of the training part by their places, where the first rank may choose some.
    ///   - team: The threads that compute.
    ///   - ranks: This rank among the others; the first one creates a `PathScoring` over them meanwhile.
    /// - Throws: `RunEnd` where the run is over.
    public init(
        layout: SupernetLayout, feed: any PictureFeed, plain: (([Int]) -> PictureBatch)? = nil, team: WorkerTeam,
        ranks: Ranks
    ) async throws {
        let (pictures, group, precision): (PictureBatch, Int, ScoringPrecision)
        switch try await ranks.next(PathScoringOrder.self) {
        case .begin(let count, let size, let chosen):
            (pictures, group, precision) = (PathScoring.pictures(of: feed, count: count), size, chosen)
        case .beginOn(let places, let size, let chosen):
            guard let plain else { preconditionFailure("a rank has no pictures to choose from") }
            (pictures, group, precision) = (plain(places), size, chosen)
        default: preconditionFailure("a scoring began with another order than its beginning")
        }
        let weights = FloatBuffer(count: layout.table.count)
        await ranks.share(weights)
        own = PathScoring(
            layout: layout, weights: weights, pictures: pictures, group: group, team: team, precision: precision,
            ranks: ranks)
        self.ranks = ranks
    }

    /// Scores what the first rank orders, until it leaves this supernet.
    ///
    /// - Throws: `RunEnd` where the run is over.
    public func follow() async throws {
        while true {
            // What is broken off on one rank is broken off on all; the first one goes on from there.
            switch try await ranks.next(PathScoringOrder.self) {
            case .score(let choices): _ = try? await own.scored([Path](choices: choices))
            case .scoreSharingPrefixes(let choices):
                _ = try? await own.scoredSharingPrefixes([Path](choices: choices))
            default: return
            }
        }
    }
}
