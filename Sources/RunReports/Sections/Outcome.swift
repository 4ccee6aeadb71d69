import Architecture
import Documents
import Reporting
import Retraining
import RunFiles
import Scenarios
import Supernet

extension RunRecords {
    /// The seed that the summary names, else the scenario's.
    var seed: Int { summary?.seed ?? scenario.seed }

    /// What came out, or how far the run went, and what the page is about.
    var lead: [String] {
        let words = [supernetWords, searchWords, retrainWords].compactMap(\.self)
        var lead: [String] = []
        if summary == nil {
            let went = words.isEmpty ? "Nothing has been recorded in it yet." : words.joined(separator: " ")
            lead.append("This run has not come to its end. \(went)")
            if let brokenOff { lead.append("It broke off: \(brokenOff).") }
        } else {
            lead.append(words.joined(separator: " "))
        }
        if metrics.isTorn { lead.append("The last line of metrics.jsonl breaks off and is left out.") }
        return lead
    }

    /// What stands out.
    var keyFigures: [Page.KeyFigure] {
        var figures: [Page.KeyFigure] = []
        func add(_ name: String, _ value: String?) {
            if let value { figures.append(Page.KeyFigure(name, value)) }
        }
        let (supernet, retrain) = (summary?.supernet, summary?.retrain)
        add("test top-1", retrain.map { NumberText.percent($0.testTop1) })
        add("test top-5", retrain?.testTop5.map { NumberText.percent($0) })
        add("MACs", network.map { NumberText.grouped($0.macs) })
        add("parameters", network.map { NumberText.grouped($0.params) })
        if supernet != nil || !metrics.rounds.isEmpty { add("strategy", scenario.supernet.strategy.rawValue) }
        add("rounds", metrics.rounds.last.map { NumberText.grouped($0.round) })
        add("stopped by", supernet?.stoppedBy)
        let images = supernet?.optimizationImages ?? metrics.rounds.last?.optimizationImages
        add("pictures trained on", images.map(NumberText.grouped))
        let scored = supernet?.evaluationImages ?? metrics.rounds.last?.evaluationImages
        add("pictures scored", scored.map(NumberText.grouped))
        add("supernet time", supernet?.effort.map { NumberText.duration($0.seconds) })
        return figures
    }

    private var supernetWords: String? {
        let strategy = scenario.supernet.strategy.rawValue
        if let supernet = summary?.supernet {
            guard supernet.stoppedBy != TrainingStop.untrained.rawValue else {
                return "The supernet was not trained and has its first weights."
            }
            let epochs = NumberText.significant(supernet.epochs, digits: 3)
            return "A \(strategy) supernet was trained for \(supernet.rounds.counted("round")) (\(epochs) epochs) and "
                + "stopped by \(supernet.stoppedBy)."
        }
        guard let last = metrics.rounds.last else { return nil }
        let epoch = NumberText.significant(last.epoch, digits: 3)
        return "A \(strategy) supernet has been trained for \(last.round.counted("round")) (\(epoch) epochs)."
    }

    private var searchWords: String? {
        guard let last = metrics.generations.last else { return nil }
        guard let front else {
            return "The search has evaluated \(last.evaluated.counted("network")) in "
                + "\(last.generation.counted("generation"))."
        }
        return "The search evaluated \(last.evaluated.counted("network")), of which \(front.count) are on the front."
    }

    private var retrainWords: String? {
        if let retrain = summary?.retrain {
            return
                "The network was trained from scratch for \(retrain.epochs.counted("epoch")) and classifies "
                + "\(NumberText.percent(retrain.testTop1)) of \(NumberText.grouped(retrain.testPictures)) test pictures "
                + "rightly."
        }
        guard let last = metrics.epochs.last else {
            guard !metrics.candidates.isEmpty else { return nil }
            return
                "\(metrics.candidates.count.counted("epoch has", "epochs have")) been trained of \(Set(metrics.candidates.map(\.rank)).count) "
                + "networks, to choose the one that is retrained."
        }
        return "The network has been trained from scratch for \(last.epoch.counted("epoch"))."
    }

    /// Which phases the run has gone through.
    var outcomeSection: Section? {
        guard summary == nil else { return nil }
        let rows = [
            ["supernet", "\(metrics.rounds.count.counted("round"))", isTrained ? "ended" : "not ended"],
            ["search", "\(metrics.generations.count.counted("generation"))", front == nil ? "not ended" : "ended"],
            ["retraining", "\(metrics.epochs.count.counted("epoch"))", "not ended"],
        ]
        return Section(
            id: "progress", title: "How far the run went",
            pieces: [.table(Table(["phase", "recorded", "state"], rows: rows))])
    }
}
