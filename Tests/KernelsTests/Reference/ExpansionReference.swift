import Kernels

/// An expansion `x W` and its batch norm: what follows for them from the covariance of `x`, and their gradients.
struct ExpansionReference {
    var inputChannels: Int
    var channels: Int

    /// `x W`: one sum an element.
    func expanded(_ x: [Estimate], weights: [Estimate]) -> [Estimate] {
        var result: [Estimate] = []
        result.reserveCapacity(x.count / inputChannels * channels)
        for row in stride(from: 0, to: x.count, by: inputChannels) {
            for c in 0..<channels {
                var sum = Sum()
                for i in 0..<inputChannels { sum.add(x[row + i] * weights[i * channels + c]) }
                result.append(sum.result())
            }
        }
        return result
    }

    /// The statistics of the expanded tensor, and `cov(x) W`.
    ///
    /// Their values are those of the expanded tensor itself, in two passes over it. Their errors are those of the way over
    /// the covariance `C`: where it errs by `E`, `C w` errs by `E |w|` and, each of its sums going through as many roundings
    /// as the input has channels, by `k u (|C| + E) |w|`; the products with `w` again are added without rounding, so the
    /// variance errs by `|w|^T (E + k u (|C| + E)) |w|`. That is small beside `|w|^T |C| |w|`, not beside the variance: a column
    /// that cancels loses what it cancels.
    func statistics(
        _ x: [Double], scatter: ScatterReference, weights: [Double], gamma: [Double], beta: [Double], epsilon: Double
    ) -> (projected: [Estimate], statistics: BatchNormalizationReference.Statistics) {
        let covariance = scatter.covariance
        var projected: [Estimate] = []
        for i in 0..<inputChannels {
            for c in 0..<channels {
                var sum = Sum()
                for j in 0..<inputChannels {
                    sum.add(covariance[i * inputChannels + j] * Estimate(weights[j * channels + c]))
                }
                projected.append(sum.result())
            }
        }
        var statistics = BatchNormalizationReference.Statistics()
        let rows = x.count / inputChannels
        for c in 0..<channels {
            let expanded = (0..<rows).map { row in
                (0..<inputChannels).reduce(0) { $0 + x[row * inputChannels + $1] * weights[$1 * channels + c] }
            }
            let mean = expanded.reduce(0, +) / Double(rows)
            let variance = expanded.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rows)
            var (meanError, varianceError) = (0.0, 0.0)
            for i in 0..<inputChannels {
                let weight = abs(weights[i * channels + c])
                meanError += weight * scatter.means[i].rounded(1).error
                varianceError += weight * projected[i * channels + c].error
            }
            statistics.add(
                mean: Estimate(mean, error: meanError), variance: Estimate(variance, error: varianceError),
                gamma: gamma[c], beta: beta[c], epsilon: epsilon)
        }
        return (projected, statistics)
    }
}
