import Architecture

/// The candidate pool as a value: its members, who enters and leaves, and how fresh it is (You et al., section 3.3).
public struct PoolState: Sendable, Hashable {
    /// The largest number of members.
    public let capacity: Int
    /// By what members are ordered.
    public let score: SupernetSettings.Score
    /// The members, best first; equal ones by path.
    public private(set) var members: [Candidate] = []

    /// An empty pool.
    ///
    /// - Precondition: `capacity` is positive.
    public init(capacity: Int, score: SupernetSettings.Score = .loss) {
        precondition(capacity > 0)
        self.capacity = capacity
        self.score = score
    }

    /// A pool that was kept.
    ///
    /// - Parameters:
    ///   - capacity: The largest number of members.
    ///   - score: By what members are ordered.
    ///   - members: The members, best first.
    ///   - memory: By what they were ordered instead; nil for their scores.
    /// - Returns: Nil where no rounds can have left such members: too many, one twice, or not best first.
    public init?(
        capacity: Int, score: SupernetSettings.Score, members: [Candidate], memory: FilterMemory? = nil
    ) {
        guard capacity > 0, members.count <= capacity, Set(members.map(\.path)).count == members.count else {
            return nil
        }
        self.init(capacity: capacity, score: score)
        self.members = members
        sort(by: memory)
        guard self.members == members else { return nil }
    }

    /// Whether there is no room left.
    public var isFull: Bool { members.count == capacity }

    /// Takes a round's scores in.
    ///
    /// A member that was drawn again takes its new loss, whether it was kept or not; otherwise lucky scores would stay
    /// for ever. Paths that are offered enter, then the worst beyond the capacity leave. A member that is scored again
    /// is not admitted anew; one that had left and comes back is.
    ///
    /// - Parameters:
    ///   - offered: Scored paths that may enter.
    ///   - others: Scored paths that only bring their new loss, where they are members.
    ///   - memory: What the filter remembers after these scores, which then orders all members; nil for their scores.
    public mutating func admit(_ offered: [ScoredPath], others: [ScoredPath], memory: FilterMemory? = nil) {
        var places = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1.path, $0) })
        for (scored, mayEnter) in offered.map({ ($0, true) }) + others.map({ ($0, false) }) {
            if let place = places[scored.path] {
                members[place].loss = scored.loss
                members[place].accuracy = scored.accuracy
                members[place].scoredRound = scored.round
            } else if mayEnter {
                places[scored.path] = members.count
                members.append(
                    Candidate(
                        path: scored.path, loss: scored.loss, accuracy: scored.accuracy, scoredRound: scored.round,
                        admittedRound: scored.round))
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
        }
        sort(by: nil)
    }

    /// The share of members that came in during the last `span` rounds, up to and including `round` (pi in the paper).
    ///
    /// `pi = |P_t intersected with P| / |P|`; 1 for an empty pool, which is anything but steady.
    public func freshShare(round: Int, span: Int) -> Double {
        guard !members.isEmpty else { return 1 }
        return Double(members.count { $0.admittedRound > round - span }) / Double(members.count)
    }

    private mutating func sort(by memory: FilterMemory?) {
        let ranked = members.map { member in
            let own = score.cost(loss: member.loss, accuracy: member.accuracy)
            return (member: member, rank: memory?.rank(of: member.path, own: own) ?? own)
        }
        members = ranked.sorted { ($0.rank, $0.member.path) < ($1.rank, $1.member.path) }.map(\.member)
    }
}
