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
            for index in stride(from: share, to: batch.draws.count, by: evaluators) {
                let draw = batch.draws[index]
                let outcome = batch.plan.isScored ? try await model.score(draw.path, round: batch.plan.round) : nil
                target.yield(
                    ScoredPath(
                        plan: batch.plan, index: index, draw: draw, loss: outcome?.loss ?? .nan,
                        accuracy: outcome?.accuracy ?? .nan))
            }
        }
    }
}
