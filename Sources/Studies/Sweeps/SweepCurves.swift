import Analysis
import Documents
import Reporting
import Scenarios

/// One figure of a sweep against one key that is varied: a curve for each combination of the other keys.
///
/// Where seeds are varied a point is the mean over them, with an upright line of one sample standard deviation either way.
struct SweepCurves {
    /// The key in words, and with what it means.
    private let name: String
    private let title: String
    /// Keys that change with it, in words.
    private let companions: [String]
    private let measure: SweepMeasure
    private let curves: [(name: String, points: [Point])]

    /// More curves than colours cannot be told apart.
    static let mostCurves = 7

    private struct Point {
        let x: Double
        let mean: Double
        let deviation: Double?
        let count: Int
    }

    /// Puts the finished runs over an axis; nil where fewer than two have the figure, or all have the same.
    ///
    /// - Parameters:
    ///   - table: The sweep.
    ///   - axis: The key; all its values are numbers.
    ///   - measure: The figure.
    init?(_ table: SweepTable, over axis: SweepAxes.Axis, measure: SweepMeasure) {
        let numbers = table.rows.compactMap { $0.summary.flatMap { measure.number(in: $0) } }
        guard Set(numbers).count > 1 else { return nil }
        let place = axis.place
        let others = table.ownKeys.indices.filter { $0 != place && !axis.companions.contains($0) }
        let words = SweepWords(table.keys)
        name = words.name(of: table.ownKeys[place])
        title = words.title(of: table.ownKeys[place])
        companions = axis.companions.map { words.name(of: table.ownKeys[$0]) }
        self.measure = measure
        var curves: [(values: [JSONValue], points: [Point])] = []
        for group in SweepSeeds.groups(of: table.rows, keys: table.keys) {
            guard let x = group.values[place].number, let spread = group.spread(of: measure) else { continue }
            let point = Point(
                x: x, mean: measure.plotted(spread.mean), deviation: spread.deviation.map(measure.plotted),
                count: spread.count)
            let values = others.map { group.values[$0] }
            if let curve = curves.firstIndex(where: { $0.values == values }) {
                curves[curve].points.append(point)
            } else {
                curves.append((values, [point]))
            }
        }
        let named = curves.map { curve in
            let text = words.values(others.map { table.ownKeys[$0] }, curve.values)
            return (name: text.isEmpty ? measure.title : text, points: curve.points.sorted { $0.x < $1.x })
        }
        self.curves = named.count <= Self.mostCurves ? named : [("runs", named.flatMap(\.points))]
        isJoined = named.count <= Self.mostCurves
    }

    /// Whether the points of a curve belong together.
    private let isJoined: Bool

    /// Whether all values of the key are whole.
    private var isWhole: Bool { curves.allSatisfy { $0.points.allSatisfy { $0.x == $0.x.rounded() } } }

    /// Whether any point has a spread.
    private var hasSpread: Bool { curves.contains { $0.points.contains { $0.deviation != nil } } }

    /// The chart with its note and its numbers.
    var piece: Section.Piece {
        let caption = "\(measure.heading) against \(name)"
        let chart = Chart(
            caption, x: Axis(title, isWhole: isWhole), y: measure.axis,
            series: curves.enumerated().flatMap { index, curve in series(curve.name, curve.points, color: index) })
        return .figure(caption: caption, drawing: chart.drawing, note: note, numbers: numbers)
    }

    /// How far the points of two curves at the same place stand apart, in the drawing's units.
    private static let distance = 7.0

    private func series(_ name: String, _ points: [Point], color: Int) -> [Series] {
        let middle = Double(curves.count - 1) / 2
        let aside = hasSpread ? (Double(color) - middle) * Self.distance : 0
        let dots = points.map { Series.Point($0.x, $0.mean, title: name, spread: $0.deviation) }
        let line = Series(name, color: color, points: points.map { Series.Point($0.x, $0.mean) }, aside: aside)
        return (isJoined ? [line] : [])
            + [Series(isJoined ? "" : name, style: .dots, color: color, points: dots, aside: aside)]
    }

    private var note: String {
        (hasSpread
            ? "Points are means over finished seeds, vertical lines one sample standard deviation in each "
                + "direction" + (curves.count > 1 ? "; curves are shifted slightly to keep them apart." : ".")
            : "Points are single runs.")
            + (companions.isEmpty ? "" : " With \(name) changes \(companions.joined(separator: ", ")).")
            + (isJoined
                ? "" : " More than \(Self.mostCurves) combinations of the other keys: shown without distinction.")
    }

    private var numbers: Table {
        Table(
            ["", name, "n", measure.title],
            rows: curves.flatMap { curve in
                curve.points.map { point in
                    [
                        curve.name, NumberText.significant(point.x, digits: 6), "\(point.count)",
                        measure.text(
                            mean: measure.recorded(point.mean), deviation: point.deviation.map(measure.recorded)),
                    ]
                }
            })
    }
}

extension JSONValue {
    /// The value of a number; nil for any other value.
    var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    /// Whether the value is a number.
    var isNumber: Bool { number != nil }
}
