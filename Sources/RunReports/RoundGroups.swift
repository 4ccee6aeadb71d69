import Reporting
import RunFiles

/// The rounds of a training in groups of consecutive ones, so that the curve of a long training has few points.
struct RoundGroups {
    /// The groups, the last one perhaps smaller.
    let groups: [ArraySlice<RoundEvent>]
    /// The rounds in a group.
    let size: Int

    /// The most points of a curve.
    private static let most = 100

    /// Divides rounds into groups of one size, the smallest that gives no more groups than a curve has points.
    init(_ rounds: [RoundEvent]) {
        let size = max(1, (rounds.count + Self.most - 1) / Self.most)
        self.size = size
        groups = stride(from: 0, to: rounds.count, by: size).map { rounds[$0..<min($0 + size, rounds.count)] }
    }

    /// What a point of a curve is, a sentence for the notes.
    var note: String { size == 1 ? "A point is a round." : "A point is the mean over \(size) rounds." }

    /// The last rounds of the groups, where a curve has its points.
    var ends: Set<Int> { Set(groups.compactMap { $0.last?.round }) }

    /// A curve of means over the groups, placed at their last rounds; nil where no round has the value.
    func series(
        _ name: String, style: Series.Style = .line, color: Int, value: (RoundEvent) -> Double?
    ) -> Series? {
        let points = groups.compactMap { group -> Series.Point? in
            guard let last = group.last else { return nil }
            return Series.Point(Double(last.round), Self.mean(group.compactMap(value)) ?? .nan)
        }
        guard points.contains(where: { $0.y.isFinite }) else { return nil }
        return Series(name, style: style, color: color, points: points)
    }

    /// The mean of some values; nil where there are none.
    static func mean(_ values: some Collection<Double>) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}
