/// Theorem 1 of GreedyNAS: how probably at least k of m sampled paths are good.
///
/// You et al., CVPR 2020, Eq. 1.
/// The m paths are drawn independently; each is good with probability `goodShare`.
public struct BinomialTheorem: Hashable, Sendable {
    /// The paths drawn.
    public let m: Int
    /// The good paths asked for.
    public let k: Int
    /// The probability that a drawn path is good, q = |A_good| / |A| where no pool is used.
    public let goodShare: Double

    /// The question of m draws, at least k of which are to be good.
    ///
    /// - Precondition: `m >= 0`, `0 <= k <= m`, and `goodShare` in [0, 1].
    public init(m: Int, k: Int, goodShare: Double) {
        precondition(0 <= k && k <= m, "at least \(k) of \(m) paths cannot be asked for")
        precondition((0...1).contains(goodShare), "a share of \(goodShare) is not one of a whole")
        self.m = m
        self.k = k
        self.goodShare = goodShare
    }

    /// The probability that a path is good when it comes from the pool with probability epsilon.
    ///
    /// Eq. 2:
    /// q' = epsilon * purity + (1 - epsilon) * q
    ///
    /// - Parameters:
    ///   - epsilon: The probability of the pool, in [0, 1].
    ///   - purity: The share of good paths in the pool, in [0, 1]; the paper takes 1.
    ///   - spaceShare: The share of good paths in the space, in [0, 1].
    public static func mixedShare(epsilon: Double, purity: Double, spaceShare: Double) -> Double {
        min(1, epsilon * purity + (1 - epsilon) * spaceShare)
    }

    /// The probability that at least k of the m paths are good.
    ///
    /// It is the sum over j = k ... m of C(m, j) q^j (1 - q)^(m - j).
    /// The terms are taken relative to the largest one, by the ratio of neighbours, and divided by the sum of all: so no
    /// binomial coefficient overflows and no power underflows before its term is negligible, for m in the thousands too.
    ///
    /// - Complexity: O(m).
    public var probability: Double {
        if k == 0 { return 1 }
        if goodShare == 0 { return 0 }
        if goodShare == 1 { return 1 }
        let odds = goodShare / (1 - goodShare)
        let mode = min(m, Int(Double(m + 1) * goodShare))
        var terms = [Double](repeating: 0, count: m + 1)
        terms[mode] = 1
        for j in stride(from: mode, to: m, by: 1) {
            terms[j + 1] = terms[j] * Double(m - j) / Double(j + 1) * odds
        }
        for j in stride(from: mode, to: 0, by: -1) {
            terms[j - 1] = terms[j] * Double(j) / Double(m - j + 1) / odds
        }
        // From the small terms to the large ones, so that no small one is lost.
        let ascending = { (terms: ArraySlice<Double>) in terms.sorted().reduce(0, +) }
        let tail = ascending(terms[k...])
        let rest = ascending(terms[..<k])
        return tail / (tail + rest)
    }
}
