extension RankCorrelation {
    /// Kendall's tau-b among the best by the reference: whether an order tells the good from the very good.
    ///
    /// - Parameters:
    ///   - scores: Higher is better.
    ///   - reference: The scores that are trusted, in the same order, higher better too; of equal ones the earlier is taken for
    ///     the better.
    ///   - share: How many of the elements are the best, above 0 and at most 1; rounded up.
    /// - Returns: A number from -1 to 1; nil where the best have no order by one of the two.
    /// - Precondition: Both lists have the same number of elements, none of them a NaN.
    public static func kendall(_ scores: [Double], _ reference: [Double], amongBest share: Double) -> Double? {
        precondition(scores.count == reference.count && share > 0 && share <= 1)
        let count = Int((share * Double(reference.count)).rounded(.up))
        let best = reference.indices.sorted { (-reference[$0], $0) < (-reference[$1], $1) }.prefix(count)
        return kendall(best.map { scores[$0] }, best.map { reference[$0] })
    }
}
