import Architecture
import NeuralNetwork
import Optimizers
import TestSupport
import Testing
import Workers

@testable import Supernet

/// Trainings that score each round part by part.
@Suite(.timeLimit(.minutes(10)))
struct ScoringPartsTests {
    /// 48 pictures in four parts of 12, each of one group or of three.
    private func tiny(group: Int? = nil, rounds: Int = 6) throws -> TinyTraining {
        var tiny = try TinyTraining(rounds: rounds)
        tiny.feed.scoringPictures = 48
        tiny.settings.scoringPictures = 48
        tiny.settings.scoringParts = 4
        tiny.settings.normalizationBatch = group
        return tiny
    }

    /// Whoever was scored on all pictures has the loss that these parts have as groups; of the others the part that was seen
    /// is right; and the images that were really scored are counted.
    @Test func scoresAreThoseOfThePartsThatWereSeen() async throws {
        let tiny = try tiny()
        let outcome = try await tiny.run(workers: 3)
        let parts = [0..<12, 12..<24, 24..<36, 36..<48]
        var hands = (1...4).map { HandTraining(tiny, scoringGroups: Array(parts.prefix($0))) }
        var images = 0
        var seen: Set<Int> = []
        for record in outcome.records {
            for path in record.scored {
                images += path.pictures
                seen.insert(path.pictures)
                let score = try await hands[path.pictures / 12 - 1].score(path.path, round: record.round)
                #expect(score.pictures == path.pictures && score.accuracy == path.accuracy)
                if path.pictures == 48 { #expect(path.loss == score.loss) }
            }
            #expect(record.cost.evaluationImages == images)
            let kept = record.ranked.kept.map(\.loss)
            #expect(record.ranked.rejected.allSatisfy { $0.loss >= kept[1] } && kept[0] <= kept[1])
            for index in hands.indices {
                for (step, path) in record.ranked.kept.enumerated() {
                    let rate = tiny.settings.learningRate.rate(at: 2 * (record.round - 1) + step)
                    _ = try await hands[index].update([path.path], rate: rate)
                }
            }
        }
        #expect(seen.count > 1 && seen.contains(48) && images < 6 * 5 * 48)
        #expect(outcome.result.weights.bits == hands[0].weights.bits)
    }

    @Test(arguments: [nil, 5]) func anyNumberOfWorkersAndRanksGivesTheSameBits(group: Int?) async throws {
        let tiny = try tiny(group: group)
        let expected = try await tiny.run(workers: 1).trace
        for workers in [2, 3] {
            #expect(try await tiny.run(workers: workers).trace == expected, "\(workers) workers")
        }
        for ranks in [1, 2, 3] {
            #expect(try await tiny.run(ranks: ranks).trace == expected, "\(ranks) ranks")
        }
        // Two ranks stop after round 3, three go on.
        let kept = try await tiny.run(ranks: 2, stoppingAfter: 3)
        #expect(kept.result.cost.evaluationImages < 3 * 5 * 48)
        #expect(try await tiny.run(ranks: 3, state: kept.state).trace.prefix(4) == expected.prefix(4))
    }

    @Test func repeatedRoundsAreThoseOfTheTraining() async throws {
        let tiny = try tiny()
        let training = try await tiny.run()
        let work = RoundWork(
            layout: tiny.layout, settings: tiny.settings, feed: tiny.feed, team: WorkerTeam(width: 2))
        for record in training.records {
            let (scored, trained) = try await work.repeatRound(record.ranked)
            #expect(scored.map(\.loss) == record.scored.map(\.loss))
            #expect(trained.map(\.loss) == record.trainingLosses)
        }
    }
}
