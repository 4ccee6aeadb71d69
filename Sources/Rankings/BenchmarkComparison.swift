import Documents

/// Supernets' rankings of the distinct networks, with those that the table itself gives.
struct BenchmarkComparison {
    private let table: BenchmarkNetworks
    private let rows: [BenchmarkRow]
    /// For each row the order by what models say that are fitted to its scores.
    private let smoothedRows: [BenchmarkRow]
    /// How the models were fitted.
    private let smoothings: [JSONValue]
    private let baselines: [BenchmarkRow]
    private let pairs: [BenchmarkPair]
    private let smoothedPairs: [BenchmarkPair]
    private let strategies: [String]

    /// Compares scores with a table.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - scores: Each run's, of all paths of the table.
    ///   - mayHavePairs: Whether the models that smooth may know pairs of neighbouring layers.
    init(_ table: BenchmarkNetworks, _ scores: [BenchmarkScores], pairs mayHavePairs: Bool = false) {
        self.table = table
        let rows = scores.map { BenchmarkRow($0, in: table) }
        let strategies = rows.compactMap(\.strategy).reduce(into: [String]()) { list, strategy in
            if !list.contains(strategy) { list.append(strategy) }
        }
        let smoothed = scores.map { $0.smoothed(in: table.published, pairs: mayHavePairs) }
        let smoothedRows = smoothed.map { BenchmarkRow($0.scores, in: table, named: "\($0.scores.folder), smoothed") }
        self.rows = rows
        self.smoothedRows = smoothedRows
        smoothings = smoothed.map(\.model)
        self.strategies = strategies
        baselines = BenchmarkRow.baselines(of: table)
        pairs = strategies.dropFirst().compactMap { BenchmarkPair(strategies[0], $0, rows: rows) }
        smoothedPairs = strategies.dropFirst().compactMap { BenchmarkPair(strategies[0], $0, rows: smoothedRows) }
    }

    /// The table, what it means, and the pairs of strategies.
    func parts(isMarkdown: Bool) -> [String] {
        [
            CorrelationText.table(
                [BenchmarkRow.head] + (zip(rows, smoothedRows).flatMap { [$0, $1] } + baselines).map(\.cells),
                isMarkdown: isMarkdown), explanation,
        ]
            + (pairs.map(\.text) + smoothedPairs.map { "Smoothed, \($0.text)" } + unpaired).map {
                (isMarkdown ? "- " : "") + $0
            }
    }

    /// The strategies that cannot be paired with the first one.
    private var unpaired: [String] {
        strategies.dropFirst().filter { strategy in !pairs.contains { $0.other == strategy } }.map { strategy in
            "\(strategies[0]) and \(strategy) make no pairs: expected a common seed, and no seed of a strategy twice."
        }
    }

    private var explanation: String {
        let limits = table.limits.map(UnitScale.count.text).joined(separator: ", ")
        let paths = table.published.paths.count.counted("path")
        return "Against the published accuracies of \(table.published.file): \(paths), "
            + "\(table.macs.count) distinct networks, a network's score the mean loss of its encodings. Regret: points of "
            + "accuracy below the best network of at most \(limits) MACs at width 1, mean over the limits. Best of "
            + "\(BenchmarkNetworks.candidates): the same where the first \(BenchmarkNetworks.candidates) networks of the order "
            + "are trained once each, as the table's trainings went, and the best is chosen. Tau in bins: mean over "
            + "the \(table.bins.count) bins of \(UnitScale.count.text(of: table.binWidth)) MACs with "
            + "\(BenchmarkNetworks.leastInBin) networks or more. Top fifth: "
            + "tau among the \((table.macs.count + 4) / 5) networks with the best published accuracies. Smoothed: by what an "
            + "additive model of the layers' choices says of each path that is fitted to all of its run's scores. "
            + "Spread: deviation among the encodings of one network, mean. Most blocks: MACs decide the choice among equals, and tau "
            + "is that of the number of blocks alone."
    }

    /// Everything as JSON.
    var json: JSONValue {
        [
            "file": .string(table.published.file), "paths": .integer(table.published.paths.count),
            "networks": .integer(table.macs.count), "bins": .integer(table.bins.count),
            "limits": .array(table.limits.map { .integer($0) }),
            "rows": .array(
                rows.indices.map { index in
                    rows[index].json.setting(
                        "smoothed", to: smoothedRows[index].json.setting("model", to: smoothings[index]))
                }),
            "baselines": .array(baselines.map(\.json)), "pairs": .array(pairs.map(\.json)),
            "smoothed_pairs": .array(smoothedPairs.map(\.json)),
        ]
    }
}
