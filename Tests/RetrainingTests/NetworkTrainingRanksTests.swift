import Exchange
import NeuralNetwork
import TestSupport
import Testing
import Workers

@testable import Retraining

/// Numbers do not depend on the number of ranks.
@Suite(.timeLimit(.minutes(10)))
struct NetworkTrainingRanksTests {
    /// With averages and calibrated statistics, and with running ones; from the beginning, and from the middle of an epoch.
    @Test(arguments: [false, true], [0, 5])
    func anyNumberOfRanksGivesTheSameBits(isRunning: Bool, steps: Int) async throws {
        var tiny = isRunning ? try TinyRetraining() : try .complete()
        if isRunning { tiny.settings.statistics = .running(share: 0.1) }
        tiny.settings.normalizationBatch = 5
        tiny.feed.validationPictures = 21
        let expected = try await tiny.run()
        let before = tiny.training()
        for _ in 0..<steps { _ = try await before.step() }
        let state = await before.state
        for count in [1, 2, 4] {
            let (tiny, kept) = (tiny, state.copy())
            let outcomes = try await Board.ranks(count) { ranks -> TinyRetraining.Outcome? in
                let team = WorkerTeam(width: 2)
                guard ranks.isFirst else {
                    let follower = try await RetrainingFollower(
                        tiny.network, settings: tiny.settings, feed: tiny.feed, team: team, ranks: ranks)
                    try await follower.follow()
                    return nil
                }
                let training = await NetworkTraining(
                    tiny.network, settings: tiny.settings, feed: tiny.feed, team: team,
                    state: steps == 0 ? nil : kept, ranks: ranks)
                let network = try await training.run { _ in }
                training.leave()
                return TinyRetraining.Outcome(await training.state, network)
            }
            #expect(outcomes.first == expected, "\(count) ranks")
        }
    }

    @Test func batchOfOneGroupDoesNotSpread() throws {
        var tiny = try TinyRetraining()
        #expect(!tiny.settings.spreads)
        tiny.settings.normalizationBatch = tiny.settings.batch
        #expect(!tiny.settings.spreads)
        tiny.settings.normalizationBatch = tiny.settings.batch - 1
        #expect(tiny.settings.spreads)
    }
}
