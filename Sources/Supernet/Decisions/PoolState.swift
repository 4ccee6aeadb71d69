import Architecture
import Reproducibility

/// The candidate pool as a value: its members, which paths enter and leave, and pi (You et al., section 3.3).
public struct PoolState: Sendable, Hashable {
    /// The largest number of members.
    public let capacity: Int
    /// By what members are ordered.
    public let score: SupernetSettings.Score
    /// The members, best first; equal ones by a number that belongs to path and round of admission, so that no place in the
    /// space is favoured.
    public private(set) var members: [Candidate] = []
    private let seed: UInt64

    /// An empty pool.
    ///
    /// - Parameters:
    ///   - capacity: The largest number of members.
    ///   - score: By what members are ordered.
    ///   - seed: The run's seed, for the order of equal members.
    /// - Precondition: `capacity` is positive.
    public init(capacity: Int, score: SupernetSettings.Score = .loss, seed: UInt64 = 0) {
        precondition(capacity > 0)
        self.capacity = capacity
        self.score = score
        self.seed = seed
    }

    /// A pool that was kept.
    ///
    /// - Parameters:
    ///   - capacity: The largest number of members.
    ///   - score: By what members are ordered.
    ///   - seed: The run's seed.
    ///   - members: The members, best first; equal ones in any order.
    ///   - memory: By what they were ordered instead; nil for their scores.
    /// - Returns: Nil where no rounds can have left such members: too many, one twice, or not best first.
    public init?(
        capacity: Int, score: SupernetSettings.Score, seed: UInt64, members: [Candidate], memory: FilterMemory? = nil
    ) {
        guard capacity > 0, members.count <= capacity, Set(members.map(\.path)).count == members.count else {
            return nil
        }
        self.init(capacity: capacity, score: score, seed: seed)
        let ranks = members.map { rank(of: $0, by: memory) }
        guard zip(ranks, ranks.dropFirst()).allSatisfy({ $0 <= $1 }) else { return nil }
        self.members = members
    }

    /// Whether there is no room left.
    public var isFull: Bool { members.count == capacity }

    /// Takes a round's scores in.
    ///
    /// A member that was drawn again takes its new loss, whether it was kept or not; otherwise lucky scores would stay
    /// for ever. Paths that are offered enter, then the worst beyond the capacity leave. A member that is scored again
    /// does not count as new; one that had left and comes back does.
    ///
    /// - Parameters:
    ///   - offered: Scored paths that may enter.
    ///   - others: Scored paths that only bring their new loss, where they are members.
    ///   - memory: What the filter remembers after these scores, which then orders all members; nil for their scores.
    public mutating func admit(_ offered: [ScoredPath], others: [ScoredPath], memory: FilterMemory? = nil) {
        var places = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1.path, $0) })
        let costs = (offered + others).map { score.cost(loss: $0.loss, accuracy: $0.accuracy) }
        let mean = costs.reduce(0, +) / Double(max(1, costs.count))
        for (scored, mayEnter) in offered.map({ ($0, true) }) + others.map({ ($0, false) }) {
            if let place = places[scored.path] {
                members[place].loss = scored.loss
                members[place].accuracy = scored.accuracy
                members[place].scoredRound = scored.round
                members[place].roundMean = mean
            } else if mayEnter {
                places[scored.path] = members.count
                members.append(
                    Candidate(
                        path: scored.path, loss: scored.loss, accuracy: scored.accuracy, scoredRound: scored.round,
                        admittedRound: scored.round, roundMean: mean))
            }
        }
        sort(by: memory)
        members.removeLast(max(0, members.count - capacity))
    }

    /// Gives every member a new score, as when training has ended and all are scored on the same pictures.
    ///
    /// - Parameters:
    ///   - scores: Loss and accuracy of each member, in the present order.
    ///   - round: The round that the new scores are of.
    public mutating func rescore(_ scores: [(loss: Double, accuracy: Double)], round: Int) {
        precondition(scores.count == members.count)
        for (place, score) in scores.enumerated() {
            members[place].loss = score.loss
            members[place].accuracy = score.accuracy
            members[place].scoredRound = round
            members[place].roundMean = 0
        }
        sort(by: nil)
    }

    /// The share of members that were admitted during the last `span` rounds, up to and including `round` (pi in the paper).
    ///
    /// `pi = |P_t intersected with P| / |P|`; 1 for an empty pool, which is never steady.
    public func freshShare(round: Int, span: Int) -> Double {
        guard !members.isEmpty else { return 1 }
        return Double(members.count { $0.admittedRound > round - span }) / Double(members.count)
    }

    private mutating func sort(by memory: FilterMemory?) {
        let ranked = members.map { (member: $0, rank: rank(of: $0, by: memory), tie: tie($0)) }
        members = ranked.sorted { ($0.rank, $0.tie, $0.member.path) < ($1.rank, $1.tie, $1.member.path) }.map(\.member)
    }

    private func rank(of member: Candidate, by memory: FilterMemory?) -> Double {
        let own = score.cost(loss: member.loss, accuracy: member.accuracy)
        return memory?.rank(of: member.path, own: own - member.roundMean) ?? own
    }

    private func tie(_ member: Candidate) -> Double {
        RandomStream.tie(of: member.path, round: member.admittedRound, seed: seed)
    }
}
