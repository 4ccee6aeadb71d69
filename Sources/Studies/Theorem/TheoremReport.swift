import Analysis
import Architecture
public import Documents
import Supernet

/// Theorem 1 in closed form beside the engine's own sampler.
///
/// You et al., CVPR 2020, Eq. 1 and 2.
public struct TheoremReport: Hashable, Sendable {
    /// The question: at least k good paths among m, and what they are drawn from.
    public struct Question: Hashable, Sendable {
        /// Paths drawn.
        public var m: Int
        /// Good paths asked for.
        public var k: Int
        /// The share of good paths in the space, in [0, 1].
        public var q: Double
        /// The probability that a path comes from the pool, in [0, 1].
        public var epsilon: Double
        /// The share of good paths in the pool, in [0, 1].
        public var purity: Double

        /// The question for m draws; without epsilon all of them come from the whole space.
        public init(m: Int, k: Int, q: Double, epsilon: Double = 0, purity: Double = 1) {
            self.m = m
            self.k = k
            self.q = q
            self.epsilon = epsilon
            self.purity = purity
        }
    }

    /// The question.
    public let question: Question
    /// The probability that a drawn path is good, the pool included.
    public let goodShare: Double
    /// The answer in closed form.
    public let probability: Double
    /// The share of simulated groups with at least k good paths.
    public let simulated: Double
    /// The standard deviation of `simulated` if the closed form is right.
    public let standardError: Double
    /// The groups drawn.
    public let trials: Int
    /// The seed of the draws.
    public let seed: Int

    /// Enough members for any purity to be met closely, and far fewer than the 7^21 paths they are drawn from.
    private static let poolSize = 20_000

    /// Enough groups that the standard error is at most 0.0016, or fewer where m is large.
    public static func standardTrials(m: Int) -> Int { min(100_000, max(1_000, 2_000_000 / max(1, m))) }

    /// Answers the question both ways, drawing from the space of 7^21 paths.
    ///
    /// - Precondition: 0 <= k <= m, shares in [0, 1], at least one trial.
    public init(_ question: Question, trials: Int, seed: Int) throws {
        let space = try SearchSpace(macro: .imagenet, operations: SearchSpace.operations7)
        let goodShare = BinomialTheorem.mixedShare(
            epsilon: question.epsilon, purity: question.purity, spaceShare: question.q)
        let theorem = BinomialTheorem(m: question.m, k: question.k, goodShare: goodShare)
        let marked = MarkedSpace(
            space, goodShare: question.q, poolSize: question.epsilon > 0 ? Self.poolSize : 0, purity: question.purity,
            seed: UInt64(seed))
        // Independent draws: the theorem's, where a round of the engine draws distinct paths unless told otherwise.
        let mixture = PathMixture(space: space, seed: UInt64(seed), sampling: .iid)
        let simulation = TheoremSimulation(trials: trials, k: question.k, isGood: marked.isGood) { trial in
            mixture.draw(count: question.m, round: trial + 1, epsilon: question.epsilon, pool: marked.pool).map(\.path)
        }
        self.question = question
        self.goodShare = goodShare
        probability = theorem.probability
        simulated = simulation.share
        standardError = simulation.standardError(of: theorem.probability)
        self.trials = trials
        self.seed = seed
    }

    /// The report as one JSON document.
    public var json: JSONValue {
        [
            "m": .integer(question.m), "k": .integer(question.k), "q": JSONValue(question.q),
            "epsilon": JSONValue(question.epsilon), "purity": JSONValue(question.purity),
            "good_share": JSONValue(goodShare), "probability": JSONValue(probability),
            "simulated": JSONValue(simulated), "standard_error": JSONValue(standardError),
            "trials": .integer(trials), "seed": .integer(seed),
        ]
    }

    /// The report as lines for people.
    public var text: String {
        let drawn =
            question.epsilon > 0
            ? "with probability \(JSONValue(question.epsilon)) from a pool of \(percent(question.purity)) good paths, else "
                + "from a space of \(percent(question.q))"
            : "from a space of \(percent(question.q)) good paths"
        return """
            \(question.m.counted("path")) drawn \(drawn)
            at least \(question.k) good ones
              closed form \(percent(probability))
              simulated   \(percent(simulated)) +- \(percent(standardError)) (\(trials) groups)
            """
    }

    private func percent(_ share: Double) -> String { (100 * share).decimal(places: 2) + " %" }
}
