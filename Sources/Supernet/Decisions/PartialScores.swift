import NeuralNetwork

/// The scores of a round's paths, taken part by part of the round's pictures, each path's as long as its place is open.
///
/// After each part the place of a path is clear if at least k others are better than it, or at least m - k worse, each by
/// more than two standard errors of the mean difference of their losses on the pictures that both were scored on. Such a
/// path is scored no further. The differences are those of single pictures, since most of the noise in a loss lies in the
/// pictures, which are hard for all paths or for none.
///
/// Another part may have harder pictures. So the loss of a path that is scored no further moves with the others: by the
/// mean change in the mean losses of the paths that were scored on the part. It remains an estimate from fewer pictures, and
/// the round is ranked by it in the end.
struct PartialScores {
    private let keptPaths: Int
    /// For each path: the losses of the pictures that it was scored on.
    private var losses: [[Double]]
    /// For each path: the sum of what its pictures gave.
    private var sums: [PassOutcome]
    /// For each path: the mean loss over all parts so far, seen or not.
    private var means: [Double]
    private var parts = 0
    /// The paths whose places are open, by their indices.
    private(set) var open: [Int]

    /// How many standard errors make a difference clear.
    static let clearDifference = 2.0

    /// Nothing is scored yet, and all places are open.
    init(paths count: Int, keptPaths: Int) {
        self.keptPaths = keptPaths
        losses = Array(repeating: [], count: count)
        sums = Array(repeating: .none, count: count)
        means = Array(repeating: 0, count: count)
        open = Array(0..<count)
    }

    /// Takes the next part's scores in, and closes the places that have become clear.
    ///
    /// - Parameter outcomes: For each open path the outcomes of the part's pictures, at least one.
    mutating func add(_ outcomes: [[PassOutcome]]) {
        var changes: [Int: Double] = [:]
        for (path, pictures) in zip(open, outcomes) {
            let part = pictures.reduce(.none, +)
            losses[path] += pictures.map(\.loss)
            sums[path] = sums[path] + part
            changes[path] = part.loss - means[path]
        }
        // Of a path whose loss is not finite nothing follows for others.
        let finite = open.compactMap { changes[$0] }.filter(\.isFinite)
        let common = finite.isEmpty ? 0 : finite.reduce(0, +) / Double(finite.count)
        parts += 1
        for path in means.indices { means[path] += (changes[path] ?? common) / Double(parts) }
        open = open.filter(isOpen)
    }

    /// What each path has scored: its mean loss over all parts so far, and the accuracy on the pictures it was scored on.
    var outcomes: [PassOutcome] {
        let most = sums.map(\.pictures).max() ?? 0
        return sums.indices.map { path in
            var outcome = sums[path]
            if outcome.pictures < most { outcome.lossSum = means[path] * Double(outcome.pictures) }
            return outcome
        }
    }

    private func isOpen(_ path: Int) -> Bool {
        guard means[path].isFinite else { return false }
        let others = losses.indices.filter { $0 != path }
        return others.count { isBetter($0, than: path) } < keptPaths
            && others.count { isBetter(path, than: $0) } < losses.count - keptPaths
    }

    /// Whether the losses of a path are clearly less than those of another one on the same pictures.
    private func isBetter(_ path: Int, than other: Int) -> Bool {
        let differences = zip(losses[path], losses[other]).map { $1 - $0 }
        let count = Double(differences.count)
        let mean = differences.reduce(0, +) / count
        let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return mean > Self.clearDifference * (squares / (count - 1) / count).squareRoot()
    }
}
