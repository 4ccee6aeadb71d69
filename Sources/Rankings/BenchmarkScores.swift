import Architecture
import Documents
import Foundation
import NeuralNetwork
import RunFiles
import Runs
import Scenarios
import Supernet

/// The scores of all paths of a space by one run's supernet, which the run's folder keeps.
struct BenchmarkScores {
    let folder: String
    let strategy: String
    let seed: Int
    /// Mean loss of each path in lexicographic order, on the search part.
    let losses: [Double]
    /// Accuracy of each path, a share.
    let accuracies: [Double]

    /// Reads the scores that the folder keeps, or scores all paths and keeps them.
    ///
    /// - Throws: What scoring throws. Where they cannot be kept, a note says so.
    static func find(
        for opened: OpenedRun, published: PublishedAccuracies, note: @Sendable (String) -> Void
    ) async throws -> BenchmarkScores {
        let precision = opened.run.precision
        let file = "\(opened.run.folder)/\(RunFileName.benchmarkScores(precision))"
        let pictures = opened.supernet.phase.feed.commonBatch()
        let head =
            "# supernet.weights \(opened.supernet.sha256); space \(opened.supernet.phase.space.fingerprint); "
            + "\(published.isComplete ? "all" : "\(published.paths.count)") paths on the "
            + "\(pictures.count) pictures of the search part in groups of at most \(opened.group); depthwise outputs as halves"
            + (precision == .float32 ? "" : "; scores of \(precision.rawValue)")
        if let kept = read(file, head: head, paths: published.paths) {
            note("all \(published.paths.count) scores are in \(file)")
            return BenchmarkScores(opened.run, losses: kept.losses, accuracies: kept.accuracies)
        }
        note(
            "scoring \(published.paths.count.counted("path")) of "
                + "\(published.file)\(published.isComplete ? "" : ", a part of the space,") with \(opened.run.folder) on "
                + "\(pictures.count) held-out pictures"
        )
        let outcomes = try await opened.scoreOnCommonSet(published.paths)
        let rows = zip(published.paths, outcomes).map { "\(text(of: $0)),\($1.loss),\($1.accuracy)" }
        do {
            try WholeFile.write(Data(([head, columns] + rows).joined(separator: "\n").utf8 + [10]), to: file)
        } catch {
            note("the scores are not kept for another time: \(error)")
        }
        return BenchmarkScores(opened.run, losses: outcomes.map(\.loss), accuracies: outcomes.map(\.accuracy))
    }

    private init(_ run: CorrelatedRun, losses: [Double], accuracies: [Double]) {
        self.init(
            folder: run.folder, strategy: run.strategy.rawValue, seed: run.scenario.seed, losses: losses,
            accuracies: accuracies)
    }

    /// The scores of one run's supernet: losses and accuracies of the same networks, in their order.
    init(folder: String, strategy: String, seed: Int, losses: [Double], accuracies: [Double]) {
        self.folder = folder
        self.strategy = strategy
        self.seed = seed
        self.losses = losses
        self.accuracies = accuracies
    }

    /// The same with what additive models say that are fitted to the scores, and how the model of the losses was fitted.
    ///
    /// - Parameters:
    ///   - published: Whose paths the scores are of.
    ///   - pairs: Whether pairs of neighbouring layers are tried.
    func smoothed(in published: PublishedAccuracies, pairs: Bool) -> (scores: BenchmarkScores, model: JSONValue) {
        guard
            let smoothed = SmoothedScores(
                published.paths, of: published.space, losses: losses, accuracies: accuracies, pairs: pairs)
        else { return (self, .null) }
        let scores = BenchmarkScores(
            folder: folder, strategy: strategy, seed: seed, losses: smoothed.losses, accuracies: smoothed.accuracies)
        return (scores, smoothed.json)
    }

    private static let columns = "path,loss,accuracy"

    /// A path as it stands in a table of commas; `SearchSpace.path(from:)` reads it.
    static func text(of path: Path) -> String { path.choices.map { "\($0)" }.joined(separator: " ") }

    /// The scores of a file that holds exactly these paths, scored as the head says; nil for any other file, which is
    /// written again.
    static func read(_ file: String, head: String, paths: [Path]) -> (losses: [Double], accuracies: [Double])? {
        guard FolderContents.exists(file),
            let data = try? FileBytes.read(file, atMost: 1 << 28, what: "the scores of all paths")
        else { return nil }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == paths.count + 3, lines[0] == head, lines[1] == columns, lines.last == "" else {
            return nil
        }
        var (losses, accuracies): ([Double], [Double]) = ([], [])
        for (path, line) in zip(paths, lines.dropFirst(2)) {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            guard cells.count == 3, cells[0] == text(of: path), let loss = Double(cells[1]),
                let accuracy = Double(cells[2]), loss.isFinite, (0...1).contains(accuracy)
            else { return nil }
            losses.append(loss)
            accuracies.append(accuracy)
        }
        return (losses, accuracies)
    }
}
