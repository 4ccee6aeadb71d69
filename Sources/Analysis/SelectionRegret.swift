/// What it costs to choose by one score when another one counts.
public enum SelectionRegret {
    /// The reference's best less the reference of the one that the scores put first.
    ///
    /// - Parameters:
    ///   - scores: Higher is better; of equal ones the earlier is chosen.
    ///   - reference: The scores that count, in the same order, higher better too.
    /// - Returns: 0 or more, in the unit of the reference; nil for empty lists, of which nothing can be chosen.
    /// - Precondition: Both lists have the same number of elements, none of them a NaN.
    public static func regret(of scores: [Double], against reference: [Double]) -> Double? {
        precondition(scores.count == reference.count)
        guard let best = reference.max(), let chosen = scores.indices.min(by: { scores[$0] > scores[$1] }) else {
            return nil
        }
        return best - reference[chosen]
    }
}
