import Analysis
public import Architecture
import Documents
import RunFiles

/// Whole networks measured beside what the sum of their parts predicts.
public struct LatencyCheck: Hashable, Sendable {
    /// The networks.
    public let paths: [Path]
    /// The sums of the table, in seconds for one picture.
    public let predicted: [Double]
    /// The measured times.
    public let measured: [MeasuredTime]

    /// Holds what was predicted of some networks against what was measured.
    package init(paths: [Path], predicted: [Double], measured: [MeasuredTime]) {
        self.paths = paths
        self.predicted = predicted
        self.measured = measured
    }

    /// The mean over the networks of the error as a share of the measured time.
    public var meanRelativeError: Double {
        let errors = zip(predicted, measured).map { abs($0 - $1.seconds) / $1.seconds }
        return errors.reduce(0, +) / Double(errors.count)
    }

    /// Spearman's rho of predicted against measured times; nil where there is no order.
    public var spearman: Double? { RankCorrelation.spearman(predicted, measured.map(\.seconds)) }

    /// The check as a part of the table's file.
    func json(space: SearchSpace) -> JSONValue {
        [
            "networks": .array(
                paths.indices.map { index in
                    [
                        RunKey.choices: JSONValue(paths[index]),
                        "predicted": JSONValue(predicted[index]), "measured": JSONValue(measured[index].seconds),
                        "spread": JSONValue(measured[index].spread),
                    ]
                }),
            "mean_relative_error": JSONValue(meanRelativeError),
            "spearman": spearman.map { JSONValue($0) } ?? .null,
        ]
    }
}
