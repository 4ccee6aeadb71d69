public import Exchange
public import RunFiles
import RunReports
import Runs
public import Scenarios

/// The runs of a sweep as `greedynas simulate` does them: a surrogate stands for weights and pictures.
public struct SweptSimulation: SweptRun {
    /// Simulations need no more than their scenarios.
    public init() {}

    /// Nothing is trained.
    public var isSimulation: Bool { true }

    /// What came of the pool, by the landscape itself, and what it would have cost.
    public var measures: [SweepMeasure] { SweepMeasure.simulation }

    /// Refuses what cannot be simulated.
    public func check(_ scenario: Scenario, workers: Int, jobs: Int) throws {
        try SimulationPhase.check(scenario)
    }

    /// Simulates from the beginning: what an interrupted simulation has left is overwritten.
    public func run(
        _ scenario: Scenario, in folder: String, isBegun: Bool, workers: Int, stop: StopRequest
    ) async throws -> RunSummary {
        let directory = try isBegun ? RunDirectory(resuming: folder) : RunDirectory(creating: folder)
        let outcome = try await SimulationPhase(scenario, workers: workers).run(stop: stop)
        try outcome.write(to: directory, workers: workers)
        return outcome.summary
    }
}
