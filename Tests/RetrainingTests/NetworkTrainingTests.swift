import Layout
import NeuralNetwork
import Optimizers
import TestSupport
import Testing
import Workers

@testable import Retraining

struct NetworkTrainingTests {
    @Test func bitsDoNotDependOnTheWorkers() async throws {
        var tiny = try TinyRetraining.complete()
        tiny.feed.validationPictures = 21
        let one = try await tiny.run(workers: 1)
        #expect(try await tiny.run(workers: 2) == one)
        #expect(try await tiny.run(workers: 3) == one)
        tiny.settings.seed = 6
        #expect(try await tiny.run(workers: 1) != one)
    }

    /// From any step on, in the middle of an epoch too, with either kind of statistics.
    @Test func keptStateIsContinuedToTheSameBits() async throws {
        var plain = try TinyRetraining()
        plain.settings.statistics = .running(share: 0.1)
        for tiny in [try TinyRetraining.complete(), plain] {
            let whole = try await tiny.run()
            for steps in [0, 3, 4, 11] {
                let first = tiny.training()
                for _ in 0..<steps { _ = try await first.step() }
                let kept = await first.state.copy()
                // What the first training goes on to do may not reach the state that was kept.
                _ = try await first.step()
                #expect(try await tiny.run(state: kept) == whole, "after \(steps) steps")
            }
        }
    }

    /// Whoever pauses after some epochs, is judged there and goes on in a copy, comes to the bits of one that does not.
    @Test func pausesAndJudgementsChangeNothing() async throws {
        var running = try TinyRetraining()
        running.settings.statistics = .running(share: 0.1)
        for var tiny in [try TinyRetraining.complete(), running] {
            tiny.feed.validationPictures = 21
            let whole = try await tiny.run()
            var state: RetrainingState?
            for epoch in [1, 1, 2, 3] {
                let training = tiny.training(state: state?.copy())
                try await training.run(throughEpoch: epoch, afterStep: { _ in }, report: { _ in })
                let first = try await training.judge()
                #expect(first.pictures == 21)
                #expect(try await training.judge() == first)
                state = await training.state
                #expect(state?.records.count == epoch)
            }
            #expect(try await tiny.run(state: state) == whole)
        }
    }

    /// A judgement is what the trained network would be told in a test of the held-out pictures.
    @Test func judgementIsATestOfHeldOutPictures() async throws {
        var tiny = try TinyRetraining.complete()
        tiny.feed.validationPictures = 40
        let training = tiny.training()
        let trained = try await training.run { _ in }
        let inference = NetworkInference(
            tiny.network.subnet, weights: trained.tested, team: WorkerTeam(width: 1), memory: PassMemory(width: 1))
        let pictures = try #require(tiny.feed.validationBatch)
        let expected = try await inference.classify(
            pictures, groupsOf: TrainedNetwork.testGroup, by: trained.statistics)
        #expect(try await training.judge() == expected)
    }

    @Test func everyEpochHasARecord() async throws {
        var tiny = try TinyRetraining()
        tiny.feed.validationPictures = 40
        let outcome = try await tiny.run()
        #expect(outcome.records.map(\.epoch) == [1, 2, 3])
        #expect(outcome.records.map(\.images) == [64, 128, 192])
        #expect(outcome.records.map(\.learningRate) == [3, 7, 11].map { tiny.settings.learningRate.rate(at: $0) })
        #expect(outcome.records[2].loss < outcome.records[0].loss)
        #expect(outcome.records.allSatisfy { ($0.validationAccuracy ?? -1) >= 0 })
        #expect((outcome.records[2].validationAccuracy ?? 0) > 0.6)
        tiny.feed.validationPictures = 0
        #expect(try await tiny.run().records.allSatisfy { $0.validationAccuracy == nil })
    }

    /// Held-out pictures are looked at, never learnt from.
    @Test func validationChangesNothingElse() async throws {
        var tiny = try TinyRetraining()
        let without = try await tiny.run()
        tiny.feed.validationPictures = 40
        let with = try await tiny.run()
        #expect(with.arenas == without.arenas && with.statistics == without.statistics)
    }

    /// A single step by hand: gradient of the batch, optimiser, average.
    @Test func stepIsGradientThenOptimiserThenAverage() async throws {
        let tiny = try TinyRetraining.complete()
        let state = RetrainingState(of: tiny.network, settings: tiny.settings)
        let weights = state.weights.copy()
        let velocities = FloatBuffer(count: weights.count)
        let meanSquares = FloatBuffer(count: weights.count)
        meanSquares.pointer.update(repeating: 1, count: weights.count)
        let averages = weights.copy()
        let (gradients, own) = (FloatBuffer(count: weights.count), FloatBuffer(count: weights.count))
        let subnet = tiny.network.subnet
        let settings = tiny.settings
        let memory = PassMemory(width: 1)
        let batch = tiny.feed.trainingBatch(step: 0)
        let loss = try await WorkerTeam(width: 1).run { crew in
            let losses = [0..<8, 8..<16].map { group in
                let outcome = subnet.addGradient(
                    of: batch, group: group, labelSmoothing: 0.1, scale: 1 / 16, weights: weights, into: own,
                    dropping: Dropping(dropout: 0.2, dropPath: 0.3, seed: settings.ownSeed, step: 0), crew: crew,
                    memory: memory)
                // Each group's gradient is summed up on its own, then added.
                for place in 0..<own.count { gradients.pointer[place] += own[place] }
                own.pointer.update(repeating: 0, count: own.count)
                return outcome.lossSum
            }
            settings.optimizer.step(
                subnet.parameters, weights: weights, gradients: gradients,
                state: Optimizer.State(velocities: velocities, meanSquares: meanSquares), rate: 0.005, crew: crew)
            settings.average?.step(
                subnet.parameters, averages: averages, weights: weights, afterUpdate: 0, crew: crew)
            return losses[0] + losses[1]
        }
        let training = tiny.training()
        _ = try await training.step()
        let found = await training.state
        #expect(found.weights.bits == weights.bits)
        #expect(found.optimizer.velocities.bits == velocities.bits)
        #expect(found.averages?.bits == averages.bits)
        #expect(found.current.lossSum == loss)
        #expect(found.averages?.bits != found.weights.bits)
    }

    /// Calibration pools moments of the averaged weights over the batches asked for.
    @Test func calibratedStatisticsAreThoseOfTheTestedWeights() async throws {
        var tiny = try TinyRetraining.complete()
        tiny.settings.statistics = .calibrated(batches: 2)
        let training = tiny.training()
        let trained = try await training.run { _ in }
        let (subnet, weights, feed) = (tiny.network.subnet, trained.tested, tiny.feed)
        #expect(weights.bits == (await training.state.averages)?.bits)
        let memory = PassMemory(width: 1)
        let pooled = try await WorkerTeam(width: 1).run { crew in
            var pooled = NetworkMoments(of: subnet)
            for index in 0..<2 {
                for group in [0..<8, 8..<16] {
                    pooled.merge(
                        subnet.moments(
                            feed.calibrationBatch(index, epoch: 3), group: group, weights: weights, crew: crew,
                            memory: memory))
                }
            }
            return pooled
        }
        #expect(pooled.pictures == 32)
        #expect(trained.statistics == NetworkStatistics(pooled))
    }

    @Test func divergenceNamesEpochAndStepAndKeepsTheWeights() async throws {
        var tiny = try TinyRetraining()
        tiny.feed.poisonedStep = 5
        let training = tiny.training()
        await #expect(throws: RetrainingError.lossNotFinite(epoch: 2, step: 2)) { try await training.run { _ in } }
        let left = await training.state
        #expect(left.step == 5 && left.records.count == 1)
        tiny.feed.poisonedStep = nil
        #expect(try await tiny.run(state: left) == tiny.run())

        var wild = try TinyRetraining()
        wild.settings.optimizer = .sgd(SGD(momentum: 0.9, weightDecay: 0))
        wild.settings.learningRate.base = 1e38
        do {
            _ = try await wild.run()
            Issue.record("a learning rate of 1e38 was survived")
        } catch let error as RetrainingError {
            #expect("\(error)".contains("epoch 1, step "))
        }
    }

    /// Statistics beyond the range of Float leave the losses finite, and are kept by no state and no network.
    @Test func statisticsThatAreNotFiniteAreRefused() async throws {
        var running = try TinyRetraining()
        running.settings.statistics = .running(share: 0.1)
        running.feed.loudStep = 5
        let training = running.training()
        await #expect(throws: RetrainingError.runningStatisticsNotFinite(epoch: 2, step: 2, layer: "blocks.0")) {
            try await training.run { _ in }
        }
        let left = await training.state
        #expect(left.step == 5 && left.running?.firstDiverging(of: running.network.subnet) == nil)
        running.feed.loudStep = nil
        #expect(try await running.run(state: left) == running.run())

        var calibrated = try TinyRetraining()
        calibrated.feed.loudStep = calibrated.settings.epochs * calibrated.feed.batchesPerEpoch
        await #expect(throws: RetrainingError.testStatisticsNotFinite(layer: "blocks.0")) { try await calibrated.run() }
    }

    /// The loss of held-out pictures is that of the network in floats: depthwise outputs beyond the range of halves do not
    /// matter, and one that is not finite is an error.
    @Test func validationIsInFloats() async throws {
        var tiny = try TinyRetraining()
        tiny.feed.validationPictures = 21
        tiny.settings.learningRate.base = 0
        let usual = try await tiny.run().records.map(\.validationLoss)
        let weights = RetrainingState(of: tiny.network, settings: tiny.settings).weights
        for parameter in tiny.network.table.parameters where parameter.name.hasSuffix("depthwise.weight") {
            for index in parameter.range { weights.pointer[index] *= 1e7 }
        }
        let large = try await tiny.run(state: RetrainingState(of: tiny.network, settings: tiny.settings, from: weights))
        for (found, expected) in zip(large.records, usual) {
            let (loss, same) = (try #require(found.validationLoss), try #require(expected))
            #expect(abs(loss - same) < 0.01 * same, "\(loss), \(same)")
        }
        tiny.feed.poisonsValidation = true
        await #expect(throws: RetrainingError.validationLossNotFinite(epoch: 1)) { try await tiny.run() }
    }

    @Test func cancelledTrainingEndsBetweenTwoSteps() async throws {
        let tiny = try TinyRetraining(epochs: 1000)
        let training = tiny.training()
        let task = Task {
            try await training.run { record in
                if record.epoch == 2 { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(await training.state.step == 8)
    }

    /// First weights share no stream with a supernet's of the same seed, not even those of the same tensor.
    @Test func firstWeightsAreTheNetworksOwn() throws {
        let tiny = try TinyRetraining()
        let own = RetrainingState(of: tiny.network, settings: tiny.settings).weights
        let supernets = tiny.network.table.initialWeights(
            seed: tiny.settings.seed, by: tiny.settings.initialization)
        for parameter in tiny.network.table.parameters where parameter.decays {
            #expect(parameter.range.contains { own.pointer[$0] != supernets.pointer[$0] }, "\(parameter.name)")
        }
        #expect(own.bits == RetrainingState(of: tiny.network, settings: tiny.settings).weights.bits)
    }
}
