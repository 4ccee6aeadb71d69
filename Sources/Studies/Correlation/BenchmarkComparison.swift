import Documents

/// Supernets' orders of the distinct networks beside those that the table itself gives.
struct BenchmarkComparison {
    private let table: BenchmarkNetworks
    private let rows: [BenchmarkRow]
    private let baselines: [BenchmarkRow]
    private let pairs: [BenchmarkPair]
    private let strategies: [String]

    /// Holds scores against a table.
    init(_ table: BenchmarkNetworks, _ scores: [BenchmarkScores]) {
        self.table = table
        let rows = scores.map { BenchmarkRow($0, in: table) }
        let strategies = rows.compactMap(\.strategy).reduce(into: [String]()) { list, strategy in
            if !list.contains(strategy) { list.append(strategy) }
        }
        self.rows = rows
        self.strategies = strategies
        baselines = BenchmarkRow.baselines(of: table)
        pairs = strategies.dropFirst().compactMap { BenchmarkPair(strategies[0], $0, rows: rows) }
    }

    /// The table, what it means, and the pairs of strategies.
    func parts(isMarkdown: Bool) -> [String] {
        [
            CorrelationText.table(
                [BenchmarkRow.head] + (rows + baselines).map(\.cells), isMarkdown: isMarkdown), explanation,
        ] + (pairs.map(\.text) + unpaired).map { (isMarkdown ? "- " : "") + $0 }
    }

    /// The strategies that cannot be paired with the first one.
    private var unpaired: [String] {
        strategies.dropFirst().filter { strategy in !pairs.contains { $0.other == strategy } }.map { strategy in
            "\(strategies[0]) and \(strategy) make no pairs: expected a common seed, and no seed of a strategy twice."
        }
    }

    private var explanation: String {
        let limits = BenchmarkNetworks.limits.map { $0 / 1_000_000 }
        return "Against the published accuracies of \(table.published.file): \(table.published.paths.count) paths, "
            + "\(table.macs.count) distinct networks, a network's score the mean loss of its encodings. Regret: points of "
            + "accuracy below the best network of at most \(limits[0]), \(limits[1]) ... \(limits[limits.count - 1])M MACs "
            + "at width 1, mean over the limits. Tau in bins: mean over the \(table.bins.count) bins of "
            + "\(BenchmarkNetworks.binWidth / 1_000_000)M MACs with \(BenchmarkNetworks.leastInBin) networks or more. Spread: "
            + "deviation among the encodings of one network, mean. Most blocks: MACs decide the choice among equals, and tau "
            + "is that of the number of blocks alone."
    }

    /// Everything as JSON.
    var json: JSONValue {
        [
            "file": .string(table.published.file), "paths": .integer(table.published.paths.count),
            "networks": .integer(table.macs.count), "bins": .integer(table.bins.count),
            "limits": .array(BenchmarkNetworks.limits.map { .integer($0) }), "rows": .array(rows.map(\.json)),
            "baselines": .array(baselines.map(\.json)), "pairs": .array(pairs.map(\.json)),
        ]
    }
}
