/// How many values lie in each of some equally wide bins.
public struct Histogram: Sendable, Hashable {
    /// The edges of the bins, ascending: one more than there are bins.
    public let edges: [Double]
    /// The values in each bin.
    public let counts: [Int]

    /// Edges of bins that hold all of some values.
    ///
    /// - Parameter values: The values; those that are not finite do not count.
    /// - Parameter bins: About how many bins there are to be.
    public static func edges(for values: [Double], bins: Int) -> [Double] {
        let scale = Scale(covering: values)
        let width = scale.domain.upperBound - scale.domain.lowerBound
        // Whole divisions of the marked steps, so that marks and edges meet.
        let steps = max(1, (width / scale.step).rounded())
        let count = Int(steps) * max(1, Int((Double(bins) / steps).rounded()))
        return (0...count).map { scale.domain.lowerBound + width * Double($0) / Double(count) }
    }

    /// Counts values; the upper edge of a bin belongs to the next one, that of the last bin to itself.
    ///
    /// - Parameters:
    ///   - values: The values; those outside the edges, or not finite, are in no bin.
    ///   - edges: The edges, ascending and equally far apart, at least two.
    public init(_ values: [Double], edges: [Double]) {
        precondition(edges.count >= 2, "a histogram needs a bin")
        let low = edges[0]
        let high = edges[edges.count - 1]
        var counts = [Int](repeating: 0, count: edges.count - 1)
        for value in values where (low...high).contains(value) {
            let place = (value - low) / (high - low) * Double(counts.count)
            counts[min(counts.count - 1, Int(place))] += 1
        }
        self.edges = edges
        self.counts = counts
    }

    /// The outline: shares of all counted values, in percent, as steps from the first edge to the last.
    public var outline: [Series.Point] {
        let total = Double(max(1, counts.reduce(0, +)))
        let steps = counts.indices.flatMap { bin -> [Series.Point] in
            let share = Double(counts[bin]) / total * 100
            return [Series.Point(edges[bin], share), Series.Point(edges[bin + 1], share)]
        }
        return [Series.Point(edges[0], 0)] + steps + [Series.Point(edges[edges.count - 1], 0)]
    }
}
