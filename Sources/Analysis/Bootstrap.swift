internal import Reproducibility

/// How far a statistic of pairs would move if other pairs had been drawn: the percentile interval of the bootstrap.
///
/// Pairs are drawn with replacement, as many as there are, again and again (Efron and Tibshirani, An Introduction to the
/// Bootstrap, 1993, chapter 13). The interval knows of the choice of pairs alone, not of anything that made the numbers.
public struct Bootstrap: Hashable, Sendable {
    /// The share of resamples within the interval.
    public static let confidence = 0.95

    /// The middle 95 % of the resamples' values, ends interpolated; nil where no resample has a value.
    public let interval: ClosedRange<Double>?
    /// Resamples that were drawn.
    public let resamples: Int
    /// Resamples that have no value, such as the rank correlation of a constant: left out of the interval.
    public let withoutValue: Int

    /// Draws resamples and takes the statistic of each.
    ///
    /// - Parameters:
    ///   - first: One number of each pair.
    ///   - second: The other number of each pair; the same number of elements.
    ///   - resamples: How many times to draw.
    ///   - seed: Decides the draws: the same seed and number of pairs, the same draws whatever the numbers.
    ///   - statistic: Of two lists of the same length; nil where they have no value.
    /// - Precondition: Both lists have the same number of elements, and `resamples` is positive.
    public init(
        _ first: [Double], _ second: [Double], resamples: Int = 1000, seed: UInt64,
        statistic: ([Double], [Double]) -> Double?
    ) {
        precondition(first.count == second.count && resamples > 0, "a bootstrap needs pairs and resamples")
        var values: [Double] = []
        var (one, other) = (first, second)
        for resample in 0..<resamples {
            var stream = RandomStream(seed: seed, purpose: .bootstrap, round: resample)
            for place in first.indices {
                let drawn = stream.integer(below: first.count)
                one[place] = first[drawn]
                other[place] = second[drawn]
            }
            if let value = statistic(one, other) { values.append(value) }
        }
        values.sort()
        self.resamples = resamples
        withoutValue = resamples - values.count
        let tail = (1 - Self.confidence) / 2
        interval =
            values.isEmpty ? nil : Self.quantile(tail, of: values)...Self.quantile(1 - tail, of: values)
    }

    /// The number below which a share of sorted numbers lies, interpolated between neighbours.
    static func quantile(_ share: Double, of sorted: [Double]) -> Double {
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
    }
}
