import Analysis
import Architecture
import Documents
import Foundation
import Reporting
import Retraining
import RunFiles
import Scenarios
import Supernet

extension RunRecords {
    /// The paragraphs at the top: the network, and what came out or how far the run went.
    var lead: [String] {
        let words = [supernetWords, searchWords, retrainWords].compactMap(\.self)
        var lead = networkWords.map { [$0] } ?? []
        if summary == nil {
            let went = words.isEmpty ? "Nothing has been recorded in it yet." : words.joined(separator: " ")
            lead.append("This run is not finished. \(went)")
            if let brokenOff { lead.append("It ended early: \(brokenOff).") }
        } else {
            lead.append(words.joined(separator: " "))
        }
        if metrics.isTorn { lead.append("The last line of metrics.jsonl is incomplete and is ignored.") }
        return lead
    }

    /// The title of the page.
    var title: String {
        let name = "\(scenario.name), seed \(scenario.seed(of: kind))"
        return switch kind {
        case .search: "Search: \(name)"
        case .retrain: "Retraining: \(name)"
        case .run, .simulation: name
        }
    }

    /// Whether the folder is that of a run, a search or a retraining.
    private var kind: RunEnvironment.Kind { (try? environment?.kind) ?? .run }

    /// The figures at the top of the page.
    var keyFigures: [Page.KeyFigure] {
        [testFigure, topFiveFigure].compactMap(\.self) + networkFigures + [costFigure, timeFigure].compactMap(\.self)
            + supernetFigures + placeFigures
    }

    private var testFigure: Page.KeyFigure? {
        guard let retrain = summary?.retrain else { return nil }
        let interval = WilsonInterval(share: retrain.testTop1, of: max(1, retrain.testPictures))
        return Page.KeyFigure(
            "test top-1", NumberText.percent(retrain.testTop1),
            note: String(format: "95 %% interval %.2f to %.2f %%", interval.lower * 100, interval.upper * 100))
    }

    private var topFiveFigure: Page.KeyFigure? {
        (summary?.retrain?.testTop5).map { Page.KeyFigure("test top-5", NumberText.percent($0)) }
    }

    private var networkFigures: [Page.KeyFigure] {
        guard let network else { return [] }
        var figures = [
            Page.KeyFigure("MACs", NumberText.grouped(network.macs)),
            Page.KeyFigure("parameters", NumberText.grouped(network.params)),
        ]
        if let path, let latency = frontFile?.member(of: path)?.latency {
            figures.append(Page.KeyFigure("latency", NumberText.time(latency), note: "of one picture, by the table"))
        }
        if summary?.retrain == nil, let accuracy = summary?.architecture?.accuracy {
            figures.insert(
                Page.KeyFigure("accuracy", NumberText.percent(accuracy), note: "by the supernet's weights"), at: 0)
        }
        return figures
    }

    private var costFigure: Page.KeyFigure? {
        guard let trained = summary?.supernet?.optimizationImages ?? metrics.rounds.last?.optimizationImages,
            let scored = summary?.supernet?.evaluationImages ?? metrics.rounds.last?.evaluationImages
        else { return nil }
        let corrected = Double(trained) + Double(scored) / TrainingCost.evaluationDiscount
        return Page.KeyFigure(
            "corrected cost", NumberText.grouped(Int(corrected.rounded())),
            note: "pictures: \(NumberText.grouped(trained)) trained on, \(NumberText.grouped(scored)) scored")
    }

    /// The time of all phases, that of earlier processes included.
    private var timeFigure: Page.KeyFigure? {
        let parts = [
            (
                "supernet",
                summary?.supernet?.effort?.seconds ?? metrics.rounds.last.map { $0.scoringSeconds + $0.trainingSeconds }
            ),
            ("search", metrics.generations.last?.seconds), ("choice", summary?.retrain?.candidates?.seconds),
            (
                "retraining",
                summary?.retrain?.seconds
                    ?? (metrics.epochs.isEmpty ? nil : metrics.epochs.reduce(0) { $0 + $1.seconds })
            ),
        ].compactMap { name, seconds in seconds.map { (name, $0) } }
        guard !parts.isEmpty else { return nil }
        let note = parts.map { "\($0) \(NumberText.duration($1))" }.joined(separator: ", ")
        return Page.KeyFigure(
            "time", NumberText.duration(parts.reduce(0) { $0 + $1.1 }), note: parts.count > 1 ? note : parts[0].0)
    }

    private var supernetFigures: [Page.KeyFigure] {
        guard let rounds = metrics.rounds.last?.round, kind == .run else { return [] }
        return [
            Page.KeyFigure(
                "supernet", scenario.supernet.strategy.rawValue,
                note: "\(NumberText.grouped(rounds)) \(rounds == 1 ? "round" : "rounds")"
                    + (summary?.supernet.map { ", stopped by \($0.stoppedBy)" } ?? ""))
        ]
    }

    /// The machine, and when the run began.
    private var placeFigures: [Page.KeyFigure] {
        guard let environment else { return [] }
        var figures: [Page.KeyFigure] = []
        if let workers = try? environment.workers {
            figures.append(
                Page.KeyFigure(
                    "machine", workers.counted("thread"), note: environment.processor))
        }
        if let (date, time) = environment.startedWords { figures.append(Page.KeyFigure("begun", date, note: time)) }
        return figures
    }

    /// A sentence with the network as commands take it; nil where none is known.
    private var networkWords: String? {
        guard let network else { return nil }
        if let path { return "The network found: \(space.names(of: path))." }
        return "The network: \((summary?.architecture?.name).map { "\($0), " } ?? "")\(network.description)."
    }

    private var supernetWords: String? {
        let strategy = scenario.supernet.strategy.rawValue
        if let supernet = summary?.supernet {
            guard supernet.stoppedBy != TrainingStop.untrained.rawValue else {
                return "The supernet was not trained and has its initial weights."
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

    /// What the retraining began with.
    var startWords: String { scenario.retrain.from == .supernet ? "its supernet's weights" : "scratch" }

    private var retrainWords: String? {
        if let retrain = summary?.retrain {
            return
                "The network was trained from \(startWords) for \(retrain.epochs.counted("epoch")) and classifies "
                + "\(NumberText.percent(retrain.testTop1)) of \(NumberText.grouped(retrain.testPictures)) test "
                + "pictures correctly."
        }
        guard let last = metrics.epochs.last else {
            guard !metrics.candidates.isEmpty else { return nil }
            let networks = Set(metrics.candidates.map(\.rank)).count
            return
                "\(metrics.candidates.count.counted("epoch has", "epochs have")) been trained of \(networks) candidate "
                + "networks so far, to choose the one that is retrained."
        }
        return "The network has been trained from \(startWords) for \(last.epoch.counted("epoch"))."
    }

    /// How far each phase has come; nil of a run that has ended.
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
