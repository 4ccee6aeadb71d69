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

    /// Scores many paths that begin alike, each evaluator its share of the groups; results in the order of the paths.
    ///
    /// The outcomes are those of `score` to the last bit, since the groups' sums are added in their order.
    func scoreSharingPrefixes(_ paths: SharedPrefixes, on pictures: PictureBatch) async throws -> [PassOutcome] {
        guard let first else { return [] }
        let groups = await first.groups(of: pictures)
        return try await withThrowingTaskGroup(of: [(Int, [PassOutcome])].self) { tasks in
            for (share, evaluator) in enumerated() {
                tasks.addTask {
                    var outcomes: [(Int, [PassOutcome])] = []
                    for index in stride(from: share, to: groups.count, by: count) {
                        outcomes.append((index, try await evaluator.score(paths, on: pictures, group: groups[index])))
                    }
                    return outcomes
                }
            }
            var ofGroups = [[PassOutcome]](repeating: [], count: groups.count)
            for try await outcomes in tasks {
                for (index, outcome) in outcomes { ofGroups[index] = outcome }
            }
            return ofGroups.reduce([PassOutcome](repeating: .none, count: paths.members.count)) { total, group in
                zip(total, group).map { $0 + $1 }
            }
        }
    }
}
