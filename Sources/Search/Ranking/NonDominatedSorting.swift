/// Fast non-dominated sorting by constraint domination.
///
/// Deb et al., 2002, sections III.A and VI.
public enum NonDominatedSorting {
    /// Divides evaluations into fronts: the first are dominated by none, the second only by the first, and so on.
    ///
    /// Evaluations with the same objectives share a front; so do those that break the limits by the same amount.
    ///
    /// - Parameter evaluations: What is sorted; all with the same number of objectives.
    /// - Returns: Places in `evaluations`, ascending within each front; no front is empty.
    /// - Complexity: n^2 comparisons of n evaluations.
    public static func fronts(of evaluations: [Evaluation]) -> [[Int]] {
        var dominated = [[Int]](repeating: [], count: evaluations.count)
        var dominators = [Int](repeating: 0, count: evaluations.count)
        for first in evaluations.indices {
            for second in evaluations.indices.dropFirst(first + 1) {
                if evaluations[first].dominates(evaluations[second]) {
                    dominated[first].append(second)
                    dominators[second] += 1
                } else if evaluations[second].dominates(evaluations[first]) {
                    dominated[second].append(first)
                    dominators[first] += 1
                }
            }
        }
        var fronts: [[Int]] = []
        var front = evaluations.indices.filter { dominators[$0] == 0 }
        while !front.isEmpty {
            var next: [Int] = []
            for place in front {
                for worse in dominated[place] {
                    dominators[worse] -= 1
                    if dominators[worse] == 0 { next.append(worse) }
                }
            }
            fronts.append(front)
            front = next.sorted()
        }
        return fronts
    }
}
