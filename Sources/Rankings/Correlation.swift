import Architecture
public import Documents
public import Exchange
import Foundation
import Host
import NeuralNetwork
import Planning
public import RunFiles
import Runs
import Scenarios
import Search
import Supernet
import Workers

/// Trained supernets side by side: how well each repeats its own ranking, and, where accuracies are published, how well it
/// agrees with these.
public struct Correlation: Sendable {
    private let rows: [CorrelationRow]
    private let space: SearchSpace
    private let paths: [Path]
    private let remark: String?
    private let precision: ScoringPrecision
    private let images: Int
    private let heldOut: Int
    private let benchmark: BenchmarkComparison?
    private let hasTriedPairs: Bool

    /// Scores paths with the supernets of some runs.
    ///
    /// - Parameters:
    ///   - folders: The runs' folders, at least one.
    ///   - plan: What is asked for.
    ///   - ranks: The processes that score together, of which this is the first; nil for one alone.
    ///   - stop: Asks for an early end.
    ///   - note: Takes a sentence on what begins.
    /// - Throws: `Refusal` or `ScenarioError` for a folder that is no trained run, for runs of different spaces or
    ///   pictures, and for sizes that do not fit; `Failure` where a loss is not finite; `RunInterruption` where `stop`
    ///   asked.
    @concurrent
    public static func measure(
        _ folders: [String], plan: CorrelationPlan, ranks: Ranks? = nil, stop: StopRequest = StopRequest(),
        note: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> Correlation {
        if let twice = folders.indices.first(where: { folders[..<$0].contains(folders[$0]) }) {
            throw Refusal("\(folders[twice]) is given twice; expected each run once")
        }
        let runs = try folders.map { try CorrelatedRun($0, data: plan.data, precision: plan.precision) }
        for run in runs.dropFirst() { try run.check(against: runs[0]) }
        // Scoring here needs about what a search needs. All runs are looked at before the first of them is scored.
        for run in runs { try MachineCheck.check(run.scenario, phases: .search...(.search), workers: plan.workers) }
        let images = try images(of: runs, plan: plan)
        let space = runs[0].scenario.searchSpace
        let domain = try runs[0].domain()
        let published = try published(of: runs, within: domain, plan: plan)
        let seed = UInt64(plan.seed)
        if plan.source == .pool, runs[0].pool.isEmpty {
            throw Refusal("the pool of \(runs[0].folder) has no members to draw from; expected a greedy run first")
        }
        let drawn = CorrelatedPaths(
            plan.paths, of: space, within: domain, around: plan.source == .pool ? runs[0].pool : nil, seed: seed)
        let team = WorkerTeam(width: plan.workers ?? Processor.cores)
        ranks?.onWish { stop.request($0) }
        let advice = "repeat the command; what benchmark.csv of a run holds is not scored again"
        let (rows, scores) = try await stop.orInterruption(advice: advice) {
            try await stop.interrupting {
                var rows: [CorrelationRow] = []
                var scores: [BenchmarkScores] = []
                for run in runs {
                    let opened = try await OpenedRun(run, team: team, workers: plan.workers, ranks: ranks)
                    rows.append(
                        try await row(
                            of: opened, paths: drawn.paths, images: images, pairs: plan.pairs, seed: seed, note: note))
                    if let published {
                        scores.append(try await BenchmarkScores.find(for: opened, published: published, note: note))
                    }
                }
                return (rows, scores)
            }
        }
        return Correlation(
            rows: rows, space: space, paths: drawn.paths, remark: drawn.remark, precision: runs[0].precision,
            images: images,
            heldOut: runs[0].heldOut,
            benchmark: published.map { BenchmarkComparison(BenchmarkNetworks($0), scores, pairs: plan.pairs) },
            hasTriedPairs: plan.pairs)
    }

    /// The pictures of the small set.
    private static func images(of runs: [CorrelatedRun], plan: CorrelationPlan) throws(Refusal) -> Int {
        let heldOut = runs[0].heldOut
        let standard = max(1, min(runs.map(\.scenario.supernet.scoringPictures).min() ?? 1, heldOut / 3))
        let images = plan.images ?? standard
        guard images < heldOut else {
            throw Refusal(
                "--images is \(images) and \(runs[0].folder) holds out \(heldOut.counted("picture")); expected fewer, so that others "
                    + "are left to compare with")
        }
        return images
    }

    private static func published(
        of runs: [CorrelatedRun], within domain: SearchDomain?, plan: CorrelationPlan
    ) throws(Refusal) -> PublishedAccuracies? {
        let files = runs.map { plan.benchmark ?? $0.scenario.benchmark }
        guard let file = files.compactMap({ $0 }).first else { return nil }
        for (run, other) in zip(runs, files) where other != nil && other != file {
            throw Refusal(
                "\(run.folder) names the published accuracies of \(other ?? "") and another run those of \(file); expected "
                    + "one table, as --benchmark names it")
        }
        let published = try PublishedAccuracies(file: file, space: runs[0].scenario.searchSpace)
        guard let domain else { return published }
        guard let kept = published.keeping(domain.admits) else {
            throw Refusal("\(file) has no network within the limits of \(runs[0].folder); expected one at least")
        }
        return kept
    }

    private static func row(
        of opened: OpenedRun, paths: [Path], images: Int, pairs: Bool, seed: UInt64,
        note: @Sendable (String) -> Void
    ) async throws -> CorrelationRow {
        let order = opened.heldOut(seed: seed)
        let feed = opened.supernet.phase.feed
        let (small, disjoint) = (Array(order.prefix(images)), Array(order.dropFirst(images)))
        note("scoring \(paths.count.counted("path")) of \(opened.run.folder) on \(order.count) held-out pictures")
        let first = try await opened.score(paths, on: small)
        let second = try await opened.score(paths, on: disjoint)
        let some = Array(paths.prefix(CorrelationPlan.pooledPaths))
        note("scoring \(some.count) of them by statistics pooled over training pictures")
        let pooled = try await opened.pooledLosses(some, on: feed.plainBatch(disjoint), seed: seed)
        return CorrelationRow(
            opened.run, paths, small: first, disjoint: second, pooled: pooled.losses,
            pooledPictures: pooled.pictures, pairs: pairs, seed: seed)
    }
}

// MARK: - What is printed

extension Correlation {
    /// The tables for people.
    public var text: String { document(isMarkdown: false) }

    /// The tables in Markdown.
    public var markdown: String { document(isMarkdown: true) }

    private func document(isMarkdown: Bool) -> String {
        let first = [CorrelationRow.head] + rows.flatMap(\.cells)
        let second = [CorrelationRow.secondHead(paths: paths.count)] + rows.flatMap(\.secondCells)
        var parts = [
            CorrelationText.table(first, isMarkdown: isMarkdown), explanation,
            CorrelationText.table(second, isMarkdown: isMarkdown), secondExplanation,
        ]
        if let benchmark { parts += benchmark.parts(isMarkdown: isMarkdown) }
        return parts.joined(separator: "\n\n")
    }

    /// What sqrt(n / N) is: the rho of two means of which the one is a part of the other, where pictures say nothing else.
    private var noSignal: Double { (Double(images) / Double(heldOut)).squareRoot() }

    private var explanation: String {
        "\(paths.count.counted("path")), the same for all runs, scored on \(images) held-out pictures and on the \(heldOut - images) "
            + "others; in parentheses the 95 % bootstrap interval over the paths. This is repeatability on other pictures, "
            + "not whether the ranking is right. Smoothed: what an additive model of the layers' choices says that is fitted "
            + "to the small set's scores of these paths, compared with the same scores on the others." + smoothingNote
            + (precision == .float32
                ? "" : " Scores are computed from \(precision.rawValue), pooled losses from float32.")
            + (remark.map { " " + $0 } ?? "")
    }

    /// Where pairs were tried, whether they were used.
    private var smoothingNote: String {
        guard hasTriedPairs else { return "" }
        let users = rows.filter { $0.smoothing?.hasPairs == true }.map(\.folder)
        return " Pairs of neighbouring layers were tried, and lower the held-out error of the losses of "
            + "\(users.isEmpty ? "no run" : users.joined(separator: ", "))."
    }

    private var secondExplanation: String {
        "Overlapping: \(images) pictures against all \(heldOut), of which they are a part; without any signal rho is about "
            + "sqrt(\(images) / \(heldOut)) = \(CorrelationText.number(noSignal)). Precision and regret (accuracy in "
            + "points, and loss) are those of the best by the small set's loss on the other pictures. Top fifth: tau by loss "
            + "among the fifth of the paths that is best on the others. Tau pooled: losses "
            + "by batch statistics against losses by statistics of \(rows.first?.pooledPictures ?? 0) training pictures, "
            + "first \(rows.first?.pooled.count ?? 0) paths."
    }

    /// Everything as one JSON document.
    public var json: JSONValue {
        let document: JSONValue = [
            "space": .string(space.description), "fingerprint": .string(space.fingerprint),
            "paths": .integer(paths.count), "remark": remark.map { .string($0) } ?? .null, "images": .integer(images),
            "precision": .string(precision.rawValue), "disjoint_images": .integer(heldOut - images),
            "no_signal": JSONValue(noSignal),
            "rows": .array(rows.map(\.json)),
        ]
        return document.setting("benchmark", to: benchmark?.json ?? .null)
    }

    /// Every score, a line for each run and path.
    public var csv: String {
        let head =
            "folder,strategy,seed,path,small_loss,small_accuracy,disjoint_loss,disjoint_accuracy,pooled_loss"
        let lines = rows.flatMap { row in
            paths.indices.map { index in
                let (small, disjoint) = (row.small[index], row.disjoint[index])
                let pooled = index < row.pooled.count ? "\(row.pooled[index])" : ""
                return
                    "\(CSVText.field(row.folder)),\(row.strategy),\(row.seed),\(BenchmarkScores.text(of: paths[index])),"
                    + "\(small.loss),\(small.accuracy),\(disjoint.loss),\(disjoint.accuracy),\(pooled)"
            }
        }
        return ([head] + lines).joined(separator: "\n") + "\n"
    }

    /// Writes `csv` to a file.
    ///
    /// - Throws: `Failure` where it cannot be written.
    public func write(csv file: OutputFile) throws(Failure) { try file.write(Data(csv.utf8)) }
}
