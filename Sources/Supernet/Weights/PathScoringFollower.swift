import Architecture
public import Exchange
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
    ///   - team: The threads that compute.
    ///   - ranks: This rank among the others; the first one creates a `PathScoring` over them meanwhile.
    /// - Throws: `RunEnd` where the run is over.
    public init(layout: SupernetLayout, feed: any PictureFeed, team: WorkerTeam, ranks: Ranks) async throws {
        guard case .begin(let count, let group) = try await ranks.next(PathScoringOrder.self) else {
            preconditionFailure("a scoring began with another order than its beginning")
        }
        let weights = FloatBuffer(count: layout.table.count)
        await ranks.share(weights)
        own = PathScoring(
            layout: layout, weights: weights, pictures: PathScoring.pictures(of: feed, count: count), group: group,
            team: team, ranks: ranks)
        self.ranks = ranks
    }

    /// Scores what the first rank orders, until it leaves this supernet.
    ///
    /// - Throws: `RunEnd` where the run is over.
    public func follow() async throws {
        while case .score(let choices) = try await ranks.next(PathScoringOrder.self) {
            // What is broken off on one rank is broken off on all; the first one goes on from there.
            _ = try? await own.scored([Path](choices: choices))
        }
    }
}
