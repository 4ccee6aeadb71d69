public import NeuralNetwork
public import Optimizers
public import Workers

/// All that a training has become so far: with the same settings and pictures it goes on from here to the same
/// bits.
///
/// The arenas are of the network's table. They are written in place; `copy` keeps a moment.
public struct RetrainingState: Sendable {
    /// The weights.
    public let weights: FloatBuffer
    /// What the optimiser keeps from step to step.
    public let optimizer: Optimizer.State
    /// The averaged weights; nil where none are kept.
    public let averages: FloatBuffer?
    /// The running statistics of batch norm; nil where none are kept.
    public internal(set) var running: NetworkStatistics?
    /// Steps taken.
    public internal(set) var step: Int
    /// The losses and right guesses of the steps of the epoch at hand.
    public internal(set) var current: PassOutcome
    /// The epochs that are over.
    public internal(set) var records: [EpochRecord]

    /// The state before the first step.
    ///
    /// - Parameters:
    ///   - network: What is trained.
    ///   - settings: How.
    ///   - weights: What it begins with, taken over: an arena of the network's table. Nil for weights drawn from the settings'
    ///     seed.
    public init(of network: NetworkLayout, settings: RetrainingSettings, from weights: FloatBuffer? = nil) {
        let weights = weights ?? network.table.initialWeights(seed: settings.ownSeed, by: settings.initialization)
        var running: NetworkStatistics?
        if case .running = settings.statistics { running = NetworkStatistics(startingFor: network.subnet) }
        self.init(
            weights: weights, optimizer: settings.optimizer.firstState(count: weights.count),
            averages: settings.average.map { _ in weights.copy() }, running: running, step: 0, current: .none,
            records: [])
    }

    /// A state that was kept elsewhere.
    public init(
        weights: FloatBuffer, optimizer: Optimizer.State, averages: FloatBuffer?, running: NetworkStatistics?,
        step: Int, current: PassOutcome, records: [EpochRecord]
    ) {
        self.weights = weights
        self.optimizer = optimizer
        self.averages = averages
        self.running = running
        self.step = step
        self.current = current
        self.records = records
    }

    /// The same state in memory of its own.
    public func copy() -> RetrainingState {
        RetrainingState(
            weights: weights.copy(),
            optimizer: Optimizer.State(
                velocities: optimizer.velocities.copy(), meanSquares: optimizer.meanSquares?.copy()),
            averages: averages?.copy(), running: running, step: step, current: current, records: records)
    }

    /// The weights to be tested: the averaged ones where there are any.
    public var tested: FloatBuffer { averages ?? weights }
}
