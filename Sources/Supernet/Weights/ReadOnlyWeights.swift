import Layout
import Workers

/// Weights that nobody trains any more: without velocities and gradients, and without a queue.
struct ReadOnlyWeights: WeightLender {
    let layout: SupernetLayout
    private let weights: FloatBuffer

    /// Takes weights that nobody writes from now on.
    init(layout: SupernetLayout, weights: FloatBuffer) {
        precondition(weights.count == layout.table.count)
        self.layout = layout
        self.weights = weights
    }

    func withLoan<Result>(_ body: (_ weights: FloatBuffer) async throws -> Result) async throws -> Result {
        try await body(weights)
    }
}
