import NeuralNetwork

extension [PathEvaluator] {
    /// Scores networks in parallel, each evaluator its share; results in the order of the networks.
    func score(_ subnets: [Subnet], on pictures: PictureBatch) async throws -> [PassOutcome] {
        try await withThrowingTaskGroup(of: [(Int, PassOutcome)].self) { group in
            for (share, evaluator) in enumerated() {
                group.addTask {
                    var outcomes: [(Int, PassOutcome)] = []
                    for index in stride(from: share, to: subnets.count, by: count) {
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
