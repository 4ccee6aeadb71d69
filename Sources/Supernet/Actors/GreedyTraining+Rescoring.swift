import Architecture
import NeuralNetwork

extension GreedyTraining {
    /// Scores every member of the pool once on the common held-out set; the search starts from that order.
    func rescorePool(_ told: (_ done: Int, _ planned: Int) async throws -> Void) async throws -> Int {
        let members = await candidates.state.members.map(\.path)
        guard !members.isEmpty else { return 0 }
        let outcomes = try await scoreOnCommonSet(members, told)
        let round = await candidates.progress.roundsDone
        for (path, outcome) in zip(members, outcomes) {
            try check(outcome.loss, of: path, round: round, phase: "final scoring")
        }
        await candidates.rescore(outcomes.map { ($0.loss, $0.accuracy) })
        return outcomes.reduce(0) { $0 + $1.pictures }
    }

    /// Scores paths on the common held-out set, a few for each thread at a time, so that it can be told how many are over.
    func scoreOnCommonSet(
        _ paths: [Path], _ told: (_ done: Int, _ planned: Int) async throws -> Void
    ) async throws -> [PassOutcome] {
        var outcomes: [PassOutcome] = []
        while outcomes.count < paths.count {
            let next = paths[outcomes.count..<min(outcomes.count + pathsAtOnce, paths.count)]
            outcomes += try await model.scoreOnCommonSet(Array(next))
            try await told(outcomes.count, paths.count)
        }
        return outcomes
    }
}
