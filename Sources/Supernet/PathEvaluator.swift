import Architecture
public import Kernels
public import NeuralNetwork

/// Scores its share of each round's paths on held-out pictures, with the weights as they are.
///
/// Receives: `PathBatch` from the sampler, of which it takes every W-th path. Sends: `ScoredPath`, in the order of their
/// indices, to the rejection. Owns: its output stream, which it finishes on every exit.
public actor PathEvaluator {
    private let share: Int
    private let evaluators: Int
    private let store: ParameterStore
    private let feed: any PictureFeed
    private let settings: SupernetSettings
    private let team: WorkerTeam
    private let memory: PassMemory

    /// Makes evaluator number `share` of `evaluators`.
    public init(
        share: Int, of evaluators: Int, store: ParameterStore, feed: any PictureFeed, settings: SupernetSettings,
        team: WorkerTeam, memory: PassMemory
    ) {
        self.share = share
        self.evaluators = evaluators
        self.store = store
        self.feed = feed
        self.settings = settings
        self.team = team
        self.memory = memory
    }

    /// Scores until the sampler finishes its stream; an error ends the stream too.
    func run(batches: AsyncStream<PathBatch>, target: AsyncStream<ScoredPath>.Continuation) async throws {
        defer { target.finish() }
        for await batch in batches {
            let pictures = feed.scoringBatch(round: batch.plan.round)
            for index in stride(from: share, to: batch.draws.count, by: evaluators) {
                let draw = batch.draws[index]
                let subnet = store.layout.subnet(draw.path)
                let outcome = try await score(subnet, on: pictures)
                target.yield(
                    ScoredPath(
                        plan: batch.plan, index: index, draw: draw, loss: outcome.loss, accuracy: outcome.accuracy))
            }
        }
    }

    /// Scores one network on a set of pictures, group by group, each normalised by its own statistics.
    ///
    /// - Throws: `CancellationError` before the next group when the task is cancelled.
    public func score(_ subnet: Subnet, on pictures: PictureBatch) async throws -> PassOutcome {
        var total = PassOutcome.none
        for group in pictures.groups(of: settings.scoringGroup) {
            try Task.checkCancellation()
            let weights = await store.lend()
            let memory = memory
            do {
                let outcome = try await team.run { crew in
                    subnet.score(pictures, group: group, weights: weights, crew: crew, memory: memory)
                }
                total = total + outcome
            } catch {
                await store.takeBack()
                throw error
            }
            await store.takeBack()
        }
        return total
    }

    /// Scores many paths on one group of pictures, blocks that they begin with in common computed once.
    ///
    /// - Throws: `CancellationError` before the next path when the task is cancelled.
    func score(_ paths: SharedPrefixes, on pictures: PictureBatch, group: Range<Int>) async throws -> [PassOutcome] {
        let (layout, memory, flag) = (store.layout, memory, CancellationFlag())
        let weights = await store.lend()
        do {
            let outcomes = try await withTaskCancellationHandler {
                try await team.run { crew in
                    try layout.score(
                        paths, pictures, group: group, weights: weights, crew: crew, memory: memory,
                        isCancelled: { flag.isSet })
                }
            } onCancel: {
                flag.set()
            }
            await store.takeBack()
            return outcomes
        } catch {
            await store.takeBack()
            throw error
        }
    }

    /// The groups into which a scored set is cut.
    func groups(of pictures: PictureBatch) -> [Range<Int>] { pictures.groups(of: settings.scoringGroup) }
}
