import Architecture
import NeuralNetwork

extension SubnetScoring {
    /// Scores the paths of a round part by part of its pictures, each path as long as its place is open.
    ///
    /// The parts are equal, and each is normalised by its own statistics, in several groups where `group` is smaller. On
    /// several ranks all of them come to the same decisions.
    ///
    /// - Parameters:
    ///   - paths: All paths of the round.
    ///   - pictures: The round's held-out pictures.
    ///   - parts: How many; a divisor of the pictures.
    ///   - keptPaths: How many of the paths the round keeps.
    /// - Returns: For each path the outcome that `PartialScores` says.
    /// - Throws: As `score`.
    func score(
        _ paths: [Path], on pictures: PictureBatch, inParts parts: Int, keptPaths: Int
    ) async throws -> [PassOutcome] {
        var scores = PartialScores(paths: paths.count, keptPaths: keptPaths)
        let groupsPerPart = (pictures.count / parts + group - 1) / group
        var groups = pictures.groups(number: parts * groupsPerPart)[...]
        while !groups.isEmpty, !scores.open.isEmpty {
            let next = Array(groups.prefix(groupsPerPart))
            scores.add(
                try await pieces(of: scores.open.map { paths[$0] }, next, outcomesPerGroup: \.count) {
                    try await scorePictures($0, on: pictures, group: $1)
                })
            groups = groups.dropFirst(groupsPerPart)
        }
        return scores.outcomes
    }
}
