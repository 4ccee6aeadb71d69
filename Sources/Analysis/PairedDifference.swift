/// How far one method lies above another, by pairs of runs that have a seed in common.
///
/// The interval is that of Student's t over the differences, so it takes them for independent draws of one normal
/// distribution, which nothing but the seeds varies.
public struct PairedDifference: Hashable, Sendable {
    /// What the interval says.
    public enum Verdict: String, Sendable {
        /// It lies above 0.
        case above
        /// It lies below 0.
        case below
        /// It contains 0, is a single point, or there is none.
        case notDecided = "not decided"
    }

    /// The share of such intervals that contain the true difference.
    public static let confidence = 0.95

    /// The number of pairs, the mean difference and its deviation.
    public let spread: SampleSpread

    /// Takes the differences of the pairs; nil where there are none.
    public init?(_ differences: [Double]) {
        guard let spread = SampleSpread(differences) else { return nil }
        self.spread = spread
    }

    /// The ends of the interval; nil for one pair, of which no spread is known.
    public var interval: ClosedRange<Double>? {
        guard let deviation = spread.deviation else { return nil }
        let factor = StudentT(freedom: spread.count - 1).bound(containing: Self.confidence)
        let half = factor * deviation / Double(spread.count).squareRoot()
        return spread.mean - half...spread.mean + half
    }

    /// Whether the interval excludes 0, and on which side it lies.
    public var verdict: Verdict {
        // Differences without any spread are a coincidence of few pairs, not a certainty.
        guard let interval, interval.lowerBound < interval.upperBound, !interval.contains(0) else { return .notDecided }
        return interval.lowerBound > 0 ? .above : .below
    }
}
