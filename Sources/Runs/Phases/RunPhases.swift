import Architecture
import Documents
import Layout
import Retraining
import RunFiles
import Scenarios
import Supernet

/// The phases of a scenario, prepared: whatever keeps one of them from beginning is known before the first begins.
struct RunPhases: Sendable {
    let supernet: SupernetPhase
    /// Nil where the run ends before.
    let search: SearchPhase?
    /// Nil where the run ends before.
    let retrain: RetrainPhase?
    /// The choice of the network that is retrained; nil where the search's first one is.
    let candidates: CandidatePhase?

    /// Reads the pictures and prepares the phases up to the last one, for one of some ranks.
    ///
    /// - Throws: `Refusal` or `ScenarioError`, for whatever keeps one of them from beginning.
    init(of scenario: Scenario, until last: RunPhase, workers: Int, ranks: Int = 1) throws {
        let pictures = try ScenarioPictures(scenario, for: .supernet...last, workers: workers, ranks: ranks)
        supernet = try SupernetPhase(
            scenario, pictures: pictures, domain: scenario.trainedDomain(of: pictures.space))
        search = last >= .search ? try SearchPhase(scenario, space: pictures.space) : nil
        retrain = last >= .retrain ? try RetrainPhase(scenario, pictures: pictures) : nil
        candidates =
            last >= .retrain && scenario.retrain.candidates > 1
            ? try CandidatePhase(scenario, pictures: pictures) : nil
    }

    /// What the networks of the phases take.
    var input: NetworkInput {
        supernet.pictures.input(supernet: supernet.feed.normalization, network: retrain?.feed.normalization)
    }

    /// The network that is retrained after a search; nil where the search or the choice after it is not over, or no
    /// retraining follows.
    ///
    /// - Parameters:
    ///   - order: The networks in the order of the search; empty where it is not over.
    ///   - choice: The choice among the first of them.
    func layout(after order: [ScoredNetwork], _ choice: CandidatesProgress?) throws(Refusal) -> NetworkLayout? {
        guard let retrain else { return nil }
        let path = candidates.map { $0.chosen(after: choice, of: $0.networks(of: order))?.path } ?? order.first?.path
        return try path.map { path throws(Refusal) in try retrain.layout(of: supernet.space.blueprint(of: path)) }
    }
}
