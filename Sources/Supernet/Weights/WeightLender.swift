import Layout
import Workers

/// A holder of weights that others may read.
protocol WeightLender: Sendable {
    /// Where every weight lies.
    var layout: SupernetLayout { get }

    /// Lends the weights for as long as the body runs; nobody writes them meanwhile.
    ///
    /// - Throws: What the body throws; `CancellationError` where the task is cancelled while it waits for its turn.
    func withLoan<Result>(_ body: (_ weights: FloatBuffer) async throws -> Result) async throws -> Result
}
