import Architecture

/// How much of the space between an ideal and a reference point a set dominates: the S metric of Zitzler and Thiele (PPSN
/// 1998), as a share.
///
/// A front that moves forward anywhere has more of it, and nothing but a front that does.
public struct Hypervolume: Sendable, Hashable {
    /// The best that each objective can be.
    public let ideal: [Double]
    /// The value that each objective is compared with; whatever is not better than that in all of them counts for nothing.
    public let reference: [Double]

    /// A box between two points.
    ///
    /// - Precondition: Both have as many numbers, at least one, and the reference is above the ideal in each.
    public init(ideal: [Double], reference: [Double]) {
        precondition(
            ideal.count == reference.count && !ideal.isEmpty && zip(ideal, reference).allSatisfy { $0 < $1 },
            "a reference point lies above the ideal one in each objective")
        self.ideal = ideal
        self.reference = reference
    }

    /// The share of the box that some points dominate, in [0, 1].
    ///
    /// - Parameter points: Objectives, each as many as the box has.
    /// - Complexity: n log n for two objectives, and n times as much for each further one.
    public func share(of points: [[Double]]) -> Double {
        let scaled = points.map { point in
            point.indices.map { max(0, (point[$0] - ideal[$0]) / (reference[$0] - ideal[$0])) }
        }
        return Self.volume(scaled.filter { $0.allSatisfy { $0 < 1 } }[...], objectives: ideal.count)
    }

    /// The volume below the point of ones that points dominate by their first objectives.
    private static func volume(_ points: ArraySlice<[Double]>, objectives: Int) -> Double {
        if objectives == 1 { return 1 - (points.map { $0[0] }.min() ?? 1) }
        let last = objectives - 1
        let sorted = points.sorted { $0[last] < $1[last] }
        if objectives == 2 {
            var (volume, least) = (0.0, 1.0)
            for (place, point) in sorted.enumerated() {
                least = min(least, point[0])
                let next = place + 1 < sorted.count ? sorted[place + 1][last] : 1
                volume += (next - point[last]) * (1 - least)
            }
            return volume
        }
        // Slice by slice along the last objective.
        return sorted.indices.reduce(0) { volume, place in
            let depth = (place + 1 < sorted.count ? sorted[place + 1][last] : 1) - sorted[place][last]
            return depth > 0 ? volume + depth * Self.volume(sorted[...place], objectives: last) : volume
        }
    }
}
