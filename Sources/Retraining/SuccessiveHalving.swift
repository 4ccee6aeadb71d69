/// Which of some networks are trained how long, so that the best of them is found without training all to the end.
///
/// On the first rung all are trained for a third of the epochs; the better half is trained for half of the epochs that are
/// left, again the better half of these, until one is left, which has the rest before it. Of an odd number the larger half
/// is trained further. Epochs are rounded up; if none are left, a rung trains nothing and compares what there is.
public struct SuccessiveHalving: Sendable, Hashable {
    /// Up to where some networks are trained before they are judged.
    public struct Rung: Sendable, Hashable {
        /// How many networks are trained.
        public let entrants: Int
        /// The epoch of the whole training after which they are judged.
        public let epoch: Int
        /// The epochs that each of them is trained for on this rung.
        public let ownEpochs: Int
    }

    /// How a network did on held-out pictures at the end of a rung.
    public struct Judgement: Sendable, Hashable {
        /// The network's place in the order in which they came.
        public let candidate: Int
        /// Pictures that are classified correctly (top-1).
        public let correct: Int
        /// The mean loss.
        public let loss: Double

        /// The judgement of the network at a place in the order.
        public init(candidate: Int, correct: Int, loss: Double) {
            self.candidate = candidate
            self.correct = correct
            self.loss = loss
        }

        /// Whether this network did better: more pictures right, then the lower loss, then the earlier place.
        func wins(against other: Judgement) -> Bool {
            (-correct, loss, candidate) < (-other.correct, other.loss, other.candidate)
        }
    }

    /// What is to be done.
    public enum Next: Sendable, Hashable {
        /// A network is trained up to a rung's epoch, and judged.
        case train(candidate: Int, rung: Int)
        /// Only one is left.
        case chosen(Int)
    }

    /// How many networks there are.
    public let candidates: Int
    /// The rungs, in their order; none for a single network.
    public let rungs: [Rung]

    /// Plans the rungs.
    ///
    /// - Parameters:
    ///   - candidates: How many networks there are.
    ///   - epochs: Those of a whole training.
    /// - Precondition: Both are positive.
    public init(candidates: Int, epochs: Int) {
        precondition(candidates > 0 && epochs > 0, "a choice needs a network and an epoch")
        var rungs: [Rung] = []
        var (entrants, left) = (candidates, epochs)
        while entrants > 1 {
            let own = rungs.isEmpty ? (epochs + 2) / 3 : (left + 1) / 2
            left -= own
            rungs.append(Rung(entrants: entrants, epoch: epochs - left, ownEpochs: own))
            entrants = Self.half(entrants)
        }
        self.candidates = candidates
        self.rungs = rungs
    }

    /// Epochs of all networks on all rungs.
    public var epochs: Int { rungs.reduce(0) { $0 + $1.entrants * $1.ownEpochs } }

    /// How often a network is judged.
    public var judgements: Int { rungs.reduce(0) { $0 + $1.entrants } }

    /// What is to be done after some judgements.
    ///
    /// - Parameter judged: All so far, in the order in which this method asked for them.
    public func next(after judged: [Judgement]) -> Next {
        let (rung, entrants, ofRung) = standing(after: judged)
        return rung < rungs.count ? .train(candidate: entrants[ofRung.count], rung: rung) : .chosen(entrants[0])
    }

    /// The networks that may still be chosen after some judgements, in ascending order.
    ///
    /// - Parameter judged: As for `next(after:)`.
    public func remaining(after judged: [Judgement]) -> [Int] { standing(after: judged).entrants }

    /// The rung at hand, its entrants in ascending order, and the judgements of it so far.
    private func standing(
        after judged: [Judgement]
    ) -> (rung: Int, entrants: [Int], ofRung: ArraySlice<Judgement>) {
        var (entrants, rest) = (Array(0..<candidates), judged[...])
        for (place, rung) in rungs.enumerated() {
            guard rest.count >= rung.entrants else { return (place, entrants, rest) }
            entrants = Self.betterHalf(of: rest.prefix(rung.entrants))
            rest = rest.dropFirst(rung.entrants)
        }
        return (rungs.count, entrants, rest)
    }

    private static func betterHalf(of judged: ArraySlice<Judgement>) -> [Int] {
        judged.sorted { $0.wins(against: $1) }.prefix(half(judged.count)).map(\.candidate).sorted()
    }

    private static func half(_ number: Int) -> Int { (number + 1) / 2 }
}
