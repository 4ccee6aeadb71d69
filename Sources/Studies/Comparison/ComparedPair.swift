import Analysis
import Documents

/// The first row of a comparison against another one, by the seeds that both have.
struct ComparedPair {
    /// The label of the first row.
    let first: String
    /// The label of the other row.
    let other: String
    /// The other row's place in the table, from 1.
    let row: Int
    /// The seeds that both have.
    let seeds: [Int]
    /// Top-1 accuracy of the first row less that of the other, a share.
    let difference: PairedDifference
    /// Keys of the retraining and of the pictures' augmentation in which the rows differ, so that the difference is not
    /// the network's alone.
    let confounders: [String]
    /// Whether the supernets of a pair have cost as much, by the corrected count and within 1 %; nil where one has none.
    let isAtEqualCost: Bool?

    /// A label that is longer is not repeated below the table.
    private static let longest = 40

    /// Pairs the first row and another one; nil where no seed has an accuracy in both.
    init?(_ first: ComparedRow, _ other: ComparedRow, row: Int) {
        let pairs = first.runs.compactMap { run -> (seed: Int, difference: Double, costs: [Double])? in
            guard let partner = other.runs.first(where: { $0.seeds == run.seeds }), let one = run.values[.top1],
                let two = partner.values[.top1]
            else { return nil }
            return (run.seed, one - two, [run, partner].compactMap { $0.values[.correctedImages] })
        }
        guard let difference = PairedDifference(pairs.map(\.difference)) else { return nil }
        self.first = first.label
        self.other = other.label
        self.row = row
        seeds = pairs.map(\.seed)
        self.difference = difference
        isAtEqualCost =
            pairs.allSatisfy { $0.costs.count == 2 }
            ? pairs.allSatisfy { abs($0.costs[0] - $0.costs[1]) <= 0.01 * max($0.costs[0], $0.costs[1]) } : nil
        confounders = first.runs[0].keys.filter { key, value in
            (key.hasPrefix("retrain.") || key.hasPrefix("data.") || key == "supernet.normalization_batch")
                && other.runs[0].keys.contains { $0.key == key && $0.value != value }
        }.map(\.key)
    }

    /// The difference in percentage points, for people.
    var text: String {
        func points(_ share: Double) -> String { (share < 0 ? "" : "+") + (share * 100).decimal(places: 2) }
        let interval = difference.interval.map { "\(points($0.lowerBound)) to \(points($0.upperBound))" } ?? "none"
        let doubt =
            confounders.isEmpty
            ? "" : "; not by the network alone, since they also differ in \(confounders.joined(separator: ", "))"
        let cost = isAtEqualCost == false ? "; the supernets have not cost as much" : ""
        func name(_ label: String, _ row: Int) -> String { label.count > Self.longest ? "row \(row)" : label }
        return
            "\(name(first, 1)) minus \(name(other, row)): \(points(difference.spread.mean)) points of top-1 over \(seeds.count) "
            + "\(seeds.count == 1 ? "pair" : "pairs"), "
            + "95 % interval \(interval): \(difference.verdict.rawValue)\(doubt)\(cost)"
    }

    /// The pair as JSON; accuracies as shares.
    var json: JSONValue {
        [
            "first": .string(first), "other": .string(other), "seeds": .array(seeds.map { .integer($0) }),
            "mean": JSONValue(difference.spread.mean),
            "deviation": difference.spread.deviation.map { JSONValue($0) } ?? .null,
            "interval": difference.interval.map { [JSONValue($0.lowerBound), JSONValue($0.upperBound)] } ?? .null,
            "confidence": JSONValue(PairedDifference.confidence),
            "verdict": .string(difference.verdict.rawValue),
            "equal_cost": isAtEqualCost.map { .bool($0) } ?? .null,
            "also_differ_in": .array(confounders.map { .string($0) }),
        ]
    }
}
