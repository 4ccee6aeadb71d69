import Architecture
import NeuralNetwork

extension GreedyTraining {
    /// Scores every member of the pool once on the common held-out set; the search starts from that order.
    func rescorePool() async throws -> Int {
        let members = await candidates.state.members.map(\.path)
        guard !members.isEmpty else { return 0 }
        let pictures = feed.commonBatch()
        let outcomes = try await evaluateAll(members.map(store.layout.subnet), on: pictures)
        let round = await candidates.ending.rounds
        for (path, outcome) in zip(members, outcomes) {
            try check(outcome.loss, of: path, round: round, phase: "final scoring")
        }
        await candidates.rescore(outcomes.map { ($0.loss, $0.accuracy) })
        return members.count * pictures.count
    }

    /// Scores networks in parallel, each evaluator its share; results in the order of the networks.
    private func evaluateAll(_ subnets: [Subnet], on pictures: PictureBatch) async throws -> [PassOutcome] {
        let evaluators = evaluators()
        return try await withThrowingTaskGroup(of: [(Int, PassOutcome)].self) { group in
            for (share, evaluator) in evaluators.enumerated() {
                group.addTask {
                    var outcomes: [(Int, PassOutcome)] = []
                    for index in stride(from: share, to: subnets.count, by: evaluators.count) {
                        outcomes.append((index, try await evaluator.score(subnets[index], on: pictures)))
                    }
                    return outcomes
                }
            }
            var results = [PassOutcome](repeating: .none, count: subnets.count)
            for try await outcomes in group {
                for (index, outcome) in outcomes { results[index] = outcome }
            }
            return results
        }
    }
}
