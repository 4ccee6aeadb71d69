import Architecture
import Datasets
import Documents
import Exchange
import Layout
import Retraining
import RunFiles
import Scenarios
import Supernet
import TensorFiles
import Workers

/// The last phase of a run: trains a network, from scratch or from the weights that it shares in the supernet, then tests it.
struct RetrainPhase: Sendable {
    let settings: RetrainingSettings
    let feed: PictureRetrainingFeed
    /// What the training begins with.
    let from: ScenarioRetrain.Start
    private let pictures: ScenarioPictures
    /// Whether the networks of a choice are trained, not the one that is retrained.
    private let isChoice: Bool
    /// Pictures of the test, as far as they can be known before it.
    private let testPictures: Int

    /// Prepares the training; the test part is not opened.
    ///
    /// - Parameters:
    ///   - scenario: Its section `retrain`.
    ///   - pictures: Its pictures.
    ///   - isChoice: Whether networks are trained to choose among them: always on the pictures that no part holds out.
    /// - Throws: `Refusal` where there are too few pictures for a batch.
    init(_ scenario: Scenario, pictures: ScenarioPictures, isChoice: Bool = false) throws {
        let all = pictures.training
        let (training, validation) =
            switch isChoice ? .training : scenario.retrain.pictures {
            case .split:
                HoldOut.division(
                    labels: all.labels, classes: pictures.test.classNames.count,
                    validation: scenario.retrain.judging(of: all.count, heldOut: pictures.holdOut.heldOut.count),
                    seed: UInt64(scenario.seed))
            case .all: (Array(0..<pictures.training.count), [Int]())
            case .training: (pictures.holdOut.training, pictures.holdOut.heldOut)
            }
        settings = scenario.retrainingSettings(trainingPictures: training.count)
        do {
            feed = try PictureRetrainingFeed(
                pictures: all, training: training, validation: validation,
                augmentation: pictures.retrainAugmentation, framing: pictures.framing, settings: settings)
        } catch let error as DatasetsError {
            throw Refusal("\(error)")
        }
        self.pictures = pictures
        self.isChoice = isChoice
        from = scenario.retrain.from
        testPictures = scenario.data.nominalSize.test
    }

    /// A network as it is trained on the pictures, whatever pictures it is made for.
    ///
    /// - Parameter scenario: Its key `retrain.unit_strides`.
    /// - Throws: `Refusal` where it does not fit.
    func fitted(_ network: Blueprint, by scenario: Scenario) throws(Refusal) -> Blueprint {
        try scenario.fitted(
            network, side: pictures.side, channels: pictures.training.channels,
            classes: pictures.test.classNames.count)
    }

    /// The network in a form that can be trained on the pictures.
    ///
    /// - Throws: `Refusal` where it cannot, or is made for other pictures.
    func layout(of network: Blueprint) throws(Refusal) -> NetworkLayout {
        let (side, channels) = (pictures.side, pictures.training.channels)
        let classes = pictures.test.classNames.count
        guard network.side == side, network.channels == channels, network.classes == classes else {
            throw Refusal(
                "the network takes \(network.channels)x\(network.side)x\(network.side) and tells \(network.classes) classes "
                    + "apart; expected one for \(channels)x\(side)x\(side) and \(classes) "
                    + "classes, as the scenario's pictures have")
        }
        do throws(NetworkLayoutError) {
            return try NetworkLayout(network)
        } catch {
            throw Refusal("\(error)")
        }
    }

    /// The state that a training begins with; nil: the training draws its initial weights itself.
    ///
    /// - Parameters:
    ///   - network: As `layout` gave it for the path.
    ///   - path: Its path.
    ///   - layout: The supernet.
    ///   - weights: The supernet's weights, read only.
    func start(
        of network: NetworkLayout, path: Path, in layout: SupernetLayout, weights: FloatBuffer
    ) -> RetrainingState? {
        guard from == .supernet else { return nil }
        return RetrainingState(
            of: network, settings: settings, from: layout.weights(of: path, in: weights, for: network))
    }

    /// Batches of an epoch, and steps of the whole training.
    var batchesPerEpoch: Int { feed.batchesPerEpoch }
    var plannedSteps: Int { settings.epochs * feed.batchesPerEpoch }

    /// The training of a network from a state, on all ranks where there are several and its steps spread.
    func training(
        _ network: NetworkLayout, from state: RetrainingState?, in context: RunContext
    ) async -> NetworkTraining {
        let ranks = settings.spreads ? context.ranks : nil
        ranks?.order(RunOrder.retrain(network: network.blueprint.description, isChoice: isChoice))
        return await NetworkTraining(
            network, settings: settings, feed: feed, team: context.team, state: state, ranks: ranks)
    }

    /// Trains the network with a line of `metrics.jsonl` for each epoch, writes `network.weights`, and opens the test set,
    /// which is noted before.
    ///
    /// - Parameters:
    ///   - network: As `layout` gave it.
    ///   - begun: What a choice by training has left of this very training, or what `start` gives; nil for the beginning with
    ///     drawn weights.
    ///   - context: The run's; the arenas of the state that it resumes from are taken over.
    /// - Throws: `RetrainingError` where a number is not finite, `Failure` where a file cannot be written, or the
    ///   test pictures cannot be read; `CancellationError` when the task is cancelled or the run is asked to stop.
    func run(
        _ network: NetworkLayout, from begun: RetrainingState? = nil, in context: RunContext
    ) async throws -> RetrainResult {
        let watch = context.watch(after: context.progress?.retrainTime)
        let (reporter, before) = (context.reporter, context.progress?.retrain ?? begun?.copy())
        let step = before?.step ?? 0
        // After the last step there is no epoch left to go on with.
        if step < plannedSteps {
            await reporter.begin(done: Double(step) / Double(batchesPerEpoch), images: step * settings.batch)
        } else {
            await reporter.begin()
        }
        return try await context.reporting {
            let planned = settings.epochs
            let (trained, records) = try await train(network, from: before, watch, in: context)
            // Before the test, so that one that fails does not lose it.
            try context.directory.write(WeightsFile.data(trained), to: RunFileName.networkWeights)
            let openings = TestOpenings(in: context.directory)
            try openings.note()
            await reporter.begin()
            let outcome = try await Self.testing {
                try await trained.test(
                    on: pictures.test, normalization: feed.normalization, framing: pictures.framing, team: context.team
                ) { done, pictures in
                    await reporter.show("test: picture", done: done, planned: pictures, images: done)
                }
            }
            let result = RetrainResult(
                trained: trained, records: records, outcome: outcome,
                classNames: pictures.test.classNames, trainingPictures: feed.trainingPictures,
                testOpenings: try openings.count, seconds: watch.time.seconds)
            await reporter.report(test: result.summary, epoch: planned)
            return result
        }
    }

    /// Trains the network to the end, with a line of `metrics.jsonl` for each epoch.
    ///
    /// The training goes with its memory of passes, so that the test does not have it beside its own.
    private func train(
        _ network: NetworkLayout, from before: RetrainingState?, _ watch: PhaseTime.Watch, in context: RunContext
    ) async throws -> (trained: TrainedNetwork, records: [EpochRecord]) {
        let (reporter, training) = (context.reporter, await training(network, from: before, in: context))
        let (planned, following) = (
            settings.epochs, settings.calibrationPictures(ofEpoch: batchesPerEpoch) + testPictures
        )
        let trained = try await training.run(afterStep: { try await keep($0, watch, in: context) }) { record in
            try await reporter.report(record, planned: planned, following: following)
            if record.epoch == planned { await reporter.begin() }
        } calibrated: { done, batches in
            await reporter.show(
                "batch-norm statistics: batch", done: done, planned: batches, images: done * settings.batch,
                following: testPictures)
        }
        training.leave()
        return (trained, await training.state.records)
    }

    /// Opens the test set: where its pictures are not what they should be, that is by now the run's failure.
    private static func testing<Outcome>(_ test: () async throws -> Outcome) async throws -> Outcome {
        do {
            return try await test()
        } catch let error as DatasetsError {
            throw Failure("the network is trained, but cannot be tested: \(error)")
        }
    }

    /// Keeps the state after a step where it is due, and ends the training where the run is asked to stop.
    private func keep(
        _ state: RetrainingState, _ watch: PhaseTime.Watch, in context: RunContext
    ) async throws {
        if !settings.spreads { await context.listen() }
        guard let keeper = context.keeper else {
            if context.stop.signal != nil { throw CancellationError() }
            return
        }
        let ending = keeper.ending(isUnit: state.step.isMultiple(of: batchesPerEpoch))
        // The last step is kept too, since calibration and test may take long.
        if ending != .next || state.step == plannedSteps { try await keeper.keep(state, time: watch.time) }
        guard ending == .stop else { return }
        try await keeper.finish()
        throw CancellationError()
    }
}
