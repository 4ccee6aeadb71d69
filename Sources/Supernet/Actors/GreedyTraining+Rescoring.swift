import Architecture
import NeuralNetwork

extension GreedyTraining {
    /// Scores every member of the pool once on the common held-out set; the search starts from that order.
    func rescorePool() async throws -> Int {
        let members = await candidates.state.members.map(\.path)
        guard !members.isEmpty else { return 0 }
        let outcomes = try await model.scoreOnCommonSet(members)
        let round = await candidates.progress.roundsDone
        for (path, outcome) in zip(members, outcomes) {
            try check(outcome.loss, of: path, round: round, phase: "final scoring")
        }
        await candidates.rescore(outcomes.map { ($0.loss, $0.accuracy) })
        return outcomes.reduce(0) { $0 + $1.pictures }
    }
}
