public import Documents
public import Foundation
import Reporting
import Retraining
import RunFiles
import Scenarios

extension RunState {
    /// The state for people, line by line.
    ///
    /// - Parameter now: The time, from which the age of the last line follows.
    public func lines(at now: Date) -> [String] {
        var lines = ["\(scenario.name), seed \(scenario.seed(of: kind)): \(folder)"]
        for phase in phases {
            let state =
                moment(of: phase).map { ["\($0.count)  \($0.pace)", $0.figures] + best(of: phase) }
                ?? ["not begun"]
            lines += state.enumerated().map { index, text in (index == 0 ? phase.rawValue : "").padded(to: 10) + text }
        }
        return lines + [ending(at: now)]
    }

    /// The state of the current phase in one line.
    public var line: String {
        phase.flatMap { phase in moment(of: phase).map { "\(phase.rawValue)  \($0.text)" } } ?? "not begun"
    }

    /// The best of a phase so far: one line, or none.
    private func best(of phase: RunPhase) -> [String] {
        switch phase {
        case .supernet:
            guard let pool = metrics.rounds.last?.pool, let loss = pool.bestLoss else { return [] }
            return [String(format: "pool of \(pool.size.counted("path")), the best with loss %.3f", loss)]
        case .search:
            guard let last = metrics.generations.last else { return [] }
            let top = metrics.generations.flatMap(\.accuracies).max() ?? 0
            return [
                "\(last.evaluated.counted("network")) evaluated, the best with accuracy \(NumberText.percent(top))"
            ]
        case .retrain:
            let judged = metrics.epochs.compactMap { epoch in epoch.validationAccuracy.map { (epoch.epoch, $0) } }
            guard let best = judged.max(by: { $0.1 < $1.1 }) else { return [] }
            return ["best validation \(NumberText.percent(best.1)), after epoch \(best.0)"]
        }
    }

    /// How the run ended, or else how old its last line is.
    private func ending(at now: Date) -> String {
        if let summary {
            let test = summary.retrain.map { ", test top-1 \(NumberText.percent($0.testTop1))" } ?? ""
            return "ended\(test), digest \(summary.digest)"
        }
        if let brokenOff { return "ended early: \(brokenOff)" }
        if isAbandoned {
            return "the process is gone"
                + (kind == .run ? ": `greedynas resume \(ShellWord.quoted(folder))` continues the run" : "")
        }
        guard let written, let phase else { return "nothing is recorded yet" }
        // The clock of another machine may be ahead.
        let past = max(0, now.timeIntervalSince(written))
        let computing = computed(after: phase).map { ": \($0)" } ?? ""
        return "last update \(ProgressDisplay.clock(past)) ago\(computing)"
    }

    /// What is computed when a phase has its last planned line; nil before that.
    private func computed(after phase: RunPhase) -> String? {
        guard let moment = moment(of: phase), moment.done >= moment.planned else { return nil }
        switch phase {
        case .supernet: return isTrained ? "scoring the first generation" : "scoring the pool"
        case .search: return scenario.until > .search && kind == .run ? "training the first epoch" : nil
        case .retrain:
            return metrics.epochs.isEmpty
                ? "training the chosen network"
                : "computing batch-norm statistics, testing"
        }
    }

    /// The state as one JSON document.
    ///
    /// - Parameter now: The time, from which the age of the last line follows.
    public func json(at now: Date) -> JSONValue {
        var json: JSONValue = [
            "folder": .string(folder), "scenario": .string(scenario.name), "over": .bool(isOver),
            "gone": .bool(!isOver && isAbandoned),
            "phase": phase.map { .string($0.rawValue) } ?? .null,
            "seconds_since_last_line": JSONValue(written.map { max(0, now.timeIntervalSince($0)) }),
        ]
        for phase in phases {
            guard let moment = moment(of: phase) else { continue }
            json = json.setting(
                phase.rawValue,
                to: [
                    "unit": .string(moment.unit), "done": .integer(moment.done), "planned": .integer(moment.planned),
                    "images": .integer(moment.images), "seconds_left": JSONValue(moment.secondsLeft),
                ])
        }
        return json
    }
}
