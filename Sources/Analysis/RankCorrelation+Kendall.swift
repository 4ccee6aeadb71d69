extension RankCorrelation {
    /// Kendall's tau-b: pairs that agree on the order less pairs that do not, over what there could be without ties.
    ///
    /// Discordant pairs are the exchanges of a merge sort (Knight, Journal of the American Statistical Association, 1966).
    ///
    /// - Returns: A number from -1 to 1; nil where a list has fewer than two different numbers, so that it has no order.
    /// - Precondition: Both lists have the same number of elements, none of them a NaN.
    /// - Complexity: O(n log n).
    public static func kendall(_ first: [Double], _ second: [Double]) -> Double? {
        precondition(first.count == second.count, "two lists of different lengths have no rank correlation")
        let pairs = zip(first, second).sorted { $0 < $1 }
        let tiedInFirst = tiedPairs(pairs) { $0.0 == $1.0 }
        let tiedInBoth = tiedPairs(pairs) { $0 == $1 }
        var ordered = pairs.map(\.1)
        let discordant = exchanges(sorting: &ordered)
        let tiedInSecond = tiedPairs(ordered, by: ==)
        let all = pairs.count * (pairs.count - 1) / 2
        let (one, other) = (all - tiedInFirst, all - tiedInSecond)
        guard one > 0, other > 0 else { return nil }
        let difference = all - tiedInFirst - tiedInSecond + tiedInBoth - 2 * discordant
        // The root of the product, so that lists which agree give 1 and not a number beside it.
        return Double(difference) / (Double(one) * Double(other)).squareRoot()
    }

    /// The number of pairs of equal elements in a list in which equal ones are neighbours.
    private static func tiedPairs<Element>(_ sorted: [Element], by areEqual: (Element, Element) -> Bool) -> Int {
        var pairs = 0
        var run = 0
        for index in sorted.indices.dropFirst() {
            run = areEqual(sorted[index - 1], sorted[index]) ? run + 1 : 0
            pairs += run
        }
        return pairs
    }

    /// Sorts by merging, and counts the pairs that stood in descending order.
    private static func exchanges(sorting numbers: inout [Double]) -> Int {
        var count = 0
        var merged = numbers
        var width = 1
        while width < numbers.count {
            for start in stride(from: 0, to: numbers.count, by: 2 * width) {
                let middle = min(start + width, numbers.count)
                let end = min(start + 2 * width, numbers.count)
                var (left, right) = (start, middle)
                for place in start..<end {
                    if left < middle, right == end || numbers[left] <= numbers[right] {
                        merged[place] = numbers[left]
                        left += 1
                    } else {
                        merged[place] = numbers[right]
                        right += 1
                        count += middle - left
                    }
                }
            }
            swap(&numbers, &merged)
            width *= 2
        }
        return count
    }
}
