import Exchange
public import Layout
public import NeuralNetwork
public import Optimizers
public import Workers

/// Everything needed to resume a training: with the same settings and pictures it leads from here to the same
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
    /// The losses and correctly classified pictures of the steps of the epoch at hand.
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

    /// The arenas that there are.
    var arenas: [FloatBuffer] { [weights, optimizer.velocities, optimizer.meanSquares, averages].compactMap(\.self) }

    /// Gives all other ranks the arenas and the running statistics.
    func share(over ranks: Ranks) async {
        for arena in arenas { await ranks.share(arena) }
        if let running {
            _ = await ranks.gather((running.means + running.variances).map { UInt64($0.bitPattern) })
        }
    }

    /// Takes arenas and running statistics that the first rank gives.
    mutating func take(from ranks: Ranks) async {
        for arena in arenas { await ranks.share(arena) }
        guard let channels = running?.means.count else { return }
        let numbers = await ranks.gather([UInt64]())[0].map { Float(bitPattern: UInt32($0)) }
        running?.means = Array(numbers.prefix(channels))
        running?.variances = Array(numbers.dropFirst(channels))
    }

    /// The weights to be tested: the averaged ones where there are any.
    public var tested: FloatBuffer { averages ?? weights }
}
