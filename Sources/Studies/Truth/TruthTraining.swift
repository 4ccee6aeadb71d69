import Architecture
import Documents
import Exchange
import Retraining
import RunFiles
import Runs
import ScenarioKeys
import Scenarios

/// One training of one network from scratch: a row of the table's trainings, and a folder.
struct TruthTraining: Sendable {
    /// The network.
    let path: Path
    /// The seed of its training.
    let seed: Int
    /// The name of its folder.
    let name: String
    /// How it is trained.
    let scenario: Scenario
    private let network: Blueprint

    /// Plans a training.
    ///
    /// - Parameters:
    ///   - path: The network.
    ///   - seed: The seed of its training.
    ///   - scenario: How it is trained, with the sizes of the pictures measured.
    /// - Throws: `ScenarioError` where the scenario does not take the seed.
    init(_ path: Path, seed: Int, by scenario: Scenario) throws(ScenarioError) {
        let retrain = (scenario.resolved[RunKey.retrain] ?? .object([])).setting(RunKey.seed, to: .integer(seed))
        self.path = path
        self.seed = seed
        network = scenario.searchSpace.blueprint(of: path)
        self.scenario = try Scenario(scenario.resolved.setting(RunKey.retrain, to: retrain))
        // A character a choice, since a space may have more than ten operations and a folder should have a short name.
        name = path.choices.map { String($0, radix: 36) }.joined() + "-seed\(seed)"
    }

    /// Trains and tests the network.
    ///
    /// - Parameters:
    ///   - folder: Its folder; what another process has left there unfinished goes, since a training by itself cannot be
    ///     resumed.
    ///   - workers: Threads that compute.
    ///   - stop: Asks for an early end.
    /// - Throws: As `RetrainRun`.
    func run(in folder: String, workers: Int?, stop: StopRequest) async throws -> RunSummary {
        let run = try RetrainRun(
            .other(network), by: scenario, output: folder, beginsAnew: true, workers: workers, audience: .none)
        return try await run.execute(stop: stop).summary
    }
}
