import Architecture
import Reporting
import RunFiles
import Scenarios
import Search

extension RunRecords {
    /// How the search went, and the front that it found.
    var searchSection: Section? {
        guard !metrics.generations.isEmpty else { return nil }
        let course = FrontCourse(self)
        let costs = evaluatedCosts
        var pieces: [Section.Piece] = []
        if let words = scenario.search.limits.words { pieces.append(.paragraph("Limits: at most \(words).")) }
        pieces += costAxes.compactMap { frontPiece(over: $0, costs) }
        pieces += [course.flatMap(hypervolumePiece), course.flatMap { frontCourse($0, costs) }].compactMap(\.self)
        pieces += objectiveCharts
        if let front, !front.isEmpty { pieces += [.paragraph("The front:"), .table(table(of: front))] }
        if let shortlist = frontFile?.shortlist, !shortlist.isEmpty {
            pieces += [
                .paragraph(
                    "The shortlist: the best different networks, winner first, then by \(decidingWords)"
                        + (isPredicted ? ", as predicted. " : ". ")
                        + "A choice by training takes its candidates from the top."),
                .table(table(of: shortlist)),
            ]
        }
        return Section(id: "search", title: "Search", pieces: pieces)
    }

    /// Whether predicted scores decide which network is retrained.
    private var isPredicted: Bool { scenario.search.method == .predictor }

    /// By what the shortlist is ordered, in words.
    private var decidingWords: String {
        scenario.search.objectives.first(where: \.needsEvaluation) == .loss ? "loss, then error" : "error, then loss"
    }

    /// A table of networks with their scores, predicted scores and MACs.
    private func table(of members: [FrontFile.Member]) -> Table {
        let isTimed = members.contains { $0.latency != nil }
        return Table(
            ["error", "loss", "predicted error", "predicted loss", "MACs"] + (isTimed ? ["latency"] : [])
                + ["operations"],
            rows: members.map { member in
                [
                    NumberText.percent(1 - member.accuracy), NumberText.loss(member.loss),
                    member.predicted.map { NumberText.percent(1 - $0.accuracy) } ?? "-",
                    member.predicted.map { NumberText.loss($0.loss) } ?? "-",
                    NumberText.grouped(member.macs),
                ] + (isTimed ? [member.latency.map(NumberText.time) ?? "-"] : []) + [space.names(of: member.path)]
            })
    }

    /// The front, the network that is retrained, and behind them all evaluated networks where their costs are known.
    private func frontPiece(over cost: CostAxis, _ costs: [Path: PathCost]) -> Section.Piece? {
        guard let front, !front.isEmpty else { return nil }
        func point(_ member: FrontFile.Member, _ accuracy: Double) -> Series.Point? {
            cost.value(member.cost).map {
                Series.Point($0, (1 - accuracy) * 100, title: space.names(of: member.path))
            }
        }
        func points(_ members: [FrontFile.Member]) -> [Series.Point] {
            members.compactMap { point($0, $0.accuracy) }.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        }
        let evaluated = evaluated(over: cost, costs)
        let found = front.filter { $0.path == path }
        // The network that goes on has a point of its own, so that the numbers list it once.
        let others = points(front.filter { $0.path != path })
        var series = others.isEmpty ? [] : [Series("front", style: .dots, color: 0, points: others)]
        let predicted = front.compactMap { member in
            member.predicted.flatMap { point(member, $0.accuracy) }
        }
        if !predicted.isEmpty {
            series.append(
                Series("front, predicted", style: .dots, color: 3, points: predicted.sorted { $0.x < $1.x }))
        }
        // A choice by training may have taken a network that is not on the front.
        let goesOn = found.isEmpty ? evaluated.filter { $0.title == path.map(space.names) } : points(found)
        if let point = goesOn.first { series.append(Series("chosen", style: .mark, color: 1, points: [point])) }
        let chart = Chart(
            "Front: error against \(cost.name)", x: cost.axis, y: .percent("error (%)"),
            series: (evaluated.isEmpty ? [] : [Series("evaluated", style: .faint, color: 6, points: evaluated)])
                + series, limits: limit(on: cost).map { [$0] } ?? [])
        // The other networks are in metrics.jsonl, and would make a long table.
        let numbers = Chart(chart.title, x: chart.x, y: chart.y, series: series).table
        return .figure(caption: chart.title, drawing: chart.drawing, note: frontNote, numbers: numbers)
    }

    /// All evaluated networks; none where their costs are not known.
    private func evaluated(over cost: CostAxis, _ costs: [Path: PathCost]) -> [Series.Point] {
        metrics.generations.flatMap { line in
            zip(line.paths, line.accuracies).compactMap { path, accuracy in
                costs[path].flatMap(cost.value).map {
                    Series.Point($0, (1 - accuracy) * 100, title: space.names(of: path))
                }
            }
        }
    }

    /// The search's own limit of a cost, as a line; nil where it has none.
    private func limit(on cost: CostAxis) -> Chart.Limit? {
        let limits = scenario.search.limits
        let most = PathCost(
            macs: limits.macs ?? .max, params: limits.params ?? .max, latency: limits.latencySeconds)
        guard let value = cost.value(most), value < Double(Int.max) else { return nil }
        return Chart.Limit(
            "limit \(cost.text(most))" + (cost.name == "latency" ? "" : " \(cost.name)"), value, of: .horizontal)
    }

    /// The hypervolume of the front against the number of networks evaluated.
    private func hypervolumePiece(_ course: FrontCourse) -> Section.Piece? {
        guard course.hypervolumes.count > 1 else { return nil }
        let points = zip(metrics.generations, course.hypervolumes).map { Series.Point(Double($0.evaluated), $1 * 100) }
        return .chart(
            Chart(
                "Hypervolume of the front", x: Axis("networks evaluated", isTight: true, isWhole: true),
                y: .percent("share dominated (%)"), series: [Series("front", color: 0, points: points)]),
            note:
                "The share of the objective space that the front dominates, between the ideal point and the "
                + "reference point: \(course.reference). Always by the scores.")
    }

    /// An objective as people call it.
    private static func name(of objective: Objective) -> String {
        switch objective {
        case .error, .loss, .latency: objective.rawValue
        case .macs: "MACs"
        case .params: "parameters"
        }
    }

    private static func axis(of objective: Objective) -> String {
        switch objective {
        case .error: "error (%)"
        case .loss: "cross-entropy (nats)"
        case .macs: "MACs of one picture"
        case .params: "parameters"
        case .latency: "latency of one picture"
        }
    }

    private var frontNote: String {
        let objectives = scenario.search.objectives.map(Self.name).joined(separator: " and ")
        return
            "No other evaluated network is at least as good in all of \(objectives) and better in one"
            + (isPredicted ? ", by the predictions. " : ". ")
            + "Predictions come from an additive model of all scores. Scores are those of the shared weights: they "
            + "rank networks, but do not predict the accuracy after retraining."
    }

    /// A chart for each objective: the least value so far.
    private var objectiveCharts: [Section.Piece] {
        guard let first = metrics.generations.first else { return [] }
        return first.best.map(\.objective).map { name in
            let isError = name == Objective.error.rawValue
            let (unit, perSecond) = CostAxis.unit(of: longestLatency)
            let isLatency = name == Objective.latency.rawValue
            let factor = isError ? 100 : isLatency ? perSecond : 1
            var series = [
                Series(
                    "least so far", color: 0,
                    points: metrics.generations.map { line in
                        let value = line.best.first { $0.objective == name }?.value ?? .nan
                        return Series.Point(Double(line.generation), value * factor)
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
                    "Objective: \(Objective(rawValue: name).map(Self.name) ?? name)",
                    x: Axis("generation", isTight: true, isWhole: true),
                    y: Axis(
                        (Objective(rawValue: name).map(Self.axis) ?? name) + (isLatency ? " (\(unit))" : ""),
                        within: isError ? 0...100 : nil),
                    series: series),
                note: "On the search part.")
        }
    }
}
