import Architecture
import Datasets
import Documents
import Foundation
import Reporting
import Retraining
import Scenarios
import Supernet

extension Plan {
    /// The plan as lines for people.
    public var text: String {
        let space = scenario.searchSpace
        let supernet = scenario.supernet
        var rows: [(String, String)] = [
            ("scenario", "\(scenario.name), strategy \(supernet.strategy.rawValue)"),
            (
                "space",
                "\(space.macro.name) at width \(JSONValue(space.width)), \(space.layers.count.counted("layer")), "
                    + "\(space.operations.count.counted("operation")): \(space.pathCount) paths"
            ),
            (
                "outline",
                "\(space.macro.channels)x\(space.macro.side)x\(space.macro.side) pictures, \(space.macro.outline), "
                    + "\(space.macro.classes.counted("class", "classes")) (a stage: layers x channels / stride)"
            ),
            ("supernet", "\(Self.count(sizes.supernetParams)) parameters"),
            ("limits", scenario.search.limits.words.map { "at most \($0)" } ?? "none"),
            ("trained", trainedNetworks.text ?? "all networks of the space"),
            (
                "MACs of a path",
                "smallest \(Self.count(sizes.smallestMacs)), mean \(Self.count(sizes.meanMacs)), "
                    + "largest \(Self.count(sizes.largestMacs))"
            ),
            (
                "pictures",
                "\(trainingPictures) to train on, \(scenario.data.heldOut) held out, "
                    + "\(scenario.data.nominalSize.test) to test"
                    + (scenario.data.hasKnownSize
                        ? ""
                        : " (assumed: the sizes of \(scenario.data.assumedSet), since data.path or --data is not given)")
            ),
            (
                "epoch",
                "\(batchesPerEpoch.counted("batch", "batches")) of \(supernet.batch), \(perEpoch.rounds.decimal(places: 1)) rounds"
            ),
            ("", ""),
            ("", Self.columns(["rounds", "epochs", "#optimization", "#evaluation", "corrected"])),
            ("per epoch", Self.line(perEpoch)),
        ]
        if let expected { rows.append(("expected", Self.line(expected))) }
        rows.append(("planned", Self.line(planned)))
        if let budget { rows.append(("budget", Self.line(budget))) }
        if let limit = supernet.budget {
            rows.append(
                (
                    "",
                    "corrected cost at most \(Self.count(limit.images)) at \(JSONValue(limit.ratio)) evaluations to an "
                        + "optimisation, mode \(limit.mode.rawValue)"
                ))
        }
        if let ratio = planned.scoredPerTrained {
            rows.append(
                (
                    "",
                    "\(ratio.decimal(places: 2)) pictures scored for each one trained on (1.95 in the paper)"
                        + (scenario.supernet.scoringParts > 1 ? ", or fewer, since they are scored in parts" : "")
                ))
        }
        rows.append(("", ""))
        if finalScoring.images > 0 {
            rows.append(
                (
                    "final scoring",
                    "\(finalScoring.members.counted("member")) of the pool and \(finalScoring.uniformPaths) uniform paths on "
                        + "\(finalScoring.picturesPerPath.counted("picture")): \(Self.count(finalScoring.images)) in all"
                ))
        }
        if scenario.until >= .search {
            rows.append(
                (
                    "search",
                    "\(later.networks.counted("network")) on \(later.picturesPerNetwork.counted("picture")): "
                        + "\(Self.count(later.searchImages)) in all"
                ))
        }
        if scenario.until >= .retrain {
            rows.append(
                (
                    "retrain",
                    "\(later.epochs.counted("epoch")) of one network: \(Self.count(later.retrainingImages)) pictures"
                ))
            if let choice = later.choice { rows.append(("", Self.line(choice))) }
        }
        rows.append(("", ""))
        rows.append(
            (
                "memory",
                "about \(Self.bytes(memory.total)), most of all in the phase \(memory.phase.rawValue): "
                    + "program \(Self.bytes(memory.program)), parameters \(Self.bytes(memory.parameters)), "
                    + "activations \(Self.bytes(memory.activations)), pictures \(Self.bytes(memory.pictures))"
            ))
        rows.append(
            (
                "disk",
                "about \(Self.bytes(disk.total)): weights \(Self.bytes(disk.weights)), checkpoints "
                    + "\(Self.bytes(disk.checkpoints)), records \(Self.bytes(disk.records))"
            ))
        rows.append(
            (
                "threads",
                "at most \(threads.supernet) share a step of the supernet's training"
                    + (scenario.until >= .retrain ? ", \(threads.retraining) one of the retraining" : "")
                    + "; scoring has no such bound"
            ))
        if let speed {
            func time(_ totals: PlanTotals) -> String { NumberText.duration(speed.seconds(for: totals)) }
            rows.append(
                (
                    "time",
                    "about \(time(perEpoch)) an epoch, " + (expected.map { "\(time($0)) expected, " } ?? "")
                        + "\(time(planned)) planned, " + (budget.map { "\(time($0)) within the budget, " } ?? "")
                        + "on this machine with \(speed.workers.counted("worker"))"
                ))
            let parts = [
                ("final scoring", speed.seconds(for: finalScoring), RunPhase.supernet),
                ("search", speed.seconds(forSearchOf: later), .search),
                ("retraining", speed.seconds(forRetrainingOf: later), .retrain),
            ].filter { $0.2 <= scenario.until }.map { "\(NumberText.duration($0.1)) for the \($0.0)" }
            rows.append(("", "about \(parts.joined(separator: ", ")), if paths have the mean MACs"))
        }
        if let ranks { rows += [("", "")] + ranks.rows }
        return rows.map { name, value in
            value.isEmpty ? "" : name.padding(toLength: 16, withPad: " ", startingAt: 0) + value
        }.joined(separator: "\n")
    }

    private static func line(_ totals: PlanTotals) -> String {
        columns([
            totals.rounds.decimal(places: totals.rounds == totals.rounds.rounded() ? 0 : 1),
            totals.epochs.decimal(places: 1), count(totals.optimizationImages), count(totals.evaluationImages),
            count(totals.correctedOptimizationImages),
        ])
    }

    private static func line(_ choice: PlannedChoice) -> String {
        let rungs = choice.halving.rungs.map { "\($0.entrants) to epoch \($0.epoch)" }.joined(separator: ", ")
        let (trained, judged) = (count(choice.trainingImages), count(choice.judgingImages))
        return "before it \(rungs): \(trained) pictures, and \(judged) to compare them"
    }

    private static func columns(_ cells: [String]) -> String {
        cells.map { String(repeating: " ", count: max(0, 14 - $0.count)) + $0 }.joined()
    }

    private static func count(_ number: Int) -> String { count(Double(number)) }

    private static func count(_ number: Double) -> String {
        switch number {
        case ..<1e4: number.decimal(places: 0)
        case ..<1e6: (number / 1e3).decimal(places: 1) + "k"
        case ..<1e9: (number / 1e6).decimal(places: 2) + "M"
        default: (number / 1e9).decimal(places: 2) + "G"
        }
    }

    /// A number of bytes for people.
    package static func bytes(_ number: Int) -> String {
        number < 1 << 30
            ? (Double(number) / Double(1 << 20)).decimal(places: 1) + " MiB"
            : (Double(number) / Double(1 << 30)).decimal(places: 2) + " GiB"
    }
}
