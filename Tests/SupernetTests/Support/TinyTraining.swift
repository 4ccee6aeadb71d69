import Architecture
import Layout
import NeuralNetwork
import Optimizers
import Search
import Supernet
import TestSupport
import Workers

/// A training of a few thousand weights: 4^3 paths with and without squeeze-and-excitation, identities of both kinds.
struct TinyTraining {
    var settings: SupernetSettings
    var feed: SyntheticFeed
    let layout: SupernetLayout

    /// - Parameter layers: Layers of the first stage; the second has one.
    init(
        layers: Int = 2, strategy: SupernetSettings.Strategy = .greedy, rounds: Int, m: Int = 5, k: Int = 2,
        classes: Int = 4
    ) throws {
        let macro = Macro(
            name: "tiny", side: 6, channels: 2, classes: classes, stemChannels: 8, stemStride: 1, fixedChannels: nil,
            stages: [.init(channels: 8, layers: layers, stride: 1), .init(channels: 16, layers: 1, stride: 2)],
            headChannels: 16)
        let operations: [Architecture.Operation] = [
            .invertedBottleneck(kernel: 3, expansion: 1, squeezeExcitation: false),
            .invertedBottleneck(kernel: 3, expansion: 2, squeezeExcitation: true),
            .invertedBottleneck(kernel: 5, expansion: 2, squeezeExcitation: false), .identity,
        ]
        layout = SupernetLayout(
            try SearchSpace(macro: macro, operations: operations, activation: .hswish, stemActivation: .hswish))
        feed = SyntheticFeed()
        feed.classes = classes
        settings = SupernetSettings(
            strategy: strategy, seed: 5, plannedRounds: rounds, sampledPaths: strategy == .fair ? operations.count : m,
            keptPaths: strategy == .fair ? operations.count : k, batch: feed.batch,
            normalizationBatch: nil, scoringPictures: feed.scoringPictures,
            epsilon: EpsilonSchedule(shape: .constant, maximum: 0.5, warmupRounds: 0, plannedRounds: rounds),
            poolSize: 6, alpha: 0, steadinessRounds: 4, cooldown: 0,
            optimizer: SGD(momentum: 0.9, weightDecay: 0.01),
            // Without milestones: a shorter training is the beginning of a longer one.
            learningRate: LearningRate(
                base: 0.1, schedule: .step(milestones: [], factor: 1), warmupSteps: 2, plannedSteps: 100),
            labelSmoothing: 0.1, initialization: .authors)
    }

    /// Three rounds that score nothing, then three steps for each kept path, ranked by a memory; all below a limit that a
    /// part of the space keeps.
    static func remembering(rounds: Int) throws -> TinyTraining {
        var tiny = try TinyTraining(rounds: rounds)
        tiny.settings.filter = .memory(FilterMemorySettings(weight: 0.75, retention: 0.9, penalty: 1))
        tiny.settings.stepsPerPath = 3
        tiny.settings.unscoredRounds = 3
        let costs = CostTable(of: tiny.layout.space)
        let largest = costs.cost(of: Path(choices: [2, 2, 2])).macs
        tiny.settings.domain = try SearchDomain(
            costs: costs, limits: CostLimits(macs: (costs.minimum.macs + largest) / 2))
        return tiny
    }

    /// The weights before the first round.
    var firstWeights: FloatBuffer { layout.table.initialWeights(seed: settings.seed, by: settings.initialization) }

    /// What a training left.
    struct Outcome {
        var result: SupernetResult<TrainedArenas>
        var records: [RoundRecord]

        /// Everything that may not depend on the number of workers: bits of weights and momentum, pool, records.
        var trace: [String] {
            [result.weights, result.momentum].map { "\($0.bits)" }
                + ["\(result.rounds) \(result.stoppedBy) \(result.cost.timeless)", "\(result.pool)"]
                + records.map { record in
                    var record = record
                    record.cost = record.cost.timeless
                    return "\(record)"
                }
        }
    }

    func run(workers: Int = 2) async throws -> Outcome {
        let log = Log<RoundRecord>()
        let training = GreedyTraining(layout: layout, settings: settings, feed: feed, team: WorkerTeam(width: workers))
        let result = try await training.run { log.append($0) }
        return Outcome(result: result, records: log.entries)
    }
}

extension TrainingCost {
    /// The counters alone, since seconds differ from run to run.
    var timeless: TrainingCost {
        var cost = self
        cost.scoringSeconds = 0
        cost.trainingSeconds = 0
        return cost
    }
}
