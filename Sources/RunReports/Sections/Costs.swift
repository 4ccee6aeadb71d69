import Reporting
import Retraining
import RunFiles
import Scenarios
import Supernet

extension RunRecords {
    /// What the phases cost, in pictures and seconds.
    var costSection: Section? {
        var rows: [[String]] = []
        func add(_ name: String, _ value: String?) {
            if let value { rows.append([name, value]) }
        }
        if let supernet = summary?.supernet {
            add("supernet: pictures trained on", NumberText.significant(Double(supernet.optimizationImages)))
            add("supernet: pictures scored", NumberText.significant(Double(supernet.evaluationImages)))
            add("supernet: corrected pictures", NumberText.significant(supernet.correctedImages))
            if let effort = supernet.effort { for (name, value) in Self.rows(of: effort) { add(name, value) } }
            add(
                "supernet: pictures, scoring of uniform paths for comparison",
                summary?.pool?.standing.map { NumberText.grouped($0.images) })
        } else if let last = metrics.rounds.last {
            add("supernet: pictures trained on", NumberText.grouped(last.optimizationImages))
            add("supernet: pictures scored", NumberText.grouped(last.evaluationImages))
            add("supernet: time of training", NumberText.duration(last.trainingSeconds))
            add("supernet: time of scoring", NumberText.duration(last.scoringSeconds))
        }
        add("supernet: share of the scoring pictures that parts left to score", scoredShare.map(NumberText.percent))
        if let last = metrics.generations.last { add("search: time", NumberText.duration(last.seconds)) }
        add("search: pictures scored", summary?.search.map { NumberText.grouped($0.images) })
        let choice = summary?.retrain?.candidates
        add("choice by training: pictures trained on", choice.map { NumberText.grouped($0.trainingImages) })
        add("choice by training: pictures validated on", choice.map { NumberText.grouped($0.judgingImages) })
        if !metrics.candidates.isEmpty {
            let epochs = metrics.candidates.reduce(0) { $0 + $1.record.seconds }
            add("choice by training: time", NumberText.duration(choice?.seconds ?? epochs))
        }
        if let last = metrics.epochs.last {
            add("retraining: pictures trained on", NumberText.grouped(last.images))
            let seconds = metrics.epochs.reduce(0) { $0 + $1.seconds }
            add("retraining: time of the epochs", NumberText.duration(seconds))
        }
        guard !rows.isEmpty else { return nil }
        return Section(
            id: "costs", title: "Costs",
            pieces: [.table(Table(["", "amount"], rows: rows))]
                + (summary?.supernet == nil
                    ? []
                    : [
                        .paragraph(
                            "Corrected pictures: those trained on, plus those scored divided by 3.33, the paper's cost "
                                + "ratio. This makes methods with and without scoring comparable.")
                    ]))
    }

    private static func rows(of effort: RunSummary.Effort) -> [(name: String, value: String?)] {
        [
            ("supernet: pictures, final scoring of the pool", NumberText.significant(Double(effort.rescoringImages))),
            (
                "mean MACs of a trained path",
                effort.meanMacsTrained.map { NumberText.significant($0.rounded()) }
            ),
            (
                "time to train on a picture / time to score one",
                effort.measuredCostRatio.map { "\(NumberText.significant($0, digits: 3)) times" }
            ),
            ("supernet: time of training", NumberText.duration(effort.trainingSeconds)),
            ("supernet: time of scoring", NumberText.duration(effort.scoringSeconds)),
            ("supernet: time in all", NumberText.duration(effort.seconds)),
            ("core hours", NumberText.significant(effort.coreSeconds / 3600, digits: 3)),
        ]
    }

    /// What was scored of what would have been without an end before the last part; nil where there are no parts.
    var scoredShare: Double? {
        let all = metrics.rounds.count { $0.scores != nil } * scenario.supernet.scoredImagesPerRound
        guard scenario.supernet.scoringParts > 1, all > 0, let last = metrics.rounds.last else { return nil }
        return Double(last.evaluationImages) / Double(all)
    }
}
