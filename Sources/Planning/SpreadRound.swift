import Architecture
public import Exchange
import Layout
import NeuralNetwork
import Reproducibility
public import Scenarios
import Supernet

/// What ranks share of a round of a supernet's training, and what they send one another for it.
public struct SpreadRound: Hashable, Sendable {
    /// Paths that are scored; 0 where a round scores none.
    public var paths: Int
    /// Groups of pictures that each of them is scored on, in each part of a round's pictures.
    public var scoringGroups: Int
    /// Parts of a round's pictures, after each of which the ranks hear of one another; the most there can be.
    public var scoringParts: Int
    /// Outcomes that a piece of scoring sends: one in all, or of each picture where there are several parts.
    public var outcomesPerPiece: Int
    /// Updates of the weights.
    public var updates: Int
    /// Networks whose gradients make an update.
    public var networks: Int
    /// Normalization groups of each network's batch.
    public var groups: Int
    /// Parameters that an update changes: those of a path of middling size, or where several networks make it all.
    public var floats: Int

    /// Pieces of scoring of a part, which ranks share.
    public var pieces: Int { paths * scoringGroups }
    /// Parts of an update's gradient, which ranks share; one is computed by all.
    public var parts: Int { groups > 1 ? networks * groups : 1 }

    /// A round of so much work.
    init(
        paths: Int, scoringGroups: Int, scoringParts: Int = 1, outcomesPerPiece: Int = 1, updates: Int,
        networks: Int = 1, groups: Int, floats: Int
    ) {
        self.paths = paths
        self.scoringGroups = scoringGroups
        self.scoringParts = scoringParts
        self.outcomesPerPiece = outcomesPerPiece
        self.updates = updates
        self.networks = networks
        self.groups = groups
        self.floats = floats
    }

    /// A round of a scenario.
    public init(_ scenario: Scenario) {
        let (supernet, space) = (scenario.supernet, scenario.searchSpace)
        let layout = SupernetLayout(space)
        let isFair = supernet.strategy == .fair
        let part = supernet.scoringPictures / supernet.scoringParts
        let scoringGroups = Self.groups(of: part, size: supernet.normalizationBatch)
        self.init(
            paths: supernet.strategy == .greedy ? supernet.m : 0, scoringGroups: scoringGroups,
            scoringParts: supernet.scoringParts,
            outcomesPerPiece: supernet.scoringParts > 1 ? (part + scoringGroups - 1) / scoringGroups : 1,
            updates: supernet.updatesPerRound, networks: isFair ? supernet.keptPaths(in: space) : 1,
            groups: Self.groups(of: supernet.batch, size: supernet.normalizationBatch),
            floats: isFair ? layout.table.count : Self.middling(layout))
    }

    private static func groups(of count: Int, size: Int?) -> Int { size.map { (count + $0 - 1) / $0 } ?? 1 }

    /// The mean parameters of some random paths.
    private static func middling(_ layout: SupernetLayout) -> Int {
        let drawn = 16
        let all = (0..<drawn).reduce(0) { sum, index in
            var stream = RandomStream(seed: 1, purpose: .pathSampling, index: index)
            return sum + layout.subnet(layout.space.randomPath(using: &stream)).floats
        }
        return all / drawn
    }

    /// The largest share of the pieces of scoring that one of the ranks computes.
    func scoredShare(ranks: Int) -> Double { Self.share(of: pieces, ranks: ranks) }

    /// The largest share of an update's parts that one of the ranks computes.
    func trainedShare(ranks: Int) -> Double { Self.share(of: parts, ranks: ranks) }

    private static func share(of count: Int, ranks: Int) -> Double {
        count > 0 ? Double((count + ranks - 1) / ranks) / Double(count) : 0
    }

    /// What one update sends: its order, the losses, and the gradient's parts where there are several.
    public func updateTraffic(ranks: Int) -> Traffic {
        guard ranks > 1 else { return .none }
        let order = Ranks.traffic(ofOrderTo: ranks)
        guard parts > 1 else { return order + Ranks.traffic(gathering: .init(repeating: 0, count: ranks)) }
        let losses = Shares.ranges(of: parts, ranks: ranks).map { $0.count * networks * Self.lossWords }
        return order + Ranks.traffic(gathering: losses)
            + SpreadSum.traffic(parts: parts, floats: floats, ranks: ranks)
    }

    /// What the scoring sends: its order, and the losses.
    public func scoringTraffic(ranks: Int) -> Traffic {
        guard ranks > 1, pieces > 0 else { return .none }
        let losses = Shares.ranges(of: pieces, ranks: ranks).map { 1 + $0.count * outcomesPerPiece * Self.lossWords }
        return Ranks.traffic(ofOrderTo: ranks) + Ranks.traffic(gathering: losses) * scoringParts
    }

    /// What a round sends.
    public func traffic(ranks: Int) -> Traffic {
        scoringTraffic(ranks: ranks) + updateTraffic(ranks: ranks) * updates
    }

    /// Numbers of an outcome: loss, right ones, pictures.
    private static let lossWords = PassOutcome.none.words.count
}

extension Subnet {
    /// The floats of all its parameters.
    var floats: Int { parameters.reduce(0) { $0 + $1.range.count } }
}
