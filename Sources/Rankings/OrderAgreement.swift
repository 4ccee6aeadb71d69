import Analysis
import Documents

/// How well the order by one score agrees with the order by another one, with bootstrap intervals over the paths.
struct OrderAgreement {
    /// A rank correlation; nil where a list is constant or has one element.
    struct Measure {
        let value: Double?
        let bootstrap: Bootstrap

        init(
            _ first: [Double], _ second: [Double], seed: UInt64, _ statistic: ([Double], [Double]) -> Double?
        ) {
            value = statistic(first, second)
            bootstrap = Bootstrap(first, second, seed: seed, statistic: statistic)
        }

        /// The value with its interval, for people.
        var text: String {
            guard let value else { return "-" }
            let interval = bootstrap.interval.map {
                " (\(CorrelationText.number($0.lowerBound)) to \(CorrelationText.number($0.upperBound)))"
            }
            return CorrelationText.number(value) + (interval ?? "")
        }

        var json: JSONValue {
            [
                "value": value.map { JSONValue($0) } ?? .null,
                "interval": value == nil
                    ? .null : bootstrap.interval.map { [JSONValue($0.lowerBound), JSONValue($0.upperBound)] } ?? .null,
                "resamples_without_value": .integer(bootstrap.withoutValue),
            ]
        }
    }

    /// Spearman's rho.
    let spearman: Measure
    /// Kendall's tau-b.
    let kendall: Measure

    /// Compares two scores of the same paths.
    init(_ first: [Double], _ second: [Double], seed: UInt64) {
        spearman = Measure(first, second, seed: seed, RankCorrelation.spearman)
        kendall = Measure(first, second, seed: seed, RankCorrelation.kendall)
    }

    var json: JSONValue { ["spearman": spearman.json, "kendall": kendall.json] }
}
