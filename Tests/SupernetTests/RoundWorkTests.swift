import Architecture
import Layout
import NeuralNetwork
import Supernet
import Testing
import Workers

struct RoundWorkTests {
    private let paths = [Path(choices: [0, 1, 2]), Path(choices: [2, 3, 0]), Path(choices: [1, 1, 1])]

    private func work(_ tiny: TinyTraining, workers: Int) -> RoundWork {
        RoundWork(layout: tiny.layout, settings: tiny.settings, feed: tiny.feed, team: WorkerTeam(width: workers))
    }

    /// The scores, the losses of the steps and the scores after them are the same for any number of workers.
    @Test func scoresComeInTheOrderOfThePathsWhateverTheWorkers() async throws {
        let tiny = try TinyTraining(rounds: 1)
        let pictures = tiny.feed.scoringBatch(round: 1)
        var traces: [[PassOutcome]] = []
        for workers in 1...4 {
            let work = work(tiny, workers: workers)
            var trace = try await work.score(paths, on: pictures)
            #expect(trace.count == 3 && Set(trace).count == 3)
            for (path, outcome) in zip(paths, trace) {
                #expect(try await work.score([path], on: pictures) == [outcome])
            }
            for (step, path) in paths.enumerated() {
                trace.append(try await work.train(path, on: tiny.feed.trainingBatch(step: step), round: 1))
            }
            trace += try await work.score(paths, on: pictures)
            traces.append(trace)
        }
        #expect(Set(traces).count == 1)
        #expect(traces[0].prefix(3) != traces[0].suffix(3))
        #expect(traces[0].allSatisfy { $0.loss.isFinite })
    }

    /// Scores, losses and the order of batches and rates are the training's own, to the bit.
    @Test(arguments: [SupernetSettings.Strategy.greedy, .uniform, .fair])
    func repeatedRoundsAreThoseOfTheTraining(strategy: SupernetSettings.Strategy) async throws {
        let tiny = try TinyTraining(
            strategy: strategy, rounds: 12, m: strategy == .greedy ? 5 : 1, k: strategy == .greedy ? 2 : 1)
        let training = try await tiny.run(workers: 3)
        let work = work(tiny, workers: 2)
        for record in training.records {
            let (scored, trained) = try await work.repeatRound(record.ranked)
            #expect(scored.map(\.loss) == (strategy == .greedy ? record.scored.map(\.loss) : []))
            #expect(trained.map(\.loss) == record.trainingLosses)
        }
        #expect(training.records.count == 12)
    }

    @Test func repeatedRoundsKnowStepsAndRoundsThatScoreNothing() async throws {
        let tiny = try TinyTraining.remembering(rounds: 6)
        let training = try await tiny.run(workers: 3)
        let work = work(tiny, workers: 2)
        for record in training.records {
            let (scored, trained) = try await work.repeatRound(record.ranked)
            #expect(scored.map(\.loss) == (record.round > 3 ? record.scored.map(\.loss) : []))
            #expect(trained.map(\.loss) == record.trainingLosses)
        }
    }

    /// In the cooldown the rates fall from that of the step where it begins.
    @Test func repeatedCooldownHasTheRatesOfTheTraining() async throws {
        var tiny = try TinyTraining(rounds: 60)
        tiny.settings.alpha = 1
        tiny.settings.cooldown = 0.5
        let training = try await tiny.run()
        #expect(training.records.contains { $0.ranked.plan.rateFactor != .one })
        let work = work(tiny, workers: 2)
        for record in training.records {
            #expect(try await work.repeatRound(record.ranked).trained.map(\.loss) == record.trainingLosses)
        }
    }

    /// Many steps on one batch learn it by heart, so the steps are real ones.
    @Test func trainingLowersTheLossOfItsBatch() async throws {
        let tiny = try TinyTraining(rounds: 1)
        let work = work(tiny, workers: 2)
        var losses: [Double] = []
        for _ in 0..<20 {
            losses.append(try await work.train(paths[0], on: tiny.feed.trainingBatch(step: 0), round: 1).loss)
        }
        #expect(losses[19] < 0.7 * losses[0], "\(losses)")
    }

    /// The store must be free again after a failure: scoring borrows from it.
    @Test func failureNamesPathAndRoundAndEndsTheLease() async throws {
        var tiny = try TinyTraining(rounds: 1)
        tiny.feed.poisoned = [.training(step: 0)]
        let work = work(tiny, workers: 2)
        let name = tiny.layout.space.names(of: paths[1])
        await #expect(throws: SupernetError.lossNotFinite(round: 7, path: name, phase: "training")) {
            try await work.train(paths[1], on: tiny.feed.trainingBatch(step: 0), round: 7)
        }
        #expect(try await work.score(paths, on: tiny.feed.scoringBatch(round: 1)).count == 3)
    }
}
