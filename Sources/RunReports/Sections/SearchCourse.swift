import Architecture
import Reporting
import RunFiles
import Scenarios
import Search

extension RunRecords {
    /// How the search went, and the front it found.
    var searchSection: Section? {
        guard !metrics.generations.isEmpty else { return nil }
        var pieces = objectiveCharts
        if let front, !front.isEmpty {
            pieces.insert(.chart(frontChart(front), note: frontNote), at: 0)
            pieces += [.paragraph("The front:"), .table(table(of: front))]
        }
        if let shortlist = frontFile?.shortlist, !shortlist.isEmpty {
            pieces += [
                .paragraph(
                    "The shortlist: the first different networks in the order from which a choice by training takes its "
                        + "candidates, the winner, then the others by \(decidingWords)"
                        + (isPredicted ? ", as predicted." : ".")),
                .table(table(of: shortlist)),
            ]
        }
        if let course = frontCourse { pieces.insert(course, at: 1) }
        return Section(id: "search", title: "Search", pieces: pieces)
    }

    /// Whether predictions decide which network goes on.
    private var isPredicted: Bool { scenario.search.method == .predictor }

    /// What decides between two networks that the search has evaluated.
    private var decidingWords: String {
        scenario.search.objectives.first(where: \.needsEvaluation) == .loss ? "loss, then error" : "error, then loss"
    }

    /// Networks with what they scored and what was predicted of them.
    private func table(of members: [FrontFile.Member]) -> Table {
        Table(
            ["error", "loss", "predicted error", "predicted loss", "MACs", "operations"],
            rows: members.map { member in
                [
                    NumberText.percent(1 - member.accuracy), NumberText.significant(member.loss),
                    member.predicted.map { NumberText.percent(1 - $0.accuracy) } ?? "-",
                    member.predicted.map { NumberText.significant($0.loss) } ?? "-",
                    NumberText.grouped(member.macs), space.names(of: member.path),
                ]
            })
    }

    private func frontChart(_ front: [FrontFile.Member]) -> Chart {
        func points(_ members: [FrontFile.Member]) -> [Series.Point] {
            members.sorted { ($0.macs, -$0.accuracy) < ($1.macs, -$1.accuracy) }.map {
                Series.Point(Double($0.macs), (1 - $0.accuracy) * 100, title: space.names(of: $0.path))
            }
        }
        var series = [Series("front", style: .dots, color: 0, points: points(front))]
        let predicted = front.compactMap { member in
            member.predicted.map { scores in
                Series.Point(Double(member.macs), (1 - scores.accuracy) * 100, title: space.names(of: member.path))
            }
        }
        if !predicted.isEmpty {
            series.append(
                Series("the same, predicted", style: .dots, color: 3, points: predicted.sorted { $0.x < $1.x }))
        }
        let found = front.filter { $0.path == path }
        if !found.isEmpty { series.append(Series("goes on", style: .dots, color: 1, points: points(found))) }
        let limits = scenario.search.limits.macs.map {
            [Chart.Limit("limit \(NumberText.grouped($0)) MACs", Double($0), of: .horizontal)]
        }
        return Chart(
            "Front: error against MACs", x: Axis("MACs of one picture"), y: Axis("error (%)"), series: series,
            limits: limits ?? [])
    }

    private static func axis(of objective: Objective) -> String {
        switch objective {
        case .error: "error (%)"
        case .loss: "cross-entropy (nats)"
        case .macs: "MACs of one picture"
        case .params: "parameters"
        case .latency: "latency of one picture (s)"
        }
    }

    private var frontNote: String {
        let objectives = scenario.search.objectives.map(\.rawValue).joined(separator: " and ")
        return
            "No other evaluated network is better in one of \(objectives) and no worse in the rest"
            + (isPredicted ? ", by what is predicted. " : ". ")
            + "Predicted is what an additive model of all scores says. Scores are those of "
            + "weights shared by all networks: they rank, they do not foretell the accuracy after retraining."
    }

    /// One chart for each objective: the least value so far.
    private var objectiveCharts: [Section.Piece] {
        guard let first = metrics.generations.first else { return [] }
        return first.best.map(\.objective).map { name in
            let isError = name == Objective.error.rawValue
            var series = [
                Series(
                    "least so far", color: 0,
                    points: metrics.generations.map { line in
                        let value = line.best.first { $0.objective == name }?.value ?? .nan
                        return Series.Point(Double(line.generation), isError ? value * 100 : value)
                    })
            ]
            if isError {
                series.append(
                    Series(
                        "mean of the generation", style: .broken, color: 1,
                        points: metrics.generations.map { line in
                            let mean = RoundGroups.mean(line.accuracies) ?? .nan
                            return Series.Point(Double(line.generation), (1 - mean) * 100)
                        }))
            }
            return .chart(
                Chart(
                    "Objective: \(name)", x: Axis("generation", isTight: true, isWhole: true),
                    y: Axis(Objective(rawValue: name).map(Self.axis) ?? name), series: series),
                note: "On the search part.")
        }
    }
}
