/// Where a share lies that was estimated by counting: the 95 % interval of Wilson (JASA 22, 1927).
///
/// Unlike a deviation either way it stays within 0 and 1, and tells something where all or none were counted.
public struct WilsonInterval: Hashable, Sendable {
    /// The lower end, in [0, 1].
    public let lower: Double
    /// The upper end, in [0, 1].
    public let upper: Double

    /// The interval of a share.
    ///
    /// - Parameters:
    ///   - share: The share that was counted, in [0, 1].
    ///   - count: Of how many; positive.
    public init(share: Double, of count: Int) {
        precondition(count > 0 && (0...1).contains(share), "a share is counted of something")
        // The quantile of the standard normal distribution at 97.5 %.
        let z = 1.959963984540054
        let n = Double(count)
        let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        // Rounding must not lead beyond what is possible.
        lower = max(0, middle - half)
        upper = min(1, middle + half)
    }
}
