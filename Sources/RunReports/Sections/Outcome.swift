import Architecture
import Documents
import Reporting
import RunFiles
import Scenarios
import Supernet

extension RunRecords {
    /// The seed that the summary names, else the scenario's.
    var seed: Int {
        if case .integer(let seed)? = summary?.object["seed"] { seed } else { scenario.seed }
    }

    /// What came out, or how far the run went, and what the page is about.
    var lead: [String] {
        get throws {
            let words = try [supernetWords, searchWords, retrainWords].compactMap(\.self)
            var lead: [String] = []
            if summary == nil {
                let went = words.isEmpty ? "Nothing has been recorded in it yet." : words.joined(separator: " ")
                lead.append("This run has not come to its end. \(went)")
            } else {
                lead.append(words.joined(separator: " "))
            }
            if metrics.isTorn { lead.append("The last line of metrics.jsonl breaks off and is left out.") }
            return lead
        }
    }

    /// What stands out.
    var keyFigures: [Page.KeyFigure] {
        get throws {
            var figures: [Page.KeyFigure] = []
            func add(_ name: String, _ value: String?) {
                if let value { figures.append(Page.KeyFigure(name, value)) }
            }
            let supernet = try supernet()
            let retrain = try summary("retrain")
            add("test top-1", try retrain?.numberIfAny("test_top1").map(NumberText.percent))
            add("test top-5", try retrain?.numberIfAny("test_top5").map(NumberText.percent))
            add("MACs", network.map { NumberText.grouped($0.macs) })
            add("parameters", network.map { NumberText.grouped($0.params) })
            if supernet != nil || !metrics.rounds.isEmpty { add("strategy", scenario.supernet.strategy.rawValue) }
            add("rounds", metrics.rounds.last.map { NumberText.grouped($0.round) })
            add("stopped by", try supernet?.text("stopped_by"))
            let images = try supernet?.integer("optimization_images") ?? metrics.rounds.last?.optimizationImages
            add("images trained on", images.map(NumberText.grouped))
            let scored = try supernet?.integer("evaluation_images") ?? metrics.rounds.last?.evaluationImages
            add("images scored", scored.map(NumberText.grouped))
            add("supernet time", try supernet.map { NumberText.duration(try $0.number("seconds")) })
            return figures
        }
    }

    private var supernetWords: String? {
        get throws {
            let strategy = scenario.supernet.strategy.rawValue
            if let supernet = try supernet() {
                let rounds = try supernet.integer("rounds")
                let epochs = NumberText.significant(try supernet.number("epochs"), digits: 3)
                let end = try supernet.text("stopped_by")
                return "A \(strategy) supernet was trained for \(rounds) rounds (\(epochs) epochs) and stopped by "
                    + "\(end)."
            }
            guard let last = metrics.rounds.last else { return nil }
            let epoch = NumberText.significant(last.epoch, digits: 3)
            return "A \(strategy) supernet has been trained for \(last.round) rounds (\(epoch) epochs)."
        }
    }

    private var searchWords: String? {
        get throws {
            if let front, let last = metrics.generations.last {
                return "The search evaluated \(last.evaluated) networks, of which \(front.count) are on the front."
            }
            guard let last = metrics.generations.last else { return nil }
            return "The search has evaluated \(last.evaluated) networks in \(last.generation) generations."
        }
    }

    private var retrainWords: String? {
        get throws {
            if let retrain = try summary("retrain") {
                let top1 = NumberText.percent(try retrain.number("test_top1"))
                return
                    "The network was trained from scratch for \(try retrain.integer("epochs")) epochs and classifies "
                    + "\(top1) of \(NumberText.grouped(try retrain.integer("test_pictures"))) test pictures rightly."
            }
            guard let last = metrics.epochs.last else { return nil }
            return "The network has been trained from scratch for \(last.epoch) epochs."
        }
    }

    /// Which phases the run has gone through.
    var outcomeSection: Section? {
        get throws {
            guard summary == nil else { return nil }
            let rows = [
                ["supernet", "\(metrics.rounds.count) rounds", pool == nil ? "not ended" : "ended"],
                ["search", "\(metrics.generations.count) generations", front == nil ? "not ended" : "ended"],
                ["retraining", "\(metrics.epochs.count) epochs", "not ended"],
            ]
            return Section(
                id: "progress", title: "How far the run went",
                pieces: [.table(Table(["phase", "recorded", "state"], rows: rows))])
        }
    }
}
