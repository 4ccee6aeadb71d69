import Analysis
import Documents
import NeuralNetwork

/// How well an order of paths by the small set foretells that by the other held-out pictures.
struct SmallSetOrder {
    /// Small against disjoint set, by mean loss.
    let byLoss: OrderAgreement
    /// The same by accuracy.
    let byAccuracy: OrderAgreement
    /// Small set against all held-out pictures, of which it is a part, by mean loss: the paper's form.
    let overlapping: OrderAgreement
    /// Of the k best by the small set's loss the share that is among the k best by the disjoint set's.
    ///
    /// Nil where one of the two puts the paths into no order.
    let precision: Double?
    /// Tau by loss among the fifth of the paths that is best by the disjoint set's; nil where those have no order.
    let topFifth: Double?
    /// What choosing by the small set's loss costs on the disjoint set: accuracy as a share, and loss.
    let regret: (accuracy: Double, loss: Double)

    /// How many of the paths count as the best: a tenth.
    static func best(of paths: Int) -> Int { max(1, paths / 10) }

    /// Compares the order by the small set with that by the other pictures.
    ///
    /// - Parameters:
    ///   - losses: What the order says of each path: the losses on the small set, or what a model makes of them.
    ///   - accuracies: The same of the accuracies.
    ///   - small: The outcomes on the small set.
    ///   - disjoint: Those on the pictures that are not in it.
    ///   - seed: The bootstrap's.
    /// - Precondition: There is at least one path.
    init(losses: [Double], accuracies: [Double], small: [PassOutcome], disjoint: [PassOutcome], seed: UInt64) {
        let second = disjoint.map(\.loss)
        byLoss = OrderAgreement(losses, second, seed: seed)
        byAccuracy = OrderAgreement(accuracies, disjoint.map(\.accuracy), seed: seed)
        overlapping = OrderAgreement(losses, zip(small, disjoint).map { ($0 + $1).loss }, seed: seed)
        let (scores, reference) = (losses.map { -$0 }, second.map { -$0 })
        precision =
            RankCorrelation.kendall(scores, reference) == nil
            ? nil : PrecisionAtK.share(of: scores, against: reference, k: Self.best(of: scores.count))
        topFifth = RankCorrelation.kendall(scores, reference, amongBest: 0.2)
        regret = (
            SelectionRegret.regret(of: scores, against: disjoint.map(\.accuracy)) ?? 0,
            SelectionRegret.regret(of: scores, against: reference) ?? 0
        )
    }

    /// The figures by name; accuracies as shares.
    var members: [JSONValue.Member] {
        [
            JSONValue.Member("by_loss", byLoss.json), JSONValue.Member("by_accuracy", byAccuracy.json),
            JSONValue.Member("overlapping", overlapping.json),
            JSONValue.Member("precision_at_k", precision.map { JSONValue($0) } ?? .null),
            JSONValue.Member("top_fifth", topFifth.map { JSONValue($0) } ?? .null),
            JSONValue.Member(
                "regret", ["accuracy": JSONValue(regret.accuracy), "loss": JSONValue(regret.loss)]),
        ]
    }
}
