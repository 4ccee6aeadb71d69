import Analysis
import Architecture
import Documents
import NeuralNetwork
import Scenarios
import Supernet

/// What one run's supernet says twice about the same paths: a row of the table.
struct CorrelationRow {
    let folder: String
    let strategy: String
    let seed: Int
    /// The outcomes on the small set, path by path.
    let small: [PassOutcome]
    /// The outcomes on the held-out pictures that are not in the small set.
    let disjoint: [PassOutcome]
    /// The mean losses on the disjoint set by pooled statistics, of the first paths.
    let pooled: [Double]
    /// Training pictures of which statistics were pooled.
    let pooledPictures: Int

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
    /// What choosing by the small set's loss costs on the disjoint set: accuracy as a share, and loss.
    let regret: (accuracy: Double, loss: Double)
    /// Tau between the losses by a group's own statistics and by pooled ones.
    let pooledTau: Double?

    /// How many of the paths count as the best: a tenth.
    static func best(of paths: Int) -> Int { max(1, paths / 10) }

    /// Compares the scores.
    ///
    /// - Precondition: There is at least one path.
    init(
        _ run: CorrelatedRun, small: [PassOutcome], disjoint: [PassOutcome], pooled: [Double], pooledPictures: Int,
        seed: UInt64
    ) {
        folder = run.folder
        strategy = run.strategy.rawValue
        self.seed = run.scenario.seed
        self.small = small
        self.disjoint = disjoint
        self.pooled = pooled
        self.pooledPictures = pooledPictures
        let (first, second) = (small.map(\.loss), disjoint.map(\.loss))
        byLoss = OrderAgreement(first, second, seed: seed)
        byAccuracy = OrderAgreement(small.map(\.accuracy), disjoint.map(\.accuracy), seed: seed)
        overlapping = OrderAgreement(first, zip(small, disjoint).map { ($0 + $1).loss }, seed: seed)
        let (scores, reference) = (first.map { -$0 }, second.map { -$0 })
        precision =
            RankCorrelation.kendall(scores, reference) == nil
            ? nil : PrecisionAtK.share(of: scores, against: reference, k: Self.best(of: scores.count))
        regret = (
            SelectionRegret.regret(of: scores, against: disjoint.map(\.accuracy)) ?? 0,
            SelectionRegret.regret(of: scores, against: reference) ?? 0
        )
        pooledTau = RankCorrelation.kendall(pooled, Array(second.prefix(pooled.count)))
    }

    /// The head of the table of disjoint pictures.
    static let head = ["run", "strategy", "seed", "rho by loss", "tau by loss", "rho by accuracy", "tau by accuracy"]

    var cells: [String] {
        [
            folder, strategy, "\(seed)", byLoss.spearman.text, byLoss.kendall.text, byAccuracy.spearman.text,
            byAccuracy.kendall.text,
        ]
    }

    /// The head of the table of everything else.
    static func secondHead(paths: Int) -> [String] {
        [
            "run", "strategy", "seed", "overlapping rho", "overlapping tau", "precision@\(best(of: paths))",
            "regret points", "regret loss", "tau pooled",
        ]
    }

    var secondCells: [String] {
        [
            folder, strategy, "\(seed)", overlapping.spearman.text, overlapping.kendall.text,
            CorrelationText.optional(precision), CorrelationText.points(regret.accuracy),
            CorrelationText.number(regret.loss), CorrelationText.optional(pooledTau),
        ]
    }

    /// The row as JSON; accuracies as shares.
    var json: JSONValue {
        [
            "folder": .string(folder), "strategy": .string(strategy), "seed": .integer(seed),
            "by_loss": byLoss.json, "by_accuracy": byAccuracy.json, "overlapping": overlapping.json,
            "k": .integer(Self.best(of: small.count)), "precision_at_k": precision.map { JSONValue($0) } ?? .null,
            "regret": ["accuracy": JSONValue(regret.accuracy), "loss": JSONValue(regret.loss)],
            "pooled": [
                "kendall": pooledTau.map { JSONValue($0) } ?? .null, "paths": .integer(pooled.count),
                "training_pictures": .integer(pooledPictures),
            ],
        ]
    }
}
