import NeuralNetwork
import Retraining
import RunFiles
import Workers

/// Retrains a network and writes its files into a folder: of the run that found it, or one of its own.
struct RetrainFiles {
    let directory: RunDirectory

    /// Trains, with a line of `metrics.jsonl` for each epoch, writes `network.weights`, and tests.
    ///
    /// - Parameters:
    ///   - network: What to train.
    ///   - phase: How, and on what.
    ///   - state: Where to go on from; nil for the beginning.
    ///   - watch: Measures the time.
    ///   - team: The threads that compute.
    ///   - reporter: Takes the epochs.
    ///   - keep: Takes the state after each step.
    func retrain(
        _ network: NetworkLayout, by phase: RetrainPhase, from state: RetrainingState? = nil, watch: PhaseTime.Watch,
        team: WorkerTeam, reporter: RunReporter,
        keep: @escaping @Sendable (RetrainingState) async throws -> Void = { _ in }
    ) async throws -> RetrainResult {
        let result: RetrainResult
        do {
            result = try await phase.run(
                network, from: state, watch: watch, openings: TestOpenings(in: directory), team: team,
                report: { epoch in try await reporter.report(epoch, planned: phase.settings.epochs) }, keep: keep,
                save: { trained in try directory.write(WeightsFile.data(trained), to: RunFileName.networkWeights) })
        } catch {
            await reporter.close()
            throw error
        }
        await reporter.close()
        return result
    }
}
