/// How many of the best by one score are among the best by another.
public enum PrecisionAtK {
    /// The share of the k best by a score that are among the k best by the reference.
    ///
    /// - Parameters:
    ///   - scores: Higher is better; of equal ones the earlier is taken for the better.
    ///   - reference: The scores that are trusted, in the same order, compared in the same way.
    ///   - k: How many are the best, from 1 to the number of scores.
    /// - Returns: A share in [0, 1]; k over the number of scores where the two know nothing of each other.
    /// - Precondition: Both lists have the same number of elements, none of them a NaN, and k is within its bounds.
    public static func share(of scores: [Double], against reference: [Double], k: Int) -> Double {
        precondition(scores.count == reference.count && 1...max(1, scores.count) ~= k)
        let common = Set(best(k, of: scores)).intersection(best(k, of: reference))
        return Double(common.count) / Double(k)
    }

    /// The places of the k highest scores.
    private static func best(_ k: Int, of scores: [Double]) -> ArraySlice<Int> {
        scores.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) }.prefix(k)
    }
}
