import Documents
import Reporting
import RunFiles

extension RunRecords {
    /// What the phases cost, in images and seconds.
    var costSection: Section? {
        get throws {
            var rows: [[String]] = []
            func add(_ name: String, _ value: String?) {
                if let value { rows.append([name, value]) }
            }
            if let supernet = try supernet() {
                for (key, name) in Self.images {
                    add(name, try supernet.numberIfAny(key).map { NumberText.significant($0) })
                }
                add("mean MACs of a trained path", try supernet.numberIfAny("mean_macs_trained").map(Self.whole))
                add(
                    "training an image against scoring one, time",
                    try supernet.numberIfAny("measured_cost_ratio").map(Self.times))
                for (key, name) in Self.seconds { add(name, try supernet.numberIfAny(key).map(NumberText.duration)) }
                add(
                    "core hours",
                    try supernet.numberIfAny("core_seconds").map { NumberText.significant($0 / 3600, digits: 3) })
                add(
                    "supernet: images that scored uniform paths beside the pool",
                    try summary("pool")?.sectionIfAny("standing").map { NumberText.grouped(try $0.integer("images")) })
            } else if let last = metrics.rounds.last {
                add("supernet: images trained on", NumberText.grouped(last.optimizationImages))
                add("supernet: images scored", NumberText.grouped(last.evaluationImages))
                add("supernet: time of training", NumberText.duration(last.trainingSeconds))
                add("supernet: time of scoring", NumberText.duration(last.scoringSeconds))
            }
            if let last = metrics.generations.last { add("search: time", NumberText.duration(last.seconds)) }
            add("search: images scored", try summary("search")?.integerIfAny("images").map(NumberText.grouped))
            if let last = metrics.epochs.last {
                add("retraining: images trained on", NumberText.grouped(last.images))
                let seconds = metrics.epochs.reduce(0) { $0 + $1.seconds }
                add("retraining: time of the epochs", NumberText.duration(seconds))
            }
            guard !rows.isEmpty else { return nil }
            return Section(
                id: "costs", title: "Costs",
                pieces: [
                    .table(Table(["", "amount"], rows: rows)),
                    .paragraph(
                        "Corrected images are those trained on, plus those scored divided by the ratio that the paper "
                            + "gives, 3.33, by which methods of either kind can be held against each other."),
                ])
        }
    }

    private static let images = [
        ("optimization_images", "supernet: images trained on"), ("evaluation_images", "supernet: images scored"),
        ("corrected_optimization_images", "supernet: corrected images"),
        ("rescoring_images", "supernet: images that scored the final pool"),
    ]

    private static let seconds = [
        ("training_seconds", "supernet: time of training"), ("scoring_seconds", "supernet: time of scoring"),
        ("seconds", "supernet: time in all"),
    ]

    private static func whole(_ number: Double) -> String { NumberText.significant(number.rounded()) }

    private static func times(_ number: Double) -> String { "\(NumberText.significant(number, digits: 3)) times" }
}
