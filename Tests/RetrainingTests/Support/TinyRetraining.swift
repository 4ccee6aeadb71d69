import Architecture
import Layout
import NeuralNetwork
import Optimizers
import Retraining
import TestSupport
import Workers

/// A training of a few thousand weights, with residuals, squeeze-and-excitation and all that can be left out.
struct TinyRetraining {
    var settings: RetrainingSettings
    var feed = SyntheticPictures()
    let network: NetworkLayout

    init(epochs: Int = 3) throws {
        let macro = Macro(
            name: "tiny", side: 6, channels: 2, classes: 4, stemChannels: 8, stemStride: 1, fixedChannels: nil,
            stages: [.init(channels: 8, layers: 2, stride: 1), .init(channels: 16, layers: 1, stride: 2)],
            headChannels: 16)
        let operations: [Architecture.Operation] = [
            .invertedBottleneck(kernel: 3, expansion: 2, squeezeExcitation: true),
            .invertedBottleneck(kernel: 3, expansion: 1, squeezeExcitation: false), .identity,
        ]
        let space = try SearchSpace(
            macro: macro, operations: operations, activation: .hswish, stemActivation: .hswish)
        network = try NetworkLayout(space.blueprint(of: Path(choices: [0, 1, 0])))
        settings = RetrainingSettings(
            seed: 5, epochs: epochs, batch: feed.batch, optimizer: .sgd(SGD(momentum: 0.9, weightDecay: 1e-4)),
            learningRate: LearningRate(
                base: 0.1, schedule: .cosine, warmupSteps: 2, plannedSteps: epochs * feed.batchesPerEpoch),
            labelSmoothing: 0.1, initialization: .authors)
    }

    /// The same training with everything on: RMSprop, averages, both kinds of dropping, groups within the batch.
    static func complete() throws -> TinyRetraining {
        var tiny = try TinyRetraining()
        tiny.settings.optimizer = .rmsProp(RMSProp(weightDecay: 1e-4))
        tiny.settings.learningRate.base = 0.01
        tiny.settings.normalizationBatch = 9
        tiny.settings.dropout = 0.2
        tiny.settings.dropPath = 0.3
        tiny.settings.average = ExponentialAverage(decay: 0.9)
        return tiny
    }

    func training(workers: Int = 2, state: RetrainingState? = nil) -> NetworkTraining {
        NetworkTraining(network, settings: settings, feed: feed, team: WorkerTeam(width: workers), state: state)
    }

    /// What a training left, times aside.
    struct Outcome: Equatable {
        var arenas: [[UInt32]]
        var statistics: NetworkStatistics
        var records: [EpochRecord]

        init(_ state: RetrainingState, _ network: TrainedNetwork) {
            arenas = [
                state.weights, state.optimizer.velocities, state.optimizer.meanSquares, state.averages, network.tested,
            ].map { $0?.bits ?? [] }
            statistics = network.statistics
            records = state.records.map(\.timeless)
        }
    }

    func run(workers: Int = 2, state: RetrainingState? = nil) async throws -> Outcome {
        let training = training(workers: workers, state: state)
        let network = try await training.run { _ in }
        return Outcome(await training.state, network)
    }
}

extension EpochRecord {
    /// The record without what differs from run to run.
    var timeless: EpochRecord {
        var record = self
        record.seconds = 0
        return record
    }
}
