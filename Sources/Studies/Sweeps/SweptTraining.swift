public import Exchange
import Planning
import Reporting
public import RunFiles
import Runs
public import Scenarios

/// The runs of a sweep as `greedynas run` does them: supernet, search and retraining, as far as each scenario goes.
public struct SweptTraining: SweptRun {
    private let data: String?
    private let audience: Audience

    /// Takes what the runs of a sweep have in common.
    ///
    /// - Parameters:
    ///   - data: Where the pictures are now; nil for where the scenarios say.
    ///   - events: The folder that gets the runs' event files for TensorBoard; nil for none.
    public init(data: String?, events: String? = nil) {
        self.data = data
        audience = Audience(progress: .none, events: events)
    }

    /// Weights are trained.
    public var isSimulation: Bool { false }

    /// Costs and results of all phases; a phase that no run reached makes no columns.
    public var measures: [SweepMeasure] { SweepMeasure.training }

    /// Compares the memory that the runs need together with what there is, and the precision of scores with this build.
    public func check(_ scenario: Scenario, workers: Int, jobs: Int) throws {
        try MachineCheck.check(scenario, phases: .supernet...scenario.until, workers: workers, jobs: jobs)
    }

    /// Begins a run, or resumes it from its last checkpoint.
    public func run(
        _ scenario: Scenario, in folder: String, isBegun: Bool, workers: Int, stop: StopRequest
    ) async throws -> RunSummary {
        let run =
            isBegun
            ? try Run(resuming: folder, data: data, workers: workers, audience: audience)
            : try Run(scenario, output: folder, workers: workers, audience: audience)
        return try await run.execute(stop: stop).summary
    }
}
