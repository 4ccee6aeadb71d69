/// How well two lists of numbers agree on an order.
public enum RankCorrelation {
    /// Spearman's rho: the correlation of the ranks, equal numbers sharing the mean of theirs.
    ///
    /// - Returns: A number from -1 to 1; nil where a list has fewer than two different numbers, so that it has no order.
    /// - Precondition: Both lists have the same number of elements, none of them a NaN.
    public static func spearman(_ first: [Double], _ second: [Double]) -> Double? {
        precondition(first.count == second.count, "two lists of different lengths have no rank correlation")
        let (one, other) = (ranks(first), ranks(second))
        // The mean of all ranks, whatever numbers are equal.
        let mean = Double(first.count + 1) / 2
        func product(_ left: [Double], _ right: [Double]) -> Double {
            zip(left, right).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
        }
        let scale = (product(one, one) * product(other, other)).squareRoot()
        return scale > 0 ? product(one, other) / scale : nil
    }

    /// The place of each number in ascending order, counted from 1; equal numbers share the mean of their places.
    static func ranks(_ numbers: [Double]) -> [Double] {
        let order = numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
        var ranks = [Double](repeating: 0, count: numbers.count)
        var start = 0
        while start < order.count {
            var end = start
            while end < order.count, numbers[order[end]] == numbers[order[start]] { end += 1 }
            for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
            start = end
        }
        return ranks
    }
}
