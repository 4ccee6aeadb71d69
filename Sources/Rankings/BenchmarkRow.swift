import Analysis
import Architecture
import Documents

/// How well an order of the distinct networks agrees with the published accuracies: a run's, or one of the table alone.
struct BenchmarkRow {
    let name: String
    /// The run's strategy and seed; nil for an order that needs no run.
    let strategy: String?
    let seed: Int?
    /// Mean regret over the limits of MACs, a share.
    let regret: Double?
    /// Mean regret where the first networks of the order are trained once each before one is chosen, a share.
    let regretAfterTraining: Double?
    /// Regret without a limit, a share.
    let unconstrainedRegret: Double?
    /// Tau over all distinct networks.
    var tau: Double?
    /// Mean tau inside bins of about the same MACs.
    let tauInBins: Double?
    /// Tau among the fifth of the networks with the best published accuracies.
    var topFifth: Double?
    /// The mean, over networks of several encodings, of the deviation of these encodings' losses.
    var spread: Double?
    /// The order by accuracy instead of loss: tau, tau in bins, top fifth and regret; nil where there is one order only.
    var byAccuracy: (tau: Double?, tauInBins: Double?, topFifth: Double?, regret: Double?)?

    /// A run's order: by the mean loss of a network's encodings.
    ///
    /// - Parameter name: What the row is called; nil for the folder.
    init(_ scores: BenchmarkScores, in table: BenchmarkNetworks, named name: String? = nil) {
        let networks = table.networks
        self.init(
            name ?? scores.folder, table, networks.means(of: scores.losses).map { -$0 }, scores.strategy, scores.seed)
        let deviations = networks.encodings.compactMap { places in
            places.count > 1 ? SampleSpread(places.map { scores.losses[$0] })?.deviation : nil
        }
        spread = SampleSpread(deviations)?.mean
        let accuracies = networks.means(of: scores.accuracies)
        byAccuracy = (
            table.tau(of: accuracies), table.tauInBins(of: accuracies), table.tauOfTopFifth(of: accuracies),
            table.regret(of: accuracies)
        )
    }

    /// Any order.
    ///
    /// - Parameters:
    ///   - scores: Higher is better.
    ///   - second: Decides between equal scores where a network is chosen; tau knows the first ones only.
    init(
        _ name: String, _ table: BenchmarkNetworks, _ scores: [Double], then second: [Double]? = nil,
        _ strategy: String? = nil, _ seed: Int? = nil
    ) {
        self.name = name
        self.strategy = strategy
        self.seed = seed
        regret = table.regret(of: scores, then: second)
        regretAfterTraining = table.regretAfterTraining(of: scores, then: second)
        unconstrainedRegret = table.unconstrainedRegret(of: scores, then: second)
        tau = table.tau(of: scores)
        tauInBins = table.tauInBins(of: scores)
        topFifth = table.tauOfTopFifth(of: scores)
    }

    /// What is no order, but a tau to hold others against.
    private init(_ name: String, tau: Double) {
        self.name = name
        (strategy, seed, regret, regretAfterTraining, unconstrainedRegret, tauInBins) = (nil, nil, nil, nil, nil, nil)
        self.tau = tau
    }

    /// How well any order can agree with the means of the table, and how well two of its trainings do.
    private static func ceilings(of table: BenchmarkNetworks) -> [BenchmarkRow] {
        guard let agreement = table.agreement, let ceiling = table.ceiling else { return [] }
        return [
            BenchmarkRow("two single trainings", tau: agreement),
            BenchmarkRow("ceiling against the mean of \(table.trainings), estimated", tau: ceiling),
        ]
    }

    /// The orders that need no supernet.
    static func baselines(of table: BenchmarkNetworks) -> [BenchmarkRow] {
        let (blocks, macs) = (table.blocks.map { Double($0) }, table.macs.map { Double($0) })
        return [
            BenchmarkRow("most blocks, then most MACs", table, blocks, then: macs),
            BenchmarkRow("most MACs", table, macs),
            BenchmarkRow("random, expected", table, [Double](repeating: 0, count: macs.count)),
        ] + smoothedTruth(of: table) + ceilings(of: table)
    }

    /// What an additive model fitted to the table's own accuracies ranks: about what smoothing can reach at best.
    private static func smoothedTruth(of table: BenchmarkNetworks) -> [BenchmarkRow] {
        let (published, means) = (table.published, table.published.means)
        guard
            let smoothed = SmoothedScores(
                published.paths, of: published.space, losses: means.map { -$0 }, accuracies: means, pairs: false)
        else { return [] }
        return [BenchmarkRow("published accuracies, smoothed", table, table.networks.means(of: smoothed.accuracies))]
    }

    static let head = [
        "order", "strategy", "seed", "regret", "best of \(BenchmarkNetworks.candidates)", "without limit", "tau",
        "tau in bins", "top fifth", "spread of loss",
    ]

    var cells: [String] {
        [
            name, strategy ?? "-", seed.map { "\($0)" } ?? "-",
            CorrelationText.optional(regret, CorrelationText.points),
            CorrelationText.optional(regretAfterTraining, CorrelationText.points),
            CorrelationText.optional(unconstrainedRegret, CorrelationText.points), CorrelationText.optional(tau),
            CorrelationText.optional(tauInBins), CorrelationText.optional(topFifth), CorrelationText.optional(spread),
        ]
    }

    /// The row as JSON; accuracies as shares.
    var json: JSONValue {
        func number(_ value: Double?) -> JSONValue { value.map { JSONValue($0) } ?? .null }
        return [
            "name": .string(name), "strategy": strategy.map { .string($0) } ?? .null,
            "seed": seed.map { .integer($0) } ?? .null, "regret": number(regret),
            "regret_after_training": number(regretAfterTraining),
            "unconstrained_regret": number(unconstrainedRegret), "tau": number(tau), "tau_in_bins": number(tauInBins),
            "top_fifth": number(topFifth), "spread_of_loss": number(spread),
            "by_accuracy": byAccuracy.map {
                [
                    "tau": number($0.tau), "tau_in_bins": number($0.tauInBins), "top_fifth": number($0.topFifth),
                    "regret": number($0.regret),
                ]
            } ?? .null,
        ]
    }
}
