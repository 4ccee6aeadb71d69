import Architecture
public import Exchange
public import Layout
public import Workers

/// A rank's part in the training of a supernet that another rank decides about.
public struct SupernetFollower: Sendable {
    private let own: SharedWeights
    private let ranks: Ranks

    /// Takes the weights that the first rank gives to all.
    ///
    /// - Parameters:
    ///   - layout: Where the weights lie.
    ///   - settings: How to train, as on the first rank.
    ///   - feed: The same pictures as there.
    ///   - team: The threads that compute.
    ///   - ranks: This rank among the others; the first one creates a `GreedyTraining` over them meanwhile.
    public init(
        layout: SupernetLayout, settings: SupernetSettings, feed: any PictureFeed, team: WorkerTeam, ranks: Ranks
    ) async {
        let (weights, momentum) = (FloatBuffer(count: layout.table.count), FloatBuffer(count: layout.table.count))
        await ranks.share(weights)
        await ranks.share(momentum)
        own = SharedWeights(
            store: ParameterStore(layout: layout, weights: weights, momentum: momentum), feed: feed,
            settings: settings, team: team, ranks: ranks)
        self.ranks = ranks
    }

    /// Does what the first rank orders, until it leaves this supernet.
    ///
    /// What fails, fails on every rank: the first one says so.
    ///
    /// - Throws: `RunEnd` where the run is over.
    public func follow() async throws {
        while true {
            let order: SupernetOrder = try await ranks.next()
            do {
                switch order {
                case .score(let choices, let round):
                    let paths = [Path](choices: choices)
                    if let round {
                        _ = try await own.scoreTogether(paths, round: round)
                    } else {
                        _ = try await own.scoreOnCommonSet(paths)
                    }
                case .update(let choices, let pass, let rate, let round):
                    _ = try await own.update([Path](choices: choices), pass: pass, rate: rate, round: round)
                case .compare: try await own.compare(over: ranks)
                case .leave: return
                }
            } catch {
                continue
            }
        }
    }
}
