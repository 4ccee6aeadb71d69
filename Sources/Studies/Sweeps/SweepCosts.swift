import Analysis
import Documents
import Reporting
import Scenarios

/// What the combinations of a sweep gave for what they cost: one figure against the corrected cost.
struct SweepCosts {
    private struct Point {
        let name: String
        let cost: Double
        let mean: Double
        let deviation: Double?
        let count: Int
    }

    private let measure: SweepMeasure
    private let cost: SweepMeasure
    private let points: [Point]

    /// Puts the finished runs over their costs; nil where all cost the same, or have the same figure.
    ///
    /// - Parameters:
    ///   - table: The sweep.
    ///   - measure: The figure.
    init?(_ table: SweepTable, measure: SweepMeasure) {
        guard let cost = table.measures.first(where: { $0.name == SweepMeasure.correctedCost }) else { return nil }
        let words = SweepWords(table.keys)
        let points = SweepSeeds.groups(of: table.rows, keys: table.keys).compactMap { group -> Point? in
            guard let spread = group.spread(of: measure), let paid = group.spread(of: cost) else { return nil }
            return Point(
                name: words.values(table.ownKeys, group.values),
                cost: paid.mean, mean: measure.plotted(spread.mean), deviation: spread.deviation.map(measure.plotted),
                count: spread.count)
        }
        guard Set(points.map(\.cost)).count > 1, Set(points.map(\.mean)).count > 1 else { return nil }
        (self.measure, self.cost, self.points) = (measure, cost, points)
    }

    /// How far combinations of the same cost stand apart, in the drawing's units.
    private static let distance = 8.0

    /// The chart with its note and its numbers.
    var piece: Section.Piece {
        let title = "\(measure.heading) against corrected cost"
        let isNamed = points.count <= SweepCurves.mostCurves
        let chart = Chart(
            title, x: Axis("corrected cost (pictures)"), y: measure.axis,
            series: points.enumerated().map { index, point in
                let alike = points.indices.filter { points[$0].cost == point.cost }
                let place = Double(alike.firstIndex(of: index) ?? 0) - Double(alike.count - 1) / 2
                return Series(
                    isNamed ? point.name : "", style: .dots, color: isNamed ? index : 0,
                    points: [Series.Point(point.cost, point.mean, title: point.name, spread: point.deviation)],
                    aside: place * Self.distance)
            })
        let rows = points.map { point in
            [
                point.name, cost.text(mean: point.cost, deviation: nil), "\(point.count)",
                measure.text(mean: measure.recorded(point.mean), deviation: point.deviation.map(measure.recorded)),
            ]
        }
        let spread = points.contains { $0.deviation != nil } ? ", with one sample standard deviation either way" : ""
        return .figure(
            caption: title, drawing: chart.drawing,
            note:
                "Each point is a combination\(spread); points of the same cost are drawn slightly apart. Corrected "
                + "pictures are those "
                + "trained on, plus those scored divided by 3.33.",
            numbers: Table(["", "corrected cost", "n", measure.title], rows: rows))
    }
}
