import Architecture
import NeuralNetwork
import Workers

extension SubnetScoring {
    /// Scores many paths that share their first layers; results in the order of the paths.
    ///
    /// The outcomes are those of `score` to the last bit, since the groups' sums are added in their order.
    ///
    /// - Throws: `CancellationError` before the next path when the task is cancelled.
    func scoreSharingPrefixes(_ paths: SharedPrefixes, on pictures: PictureBatch) async throws -> [PassOutcome] {
        let groups = pictures.groups(of: group)
        let outcomes = try await spread(groups.count) { index in
            try await score(paths, on: pictures, group: groups[index])
        }
        return outcomes.reduce([PassOutcome](repeating: .none, count: paths.members.count)) { total, group in
            zip(total, group).map { $0 + $1 }
        }
    }

    /// Scores the paths on one group of pictures, blocks that they begin with in common computed once.
    private func score(
        _ paths: SharedPrefixes, on pictures: PictureBatch, group: Range<Int>
    ) async throws -> [PassOutcome] {
        let (layout, memory, precision, flag) = (layout, memory, precision, CancellationFlag())
        return try await lender.withLoan { weights in
            try await withTaskCancellationHandler {
                try await team.run { crew in
                    try layout.score(
                        paths, pictures, group: group, weights: weights, crew: crew, memory: memory,
                        precision: precision,
                        isCancelled: { flag.isSet })
                }
            } onCancel: {
                flag.set()
            }
        }
    }
}
