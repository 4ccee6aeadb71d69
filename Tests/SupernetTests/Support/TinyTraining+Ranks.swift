import Exchange
import TestSupport
import Workers

@testable import Supernet

extension TinyTraining {
    /// What the first of several ranks has after a training, or has kept after a round.
    func run(
        ranks count: Int, state: TrainingState<TrainedArenas>? = nil, stoppingAfter last: Int? = nil
    ) async throws -> Outcome {
        let outcomes = try await Board.ranks(count) { ranks in
            let team = WorkerTeam(width: 1 + ranks.rank % 2)
            guard ranks.isFirst else {
                let follower = await SupernetFollower(
                    layout: layout, settings: settings, feed: feed, team: team, ranks: ranks)
                try await follower.follow()
                return Outcome?.none
            }
            let log = Log<RoundRecord>()
            let kept = Log<TrainingState<TrainedArenas>>()
            let training = await GreedyTraining(
                layout: layout, settings: settings, feed: feed, team: team, ranks: ranks, state: state)
            defer { training.leave() }
            let keeping = RoundKeeping<TrainedArenas>(decide: { $0 == last ? .stop : .next }) { kept.append($0) }
            guard last == nil else {
                _ = try await training.train(keeping: keeping) { log.append($0) }
                return Outcome(result: SupernetResult(state: kept.entries[0]), records: log.entries)
            }
            let result = try await training.run { log.append($0) }
            return Outcome(result: result, records: log.entries)
        }
        return outcomes[0]!
    }
}

extension TinyTraining.Outcome {
    /// The state at the end.
    var state: TrainingState<TrainedArenas> { result.state }
}
