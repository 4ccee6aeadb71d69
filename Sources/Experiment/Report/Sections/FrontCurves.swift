import Architecture
import Reporting
import Search

extension RunRecords {
    /// How the front moves from generation to generation; nil where the records do not tell.
    var frontCourse: Section.Piece? {
        guard metrics.generations.count > 1, let costs, let course = FrontCourse(self) else { return nil }
        let shown = Self.evenly(course.fronts.count)
        let series = shown.enumerated().map { place, index in
            Series(
                "after generation \(metrics.generations[index].generation)",
                style: index == shown.last ? .line : .broken, color: [6, 5, 4, 3, 0][place + 5 - shown.count],
                points: course.fronts[index].map { path in
                    Series.Point(
                        Double(costs.cost(of: path).macs), (course.errors[path] ?? .nan) * 100,
                        title: space.names(of: path))
                }.sorted { ($0.x, -$0.y) < ($1.x, -$1.y) })
        }
        let sizes = zip(metrics.generations, course.fronts).map { line, front in
            ["\(line.generation)", "\(line.evaluated)", "\(front.count)"]
        }
        let chart = Chart(
            "Front, generation by generation", x: Axis("MACs of one picture"), y: Axis("error (%)"), series: series)
        return .figure(
            caption: chart.title, drawing: chart.drawing,
            note:
                "The networks that no other one dominates among those evaluated up to a generation, joined by their MACs.",
            numbers: Table(["generation", "evaluated", "on the front"], rows: sizes))
    }

    /// The first, the last, and up to three places in between.
    private static func evenly(_ count: Int) -> [Int] {
        let places = (0..<5).map { Int((Double($0) / 4 * Double(count - 1)).rounded()) }
        return places.enumerated().filter { $0 == 0 || places[$0 - 1] != $1 }.map(\.element)
    }
}
