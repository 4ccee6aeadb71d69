import Architecture
import Reporting
import RunFiles
import Scenarios
import Search

extension RunRecords {
    /// The front after some of the generations; nil where there is only one, or the costs are not known.
    ///
    /// - Parameters:
    ///   - course: The fronts.
    ///   - costs: What the evaluated networks cost; the front is drawn over the first cost that the search minimises.
    func frontCourse(_ course: FrontCourse, _ costs: [Path: PathCost]) -> Section.Piece? {
        guard metrics.generations.count > 1, !costs.isEmpty, let cost = costAxes.first else { return nil }
        let shown = Self.evenly(course.fronts.count)
        let series = shown.enumerated().map { place, index in
            Series(
                "after generation \(metrics.generations[index].generation)",
                style: index == shown.last ? .line : .broken, color: [6, 5, 4, 3, 0][place + 5 - shown.count],
                points: course.fronts[index].compactMap { path in
                    costs[path].flatMap(cost.value).map {
                        Series.Point($0, (course.errors[path] ?? .nan) * 100, title: space.names(of: path))
                    }
                }.sorted { ($0.x, -$0.y) < ($1.x, -$1.y) })
        }
        let rows = zip(metrics.generations, course.fronts).enumerated().flatMap { index, generation in
            let (line, front) = generation
            let own = ["\(line.generation)", "\(line.evaluated)", "\(front.count)"]
            // Listing the front of every generation would make a long table.
            guard shown.contains(index) else { return [own + ["-", "-", "-"]] }
            return front.map { path in
                own + [
                    space.names(of: path), costs[path].map(cost.text) ?? "-",
                    NumberText.percent(course.errors[path] ?? .nan),
                ]
            }
        }
        let chart = Chart(
            "Front, generation by generation", x: cost.axis, y: .percent("error (%)"), series: series)
        return .figure(
            caption: chart.title, drawing: chart.drawing,
            note:
                "The front after some of the generations, connected in the order of \(cost.name). The table lists the networks of "
                + "these generations."
                + (scenario.search.method == .predictor
                    ? " This plot uses the scores; the final front of the search uses the predictions." : ""),
            numbers: Table(["generation", "evaluated", "on the front", "network", cost.name, "error"], rows: rows))
    }

    /// The first place, the last, and up to three evenly spread in between.
    private static func evenly(_ count: Int) -> [Int] {
        let places = (0..<5).map { Int((Double($0) / 4 * Double(count - 1)).rounded()) }
        return places.enumerated().filter { $0 == 0 || places[$0 - 1] != $1 }.map(\.element)
    }
}
