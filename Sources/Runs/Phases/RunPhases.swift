import Architecture
import Documents
import NeuralNetwork
import RunFiles
import Scenarios

/// The phases of a scenario, prepared: whatever keeps one of them from beginning is known before the first begins.
struct RunPhases: Sendable {
    let supernet: SupernetPhase
    /// Nil where the run ends before.
    let search: SearchPhase?
    /// Nil where the run ends before.
    let retrain: RetrainPhase?

    /// Prepares the phases up to the last one.
    ///
    /// - Throws: `Refusal` or an error of the pictures' reader.
    init(of scenario: Scenario, until last: RunPhase) throws {
        supernet = try SupernetPhase(reading: scenario)
        search = last >= .search ? try SearchPhase(scenario, space: supernet.space) : nil
        retrain = last >= .retrain ? try RetrainPhase(scenario, pictures: supernet) : nil
    }

    /// The network that is retrained after a search; nil where the search is not over, or no retraining follows.
    func layout(after progress: SearchProgress) throws(Refusal) -> NetworkLayout? {
        guard let search, let retrain, let winner = search.winner(of: progress) else { return nil }
        return try retrain.layout(of: supernet.space.blueprint(of: winner.path))
    }
}
