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

    /// The order by the small set's scores.
    let raw: SmallSetOrder
    /// The order by what an additive model says that is fitted to them; nil for a single path.
    let smoothed: SmallSetOrder?
    /// The model; nil for a single path.
    let smoothing: SmoothedScores?
    /// Tau between the losses by a group's own statistics and by pooled ones.
    let pooledTau: Double?

    /// Compares the scores.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - paths: The paths, at least one.
    ///   - small: Their outcomes on the small set.
    ///   - disjoint: Those on the pictures that are not in it.
    ///   - pooled: The losses of the first paths on these by pooled statistics.
    ///   - pooledPictures: Training pictures of which statistics were pooled.
    ///   - pairs: Whether the model may know pairs of neighbouring layers.
    ///   - seed: The bootstrap's.
    init(
        _ run: CorrelatedRun, _ paths: [Path], small: [PassOutcome], disjoint: [PassOutcome], pooled: [Double],
        pooledPictures: Int, pairs: Bool, seed: UInt64
    ) {
        folder = run.folder
        strategy = run.strategy.rawValue
        self.seed = run.scenario.seed
        self.small = small
        self.disjoint = disjoint
        self.pooled = pooled
        self.pooledPictures = pooledPictures
        let (losses, accuracies) = (small.map(\.loss), small.map(\.accuracy))
        raw = SmallSetOrder(losses: losses, accuracies: accuracies, small: small, disjoint: disjoint, seed: seed)
        smoothing = SmoothedScores(
            paths, of: run.scenario.searchSpace, losses: losses, accuracies: accuracies, pairs: pairs)
        smoothed = smoothing.map {
            SmallSetOrder(losses: $0.losses, accuracies: $0.accuracies, small: small, disjoint: disjoint, seed: seed)
        }
        pooledTau = RankCorrelation.kendall(pooled, Array(disjoint.map(\.loss).prefix(pooled.count)))
    }

    /// The orders by name.
    private var orders: [(name: String, order: SmallSetOrder)] {
        [("raw", raw)] + (smoothed.map { [("smoothed", $0)] } ?? [])
    }

    /// The head of the table of disjoint pictures.
    static let head = [
        "run", "strategy", "seed", "order", "rho by loss", "tau by loss", "rho by accuracy", "tau by accuracy",
    ]

    /// A line for each order.
    var cells: [[String]] {
        orders.map { name, order in
            [
                folder, strategy, "\(seed)", name, order.byLoss.spearman.text, order.byLoss.kendall.text,
                order.byAccuracy.spearman.text, order.byAccuracy.kendall.text,
            ]
        }
    }

    /// The head of the table of everything else.
    static func secondHead(paths: Int) -> [String] {
        [
            "run", "strategy", "seed", "order", "overlapping rho", "overlapping tau",
            "precision@\(SmallSetOrder.best(of: paths))", "top fifth", "regret points", "regret loss", "tau pooled",
        ]
    }

    /// A line for each order.
    var secondCells: [[String]] {
        orders.map { name, order in
            [
                folder, strategy, "\(seed)", name, order.overlapping.spearman.text, order.overlapping.kendall.text,
                CorrelationText.optional(order.precision), CorrelationText.optional(order.topFifth),
                CorrelationText.points(order.regret.accuracy), CorrelationText.number(order.regret.loss),
                // Statistics are pooled for the scores themselves.
                name == "raw" ? CorrelationText.optional(pooledTau) : "-",
            ]
        }
    }

    /// The row as JSON, the raw order's figures at the top; accuracies as shares.
    var json: JSONValue {
        let head: JSONValue = [
            "folder": .string(folder), "strategy": .string(strategy), "seed": .integer(seed),
            "k": .integer(SmallSetOrder.best(of: small.count)),
            "pooled": [
                "kendall": pooledTau.map { JSONValue($0) } ?? .null, "paths": .integer(pooled.count),
                "training_pictures": .integer(pooledPictures),
            ],
        ]
        let row = raw.members.reduce(head) { $0.setting($1.key, to: $1.value) }
        guard let smoothed, let smoothing else { return row.setting("smoothed", to: .null) }
        return row.setting(
            "smoothed", to: .object(smoothed.members + [JSONValue.Member("model", smoothing.json)]))
    }
}
