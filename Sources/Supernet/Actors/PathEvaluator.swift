import NeuralNetwork

/// Scores its share of each round's paths on held-out pictures, with the weights as they are; hands on the paths of a round
/// that scores nothing.
///
/// Receives: `PathBatch` from the sampler, of which it takes every W-th path. Sends: `ScoredPath`, in the order of their
/// indices, to the rejection. Owns: its output stream, which it finishes on every exit.
actor PathEvaluator {
    private let share: Int
    private let evaluators: Int
    private let model: any SupernetModel

    /// Makes evaluator number `share` of `evaluators`.
    init(share: Int, of evaluators: Int, model: any SupernetModel) {
        self.share = share
        self.evaluators = evaluators
        self.model = model
    }

    /// Scores until the sampler finishes its stream; an error ends the stream too.
    func run(batches: AsyncStream<PathBatch>, target: AsyncStream<ScoredPath>.Continuation) async throws {
        defer { target.finish() }
        for await batch in batches {
            let own = Array(stride(from: share, to: batch.draws.count, by: evaluators))
            let paths = batch.plan.isScored ? own.map { batch.draws[$0].path } : []
            let outcomes = try await model.score(paths, round: batch.plan.round)
            for (place, index) in own.enumerated() {
                let outcome = batch.plan.isScored ? outcomes[place] : nil
                target.yield(
                    ScoredPath(
                        plan: batch.plan, index: index, draw: batch.draws[index], loss: outcome?.loss ?? .nan,
                        accuracy: outcome?.accuracy ?? .nan, pictures: outcome?.pictures ?? 0))
            }
        }
    }
}
