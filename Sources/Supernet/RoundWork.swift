public import Architecture
public import Kernels
public import NeuralNetwork

/// What a round computes, without what it decides: scores and trains paths that the caller names, for measurements.
///
/// The work goes the way it goes in a run: evaluators with their shares of the paths and the weights on loan, training
/// steps under a lease, all of it jobs of one team.
public struct RoundWork: Sendable {
    private let store: ParameterStore
    private let settings: SupernetSettings
    private let team: WorkerTeam
    private let memory: PassMemory
    private let evaluators: [PathEvaluator]

    /// Prepares a supernet with first weights.
    ///
    /// - Parameters:
    ///   - layout: Where the weights lie.
    ///   - settings: How to train; groups of pictures, optimiser, first learning rate, label smoothing and seed count.
    ///   - feed: Where an evaluator in a run gets its pictures from; nothing is asked of it here.
    ///   - team: The threads that compute; one evaluator for each.
    public init(layout: SupernetLayout, settings: SupernetSettings, feed: any PictureFeed, team: WorkerTeam) {
        let memory = PassMemory(width: team.width)
        let store = ParameterStore(layout: layout, weights: layout.table.initialWeights(seed: settings.seed))
        self.store = store
        self.settings = settings
        self.team = team
        self.memory = memory
        evaluators = (0..<team.width).map { share in
            PathEvaluator(
                share: share, of: team.width, store: store, feed: feed, settings: settings, team: team, memory: memory)
        }
    }

    /// Scores paths in parallel, each on all of the pictures; results in the order of the paths.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    /// - Precondition: The space contains the paths.
    public func score(_ paths: [Path], on pictures: PictureBatch) async throws -> [PassOutcome] {
        try await evaluators.score(paths.map(store.layout.subnet), on: pictures)
    }

    /// Takes one training step for a path at the first learning rate.
    ///
    /// - Parameters:
    ///   - path: The path.
    ///   - batch: The pictures of the step.
    ///   - round: The round that an error names.
    /// - Returns: The loss before the step.
    /// - Throws: `SupernetError` where a number is not finite.
    /// - Precondition: The space contains the path; nobody else uses this value meanwhile.
    public func train(_ path: Path, on batch: PictureBatch, round: Int) async throws -> PassOutcome {
        let step = TrainingStep(
            subnets: [store.layout.subnet(path)], batches: [batch], settings: settings,
            rate: Float(settings.learningRate.rate(at: 0)))
        let arenas = await store.lease()
        let memory = memory
        let result: Result<PassOutcome, any Error>
        do {
            result = .success(try await team.run { crew in try step.run(arenas, crew: crew, memory: memory) })
        } catch let failure as TrainingStep.Failure {
            result = .failure(failure.error(path: store.layout.space.names(of: path), round: round))
        } catch {
            result = .failure(error)
        }
        await store.endLease()
        return try result.get()
    }
}
