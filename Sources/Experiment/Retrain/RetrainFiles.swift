import Kernels
import NeuralNetwork

/// Retrains a network and writes its files into a folder: of the run that found it, or one of its own.
struct RetrainFiles {
    let directory: RunDirectory

    /// Trains, with a line of `metrics.jsonl` for each epoch, tests, and writes `network.weights`.
    ///
    /// - Parameters:
    ///   - network: What to train.
    ///   - phase: How, and on what.
    ///   - team: The threads that compute.
    ///   - reporter: Takes the epochs.
    func retrain(
        _ network: NetworkLayout, by phase: RetrainPhase, team: WorkerTeam, reporter: RunReporter
    ) async throws -> RetrainResult {
        let result: RetrainResult
        do {
            result = try await phase.run(network, team: team) { epoch in try await reporter.report(epoch) }
        } catch {
            await reporter.close()
            throw error
        }
        await reporter.close()
        try directory.write(WeightsFile.data(result.trained), to: WeightsFile.networkName)
        return result
    }
}
