import Analysis
import Documents
import Reporting
import Scenarios

/// One figure of a sweep against one key that is varied: a curve for each combination of the other keys.
///
/// Where seeds are varied a point is the mean over them, with an upright line of one sample standard deviation either way.
struct SweepCurves {
    private let key: String
    /// Keys that change with it.
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
        key = table.ownKeys[place]
        companions = axis.companions.map { table.ownKeys[$0] }
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
            let words = zip(others, curve.values).map { place, value in
                "\(table.ownKeys[place].split(separator: ".").last ?? "") \(SweepCombination.word(value))"
            }
            return (
                name: words.isEmpty ? measure.title : words.joined(separator: ", "),
                points: curve.points.sorted { $0.x < $1.x }
            )
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
        let title = "\(measure.title) against \(key)"
        let chart = Chart(
            title, x: Axis(key, isWhole: isWhole), y: Axis(measure.title),
            series: curves.enumerated().flatMap { index, curve in series(curve.name, curve.points, color: index) })
        return .figure(caption: title, drawing: chart.drawing, note: note, numbers: numbers)
    }

    private func series(_ name: String, _ points: [Point], color: Int) -> [Series] {
        // The lines of the spread go first, so that the points lie on them.
        let bars = points.flatMap { point -> [Series.Point] in
            guard let deviation = point.deviation else { return [] }
            return [
                Series.Point(point.x, point.mean - deviation), Series.Point(point.x, point.mean + deviation),
                Series.Point(point.x, .nan),
            ]
        }
        let dots = points.map { Series.Point($0.x, $0.mean, title: name) }
        let spread = bars.isEmpty ? [] : [Series("", color: color, points: bars)]
        let line = isJoined ? [Series(name, color: color, points: dots)] : []
        return spread + line + [Series(isJoined ? "" : name, style: .dots, color: color, points: dots)]
    }

    private var note: String {
        (hasSpread
            ? "Points are means over the seeds that came to their end, upright lines one sample standard deviation either "
                + "way."
            : "Points are single runs.")
            + (companions.isEmpty ? "" : " With \(key) changes \(companions.joined(separator: ", ")).")
            + (isJoined ? "" : " More than \(Self.mostCurves) combinations of the other keys: not told apart.")
    }

    private var numbers: Table {
        Table(
            ["", key, "n", measure.title, "deviation"],
            rows: curves.flatMap { curve in
                curve.points.map { point in
                    [
                        curve.name, NumberText.significant(point.x, digits: 6), "\(point.count)",
                        NumberText.significant(point.mean),
                        point.deviation.map { NumberText.significant($0) } ?? "-",
                    ]
                }
            })
    }
}

extension JSONValue {
    /// The value of a number; nil for any other value.
    fileprivate var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    /// Whether the value is a number.
    var isNumber: Bool { number != nil }
}
